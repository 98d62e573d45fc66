import type { ResponseOf, RouteOf } from '@matoi/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { ProseField } from '../../../../ui/field.tsx';
import { IconFileDescription } from '../../../../ui/icons.ts';
import { toastDone } from '../../../../ui/toast.ts';
import '../sections/team.css';

type Checked = ResponseOf<RouteOf<'POST /api/v1/members/check-table'>>;
type Row = Checked['rows'][number];

const tones = { new: 'green', changed: 'accent', same: 'neutral', refused: 'red' } as const;

/** Takes over a list that was copied from a spreadsheet: first shown what would change, then done. */
export function ImportForm({ onClose }: { readonly onClose: () => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [checked, setChecked] = useState<Checked | null>(null);
  const write = (next: string) => {
    submit.clear();
    setChecked(null);
    setText(next);
  };
  const read = (file: File | undefined) => {
    if (file === undefined) return;
    void submit.run([file.name, file.size, file.lastModified], async () => {
      write((await call('POST /api/v1/members/read-table', { body: {}, file })).text);
    });
  };
  const check = () =>
    submit.run(['check', text], async () => {
      setChecked(await call('POST /api/v1/members/check-table', { body: { text } }));
    });
  const run = async () => {
    await submit.run(['import', text], async (idempotencyKey) => {
      const { added, changed } = await call('POST /api/v1/members/import', { body: { text }, idempotencyKey });
      toastDone(say('team.import.done', { added, changed }), say('platform.act.close'));
      onClose();
    });
    await Promise.all(['member', 'duty'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
  };
  const count = (...outcomes: Row['outcome'][]) =>
    checked?.rows.filter(({ outcome }) => outcomes.includes(outcome)).length ?? 0;
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void (checked === null ? check() : run());
      }}
    >
      <p>{say('team.import.explained')}</p>
      <ProseField
        label={say('team.import.text')}
        rows={6}
        data-autofocus
        required
        maxLength={500_000}
        wrap="off"
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <input
        ref={input}
        type="file"
        hidden
        aria-label={say('team.import.file')}
        accept=".xlsx,.csv,.tsv,.txt"
        onChange={(event) => {
          read(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <div>
        <Button size="small" icon={IconFileDescription} onClick={() => input.current?.click()}>
          {say('team.import.file')}
        </Button>
      </div>
      {checked !== null && (
        <div className="m-stack">
          <p aria-live="polite">
            {say('team.import.summary', {
              ...{ added: count('new'), changed: count('changed'), same: count('same'), refused: count('refused') },
            })}
          </p>
          <p className="m-second">
            {say('team.import.columns', {
              names: checked.columns.flatMap((one) => (one === null ? [] : say(`team.column.${one}`))).join(' ・ '),
            })}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
          <ul className="m-import-rows" tabIndex={0} aria-label={say('team.import.text')}>
            {checked.rows
              .toSorted((a, b) => Number(b.outcome === 'refused') - Number(a.outcome === 'refused'))
              .map((row) => (
                <ImportRow key={row.line} row={row} />
              ))}
          </ul>
        </div>
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        {checked === null ? (
          <Button type="submit" kind="primary" isBusy={submit.busy} disabled={text.trim() === ''}>
            {say('team.import.check')}
          </Button>
        ) : (
          <Button type="submit" kind="primary" isBusy={submit.busy} disabled={count('new', 'changed') === 0}>
            {say('team.import.run', { count: count('new', 'changed') })}
          </Button>
        )}
      </div>
    </form>
  );
}

function ImportRow({ row }: { readonly row: Row }) {
  const { say } = useSay();
  return (
    <li>
      <span className="m-second">{say('team.import.line', { line: row.line })}</span>
      <span className="m-strong">{row.name}</span>
      <Chip tone={tones[row.outcome]}>{say(`team.import.outcome.${row.outcome}`)}</Chip>
      {row.problems.map(({ column, reason, value }) => (
        <span key={`${column} ${reason} ${value}`} className="m-second">
          {say(`team.import.problem.${reason}`, { column: say(`team.column.${column}`), value })}
        </span>
      ))}
    </li>
  );
}
