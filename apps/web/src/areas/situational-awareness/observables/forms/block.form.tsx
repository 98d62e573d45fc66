import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, Choices, Notice, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type BlockCheck, blockCheckQuery } from '../block.queries.ts';
import { warningListLink } from '../links.ts';

const spans = ['7', '30', '90', '365'] as const;
const dayMs = 86_400_000;

type Props = {
  /** The value in question; empty where it is to be typed. */
  readonly value: string;
  /** The record from which it is taken. */
  readonly subjectId?: string | undefined;
  readonly onClose: () => void;
};

/** Puts a value on the block list. What speaks against it is shown before, and asked for once more by the server. */
export function BlockForm({ value: given, subjectId, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [value, setValue] = useState(given);
  const [reason, setReason] = useState('');
  const [span, setSpan] = useState<(typeof spans)[number]>('30');
  const [isReleased, setReleased] = useState(false);
  const [override, setOverride] = useState('');
  // What is typed is looked at when the field is left.
  const [asked, setAsked] = useState(given);
  const check = useQuery({ ...blockCheckQuery(asked, subjectId), enabled: asked.trim() !== '' });
  const concerns = asked === value ? check.data : undefined;
  const code = submit.problem?.code;
  const asksRelease = concerns?.needsRelease === true || code === 'block-entries.add.release-needed';
  const asksOverride = (concerns !== undefined && concerns.warning !== null) || code === 'block-entries.add.warned';
  const change = (set: (text: string) => void) => (text: string) => {
    submit.clear();
    set(text);
  };
  const add = () =>
    submit.run([value, reason, span, isReleased, override], async (idempotencyKey) => {
      const entry = await call('POST /api/v1/block-entries', {
        body: {
          value,
          reason,
          expiresAt: new Date(Date.now() + Number(span) * dayMs).toISOString(),
          isReleased,
          ...(subjectId === undefined ? {} : { subjectId }),
          ...(override.trim() === '' ? {} : { overrideReason: override }),
        },
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['block-entry'] });
      toastDone(say('block-list.add.done', { value: entry.defanged }), say('platform.act.close'));
      onClose();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextField
        label={say('block-list.add.value')}
        hint={say('block-list.add.value-hint')}
        required
        maxLength={2048}
        data-autofocus={given === '' ? true : undefined}
        value={value}
        onChange={(event) => change(setValue)(event.currentTarget.value)}
        onBlur={() => setAsked(value)}
        problem={fieldProblem('value')}
      />
      {concerns !== undefined && <Concerns check={concerns} />}
      <TextField
        label={say('block-list.add.reason')}
        hint={say('block-list.add.reason-hint')}
        required
        maxLength={300}
        data-autofocus={given === '' ? undefined : true}
        value={reason}
        onChange={(event) => change(setReason)(event.currentTarget.value)}
        problem={fieldProblem('reason')}
      />
      <Choices
        label={say('block-list.add.days')}
        value={span}
        options={spans.map((one) => ({ value: one, label: say('block-list.add.days.count', { count: Number(one) }) }))}
        onChoose={setSpan}
        problem={fieldProblem('expiresAt')}
      />
      {fieldProblem('value') === null && fieldProblem('overrideReason') === null && (
        <Refusal problem={submit.problem} />
      )}
      {asksOverride && (
        <TextField
          label={say('block-list.override')}
          required
          maxLength={300}
          value={override}
          onChange={(event) => change(setOverride)(event.currentTarget.value)}
          problem={fieldProblem('overrideReason')}
        />
      )}
      {asksRelease && (
        <Check
          checked={isReleased}
          onChange={(event) => setReleased(event.currentTarget.checked)}
          label={say('block-list.add.release')}
        />
      )}
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button
          kind="primary"
          type="submit"
          isBusy={submit.busy}
          disabled={
            value.trim() === '' ||
            reason.trim() === '' ||
            (asksRelease && !isReleased) ||
            (asksOverride && override.trim() === '')
          }
        >
          {say('block-list.add.act')}
        </Button>
      </div>
    </form>
  );
}

/** What speaks against blocking a value: which lists, and why. */
function Concerns({ check }: { readonly check: BlockCheck }) {
  const { say, locale } = useSay();
  const { warning, lists, needsRelease, isPresent, isBlockable } = check;
  if (!isBlockable) return <Notice tone="amber">{say('block-list.check.unfit')}</Notice>;
  if (isPresent) return <Notice tone="quiet">{say('block-list.check.present')}</Notice>;
  return (
    <>
      {lists.length > 0 && (
        <Notice tone="amber">
          <strong>{say('block-list.check.lists')}</strong>
          <ul className="m-block-lists">
            {lists.map(({ listId, name, reason }) => (
              <li key={listId}>
                <Link to={warningListLink(listId)}>{name[locale]}</Link>
                {reason[locale] !== '' && ` — ${reason[locale]}`}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {warning !== null && warning !== 'listed' && <Notice tone="amber">{say(`block-list.check.${warning}`)}</Notice>}
      {needsRelease && <Notice tone="amber">{say('block-list.check.release')}</Notice>}
    </>
  );
}
