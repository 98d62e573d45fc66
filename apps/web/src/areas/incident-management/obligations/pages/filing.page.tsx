import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link, useGo } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useStale } from '../../../../shared/stale.hook.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip, Facts, type Tone } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconCheck, IconCopy, IconSend } from '../../../../ui/icons.ts';
import { Page } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type Filing, filingKey, filingQuery } from '../filing.queries.ts';
import { FileForm } from '../forms/file.form.tsx';
import { FilingTexts } from '../forms/filing-texts.form.tsx';
import { dutiesTab, filingLink } from '../links.ts';
import { DifferenceList } from '../sections/changed.card.tsx';
import { FilingDocumentCard } from '../sections/filing-document.card.tsx';
import { useDutyWords } from '../words.hook.ts';
import '../sections/obligations.css';
import '../sections/filing.css';

const tones: Readonly<Record<Filing['state'], Tone>> = {
  draft: 'amber',
  approved: 'accent',
  filed: 'green',
  discarded: 'neutral',
};

/** One filing: as a draft with its fields, what was told before, and the way to approve and file it; later as it was filed. */
export function FilingPage() {
  const { say } = useSay();
  const { id } = useParams({ strict: false });
  const found = useQuery(filingQuery(id ?? ''));
  if (found.data === undefined)
    return (
      <Page title={say('terms.obligations')}>
        <Waiting query={found} />
      </Page>
    );
  return <Shown filing={found.data} />;
}

function Shown({ filing }: { readonly filing: Filing }) {
  const { say } = useSay();
  const back = useSubjectLink()(filing.subject);
  return (
    <Page
      title={filing.title}
      note={<Chip tone={tones[filing.state]}>{say(`filings.state.${filing.state}`)}</Chip>}
      actions={<CopyButton text={filing.text} />}
    >
      {back !== null && (
        <Link to={`${back}/${dutiesTab}`} className="m-second m-typed">
          {`${filing.subject.number ?? ''} ${filing.subject.title}`}
        </Link>
      )}
      <div className="m-duty-columns">
        <div className="m-stack">
          <Compared filing={filing} />
          <FilingTexts key={`${filing.version} ${filing.language} ${filing.contentHash}`} filing={filing} />
        </div>
        <aside className="m-stack" aria-label={say('filings.side')}>
          {filing.filed === null ? <WayCard filing={filing} /> : <FiledCard filing={filing} filed={filing.filed} />}
          <FilingDocumentCard filing={filing} />
        </aside>
      </div>
    </Page>
  );
}

function CopyButton({ text }: { readonly text: string }) {
  const { say } = useSay();
  return (
    <Button
      icon={IconCopy}
      onClick={() =>
        void navigator.clipboard.writeText(text).then(() => toastDone(say('filings.copied'), say('platform.act.close')))
      }
    >
      {say('filings.copy')}
    </Button>
  );
}

/** What this says otherwise than the last one to the same recipient, and than others were told. */
function Compared({ filing }: { readonly filing: Filing }) {
  const { say } = useSay();
  const { text, nameOf, factText } = useDutyWords();
  const { previous, conflicts } = filing;
  const isChanged = previous !== null && previous.differences.length > 0;
  if (!isChanged && conflicts.length === 0) return null;
  return (
    <>
      {conflicts.length > 0 && (
        <Notice tone="amber">
          <p className="m-strong">{say('filings.conflict.here')}</p>
          <ul className="m-duty-plain">
            {conflicts.flatMap(({ key, told }) =>
              told.map((one) => (
                <li key={`${key} ${one.filingId}`}>
                  {nameOf(key)}: <span className="m-strong m-typed">{factText(one.fact, key)}</span>
                  {' ・ '}
                  {say('filings.conflict.told', { recipient: text(one.name) })} <Moment at={one.filedAt} as="short" />
                </li>
              )),
            )}
          </ul>
        </Notice>
      )}
      {isChanged && (
        <Card title={say('filings.previous.title')} note={<Moment at={previous.filedAt} as="short" />}>
          <DifferenceList differences={previous.differences} />
        </Card>
      )}
    </>
  );
}

/** From draft to filed: somebody else approves, then it is filed and recorded. */
function WayCard({ filing }: { readonly filing: Filing }) {
  const { say } = useSay();
  const { text } = useDutyWords();
  const queries = useQueryClient();
  const go = useGo();
  const back = useSubjectLink()(filing.subject);
  const submit = useSubmit();
  useStale(submit.problem, filingKey(filing.id));
  const [asked, setAsked] = useState<'file' | 'discard' | null>(null);
  const given = { params: { id: filing.id }, version: filing.version };
  const after = async (saved: Filing, sentence: string) => {
    queries.setQueryData(filingKey(filing.id), saved);
    await queries.invalidateQueries({ queryKey: ['obligation'] });
    setAsked(null);
    toastDone(sentence, say('platform.act.close'));
  };
  const approve = () =>
    submit.run(['approve', filing.contentHash], async (idempotencyKey) => {
      const body = { contentHash: filing.contentHash };
      await after(
        await call('POST /api/v1/filings/{id}/approve', { ...given, body, idempotencyKey }),
        say('filings.approve.done'),
      );
    });
  const discard = () =>
    submit.run(['discard', filing.version], async (idempotencyKey) => {
      await after(
        await call('POST /api/v1/filings/{id}/discard', { ...given, body: {}, idempotencyKey }),
        say('filings.discard.done'),
      );
      if (back !== null) go(`${back}/${dutiesTab}`);
    });
  if (filing.state === 'discarded')
    return (
      <Card title={say('filings.way.title')}>
        <p>{say('filings.way.discarded')}</p>
      </Card>
    );
  const { approval } = filing;
  return (
    <Card title={say('filings.way.title')}>
      <div className="m-form">
        <Facts
          isStacked
          items={[
            { label: say('filings.way.recipient'), value: filing.recipientName },
            filing.channel === null
              ? null
              : {
                  label: say('filings.way.channel'),
                  value:
                    filing.url === null ? (
                      text(filing.channel)
                    ) : (
                      <a href={filing.url} target="_blank" rel="noreferrer noopener">
                        {text(filing.channel)}
                      </a>
                    ),
                },
            { label: say('filings.way.written'), value: `${filing.changedBy.name}` },
            {
              label: say('filings.way.approval'),
              value:
                approval === null
                  ? say('filings.approve.none')
                  : say(approval.isValid ? 'filings.approve.by' : 'filings.approve.void', { name: approval.by.name }),
            },
          ]}
        />
        <Refusal problem={submit.problem} />
        {filing.can.change && !filing.can.approve && !filing.can.file && (
          <p className="m-second">{say('filings.approve.other')}</p>
        )}
        <div className="m-row">
          {filing.can.approve && (
            <Button kind="primary" icon={IconCheck} isBusy={submit.busy} onClick={() => void approve()}>
              {say('filings.approve.act')}
            </Button>
          )}
          {filing.can.file && (
            <Button kind="primary" icon={IconSend} onClick={() => setAsked('file')}>
              {say('filings.file.act')}
            </Button>
          )}
          {filing.can.change && (
            <Button kind="danger" onClick={() => setAsked('discard')}>
              {say('filings.discard.act')}
            </Button>
          )}
        </div>
      </div>
      <Dialog title={say('filings.file.title')} isOpen={asked === 'file'} onClose={() => setAsked(null)} size={560}>
        <FileForm
          filing={filing}
          onClose={() => setAsked(null)}
          onFiled={(saved) => after(saved, say('filings.file.done'))}
        />
      </Dialog>
      <Dialog title={say('filings.discard.title')} isOpen={asked === 'discard'} onClose={() => setAsked(null)}>
        <p>{say('filings.discard.ask')}</p>
        <div className="m-dialog-end">
          <Button onClick={() => setAsked(null)}>{say('platform.act.cancel')}</Button>
          <Button kind="danger" isBusy={submit.busy} onClick={() => void discard()}>
            {say('filings.discard.act')}
          </Button>
        </div>
      </Dialog>
    </Card>
  );
}

function FiledCard({ filing, filed }: { readonly filing: Filing; readonly filed: NonNullable<Filing['filed']> }) {
  const { say } = useSay();
  return (
    <Card title={say('filings.filed.title')}>
      <Facts
        isStacked
        items={[
          { label: say('filings.way.recipient'), value: filing.recipientName },
          { label: say('filings.filed.at'), value: <Moment at={filed.at} /> },
          { label: say('filings.filed.channel'), value: filed.channel },
          { label: say('filings.filed.receipt'), value: filed.receipt ?? '—' },
          {
            label: say('filings.filed.file'),
            value:
              filed.fileId === null ? (
                '—'
              ) : (
                <a href={`/api/v1/attachments/${filed.fileId}/content`}>{say('filings.filed.open-file')}</a>
              ),
          },
          { label: say('filings.filed.by'), value: filed.recordedBy.name },
          filing.approval === null ? null : { label: say('filings.way.approval'), value: filing.approval.by.name },
          {
            label: say('filings.filed.content'),
            value: (
              <>
                <Chip tone={filed.isIntact ? 'green' : 'red'}>
                  {say(filed.isIntact ? 'filings.filed.intact' : 'filings.filed.broken')}
                </Chip>
                <div className="m-mono m-duty-hash">SHA-256 {filed.sha256}</div>
              </>
            ),
          },
        ]}
      />
      <p className="m-second">{say('filings.filed.frozen')}</p>
      {filing.kind === 'report' && <NextActs filing={filing} />}
    </Card>
  );
}

/** What follows a filed text: a later report to the same recipient, or that this one is taken back towards it. */
function NextActs({ filing }: { readonly filing: Filing }) {
  const { say } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const go = useGo();
  const submit = useSubmit();
  const [isAsked, setAsked] = useState(false);
  if (!may('filings.start')) return null;
  const begin = (kind: Filing['kind']) =>
    submit.run([kind, filing.id], async (idempotencyKey) => {
      const { regimeId, stage, recipient, language } = filing;
      const { id } = await call('POST /api/v1/subjects/{id}/filings', {
        params: { id: filing.subject.id },
        body: { regimeId, stage, recipient, language, kind },
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['obligation'] });
      setAsked(false);
      go(filingLink(id));
    });
  return (
    <>
      <Refusal problem={submit.problem} />
      <div className="m-row m-duty-rulings">
        <Button size="small" isBusy={submit.busy} onClick={() => void begin('report')}>
          {say('filings.start.again')}
        </Button>
        <Button size="small" kind="danger" onClick={() => setAsked(true)}>
          {say('filings.withdraw.act')}
        </Button>
      </div>
      <Dialog title={say('filings.withdraw.title')} isOpen={isAsked} onClose={() => setAsked(false)}>
        <p>{say('filings.withdraw.ask')}</p>
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={() => setAsked(false)}>{say('platform.act.cancel')}</Button>
          <Button kind="danger" isBusy={submit.busy} onClick={() => void begin('withdrawal')}>
            {say('filings.withdraw.begin')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
