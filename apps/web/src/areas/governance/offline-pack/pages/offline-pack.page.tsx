import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconDownload, IconKey } from '../../../../ui/icons.ts';
import { Empty, Page } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { PassphraseForm } from '../forms/passphrase.form.tsx';
import { type OfflinePacks, offlinePacksQuery } from '../queries.ts';

/** What is written each day for the day on which nothing works. */
export function OfflinePackPage() {
  const { say } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const packs = useQuery(offlinePacksQuery);
  const [isOpen, setOpen] = useState(false);
  const ask = async () => {
    await submit.run('ask', async () => {
      await call('POST /api/v1/offline-packs', { body: {} });
      toastDone(say('offline-pack.ask.done'), say('platform.act.close'));
    });
    await queries.invalidateQueries({ queryKey: ['offline-pack'] });
  };
  const setting = packs.data?.setting ?? null;
  return (
    <Page
      title={say('offline-pack.page.title')}
      isNarrow
      actions={
        <>
          {setting !== null && may('offline-packs.ask') && (
            <Button isBusy={submit.busy} onClick={() => void ask()}>
              {say('offline-pack.ask.act')}
            </Button>
          )}
          {may('offline-packs.set') && (
            <Button kind={setting === null ? 'primary' : 'outline'} icon={IconKey} onClick={() => setOpen(true)}>
              {say('offline-pack.set.act')}
            </Button>
          )}
        </>
      }
    >
      <p>{say('offline-pack.page.explained')}</p>
      <Refusal problem={submit.problem} />
      {packs.data === undefined ? (
        <Waiting query={packs} />
      ) : (
        <>
          {setting === null ? (
            <Notice tone="amber">{say('offline-pack.page.not-set')}</Notice>
          ) : (
            <p>
              {say('offline-pack.page.next')}：<Moment at={setting.nextAt} />{' '}
              <span className="m-second">
                {say('offline-pack.page.set-by', { name: setting.changedBy.name })}{' '}
                <Moment at={setting.changedAt} as="short" />
              </span>
            </p>
          )}
          <PackList packs={packs.data.packs} />
          <Dialog title={say('offline-pack.set.act')} isOpen={isOpen} onClose={() => setOpen(false)}>
            {isOpen && <PassphraseForm setting={setting} onClose={() => setOpen(false)} />}
          </Dialog>
        </>
      )}
    </Page>
  );
}

function PackList({ packs }: { readonly packs: OfflinePacks['packs'] }) {
  const { say } = useSay();
  const { may } = useMe();
  return (
    <Card title={say('offline-pack.page.kept')} note={String(packs.length)} isTight>
      {packs.length === 0 && <Empty>{say('offline-pack.page.none')}</Empty>}
      <table className="m-table">
        <tbody>
          {packs.map(({ id, fileName, size, contents, madeAt }) => (
            <tr key={id}>
              <td data-main="true">{fileName}</td>
              <td>
                <Moment at={madeAt} as="short" />
              </td>
              <td title={contents.join(', ')}>{say('offline-pack.page.contents', { count: contents.length })}</td>
              <td data-figure="true">{fileSize(size)}</td>
              <td data-end="true">
                {may('offline-packs.download') && (
                  <a
                    className="m-button"
                    data-kind="outline"
                    data-size="small"
                    href={`/api/v1/offline-packs/${id}/file`}
                    download
                    aria-label={say('offline-pack.page.take-named', { name: fileName })}
                  >
                    <IconDownload size={16} stroke={1.75} aria-hidden="true" />
                    {say('offline-pack.page.take')}
                  </a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
