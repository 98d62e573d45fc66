import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { classWords, isFound } from '../class.search.ts';
import { ClassForm } from '../forms/class.form.tsx';
import { TriagePage } from '../parts/triage-page.tsx';
import { classesQuery, type TriageClass } from '../queries.ts';

/** What can be open over the list: a form for a new class, for a known one, or the question before retiring. */
type Open =
  | { readonly kind: 'add' }
  | { readonly kind: 'change'; readonly known: TriageClass }
  | { readonly kind: 'retire'; readonly known: TriageClass };

/** The classes by which reports are sorted: the team's own beside RSIT. */
export function ClassesPage() {
  const { say, locale } = useSay();
  const classes = useQuery(classesQuery);
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<Open | null>(null);
  const found = useMemo(
    () => (classes.data?.items ?? []).filter((one) => isFound(classWords(one), typed)),
    [classes.data, typed],
  );
  const close = () => setOpen(null);
  const mayChange = classes.data?.can.change === true;
  const rows = (scheme: TriageClass['scheme']) => found.filter((one) => one.scheme === scheme);
  return (
    <TriagePage
      actions={
        mayChange && (
          <Button kind="primary" icon={IconPlus} onClick={() => setOpen({ kind: 'add' })}>
            {say('triage.class.add')}
          </Button>
        )
      }
    >
      <p className="m-second">{say('triage.classes.text')}</p>
      <TextField
        label={say('triage.classes.find')}
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {classes.data === undefined && <Waiting query={classes} />}
      {classes.data !== undefined && found.length === 0 && (
        <Card>
          <Empty action={<Button onClick={() => setTyped('')}>{say('platform.list.clear')}</Button>}>
            {say('platform.select.nothing')}
          </Empty>
        </Card>
      )}
      {(['own', 'rsit'] as const)
        .filter((scheme) => rows(scheme).length > 0)
        .map((scheme) => (
          <Card
            key={scheme}
            title={
              scheme === 'own'
                ? say('triage.class.own-group')
                : say('triage.classes.rsit', { version: classes.data?.rsit.version ?? '' })
            }
            note={say('platform.list.count', { count: rows(scheme).length })}
            isTight
          >
            <ClassTable classes={rows(scheme)} all={classes.data?.items ?? []} mayChange={mayChange} onOpen={setOpen} />
            {scheme === 'rsit' && <p className="m-table-note m-second">{say('triage.classes.rsit-source')}</p>}
          </Card>
        ))}
      <Dialog
        title={open?.kind === 'change' ? open.known.name[locale] : say('triage.class.add')}
        isOpen={open?.kind === 'add' || open?.kind === 'change'}
        onClose={close}
      >
        {open?.kind === 'add' && <ClassForm onDone={close} />}
        {open?.kind === 'change' && <ClassForm key={open.known.code} known={open.known} onDone={close} />}
      </Dialog>
      <Dialog title={say('triage.class.retire-title')} isOpen={open?.kind === 'retire'} onClose={close}>
        {open?.kind === 'retire' && <RetireQuestion known={open.known} onDone={close} />}
      </Dialog>
    </TriagePage>
  );
}

type ClassTableProps = {
  readonly classes: readonly TriageClass[];
  readonly all: readonly TriageClass[];
  readonly mayChange: boolean;
  readonly onOpen: (open: Open) => void;
};

function ClassTable({ classes, all, mayChange, onOpen }: ClassTableProps) {
  const { say, locale } = useSay();
  const nameOf = (code: string) => all.find((one) => one.code === code)?.name[locale] ?? code;
  return (
    <table className="m-table">
      <thead>
        <tr>
          <th scope="col">{say('triage.field.class')}</th>
          <th scope="col">{say('triage.class.code')}</th>
          <th scope="col">{say('triage.class.group')}</th>
          <th scope="col">{say('triage.class.kind')}</th>
          {mayChange && <th scope="col">{say('triage.class.acts')}</th>}
        </tr>
      </thead>
      <tbody>
        {classes.map((one) => (
          <tr key={one.code}>
            <td data-main="true">
              <span className="m-strong">{one.name[locale]}</span>{' '}
              {one.isRetired && <Chip tone="amber">{say('triage.class.retired')}</Chip>}
              {one.description[locale] !== '' && <div className="m-second">{one.description[locale]}</div>}
            </td>
            <td className="m-mono">{one.code}</td>
            <td>{one.group?.name[locale] ?? (one.rsitCode === null ? '' : nameOf(one.rsitCode))}</td>
            <td>
              <span className="m-whole">
                {say(one.isMalicious ? 'triage.class.is-malicious' : 'triage.class.not-malicious')}
              </span>
              {!one.isCounted && <div className="m-second">{say('triage.class.not-counted')}</div>}
            </td>
            {mayChange && (
              <td>
                <span className="m-class-acts">
                  <Button
                    size="small"
                    aria-label={say('triage.class.change-label', { name: one.name[locale] })}
                    onClick={() => onOpen({ kind: 'change', known: one })}
                  >
                    {say('triage.class.change')}
                  </Button>
                  <RetireButton known={one} onAsk={() => onOpen({ kind: 'retire', known: one })} />
                </span>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useRetiring(known: TriageClass, onDone: () => void) {
  const queries = useQueryClient();
  const submit = useSubmit();
  const set = (isRetired: boolean) =>
    submit.run({ isRetired, version: known.version }, async (idempotencyKey) => {
      const { code, version } = known;
      const body = { isRetired };
      await call('PATCH /api/v1/triage-classes/{code}', { params: { code }, body, version, idempotencyKey });
      await queries.invalidateQueries({ queryKey: classesQuery.queryKey });
      onDone();
    });
  return { submit, set };
}

function RetireButton({ known, onAsk }: { readonly known: TriageClass; readonly onAsk: () => void }) {
  const { say, locale } = useSay();
  const { submit, set } = useRetiring(known, () => undefined);
  const name = known.name[locale];
  if (!known.isRetired)
    return (
      <Button size="small" aria-label={say('triage.class.retire-label', { name })} onClick={onAsk}>
        {say('triage.class.retire')}
      </Button>
    );
  return (
    <>
      <Button
        size="small"
        isBusy={submit.busy}
        aria-label={say('triage.class.revive-label', { name })}
        onClick={() => void set(false)}
      >
        {say('triage.class.revive')}
      </Button>
      <Refusal problem={submit.problem} />
    </>
  );
}

function RetireQuestion({ known, onDone }: { readonly known: TriageClass; readonly onDone: () => void }) {
  const { say, locale } = useSay();
  const { submit, set } = useRetiring(known, onDone);
  return (
    <div className="m-form">
      <p>{say('triage.class.retire-text', { name: known.name[locale] })}</p>
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onDone}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" isBusy={submit.busy} onClick={() => void set(true)}>
          {say('triage.class.retire')}
        </Button>
      </div>
    </div>
  );
}
