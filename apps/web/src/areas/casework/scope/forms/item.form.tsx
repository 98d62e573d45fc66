import { measureStates, type ScopeField, type ScopeKind, scopeKinds, scopeVocabulary } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Choices, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { historyQuery, type ScopeItem } from '../queries.ts';
import { useScopeWords } from '../words.hook.ts';
import { MeasureChoice } from './measure.choice.tsx';

type Props = {
  readonly subjectId: string;
  readonly item: ScopeItem;
  readonly canChange: boolean;
  readonly onMove: () => void;
  readonly onClose: () => void;
};

/** Everything about one item: what is known, what is to be done to it, how it came where it is. */
export function ItemForm({ subjectId, item, canChange, onMove, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [base, setBase] = useState(item);
  const [name, setName] = useState(item.name);
  const [kind, setKind] = useState<ScopeKind>(item.kind);
  const [details, setDetails] = useState<Partial<Record<ScopeField, string>>>(item.details);
  const [certainty, setCertainty] = useState(item.certainty);
  const [tags, setTags] = useState(item.tags.join(' '));
  const [note, setNote] = useState(item.note);
  const theirs =
    submit.problem?.code === 'record.change.stale' ? (submit.problem.current as ScopeItem | undefined) : undefined;

  const save = async () => {
    const version = theirs?.version ?? base.version;
    if (theirs !== undefined) setBase(theirs);
    const kept = scopeVocabulary.fields[kind].flatMap((field): [ScopeField, string][] => {
      const value = details[field]?.trim() ?? '';
      return value === '' ? [] : [[field, value]];
    });
    const body = {
      name,
      kind,
      details: Object.fromEntries(kept),
      certainty,
      tags: tags.split(/[\s、,]+/).filter((tag) => tag !== ''),
      note: note.trim(),
    };
    await submit.run([item.id, version, body], async (idempotencyKey) => {
      await call('PATCH /api/v1/scope-items/{id}', { params: { id: item.id }, body, version, idempotencyKey });
      toastDone(say('scope.change.done'), say('platform.act.close'));
      onClose();
    });
    await queries.invalidateQueries({ queryKey: ['scope-item'] });
  };

  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <fieldset className="m-form" disabled={!canChange} aria-label={say('scope.item.known')}>
        <div className="m-scope-fields">
          <TextField
            label={say('scope.field.name')}
            required
            maxLength={300}
            value={name}
            problem={fieldProblem('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <SelectField
            label={say('scope.field.kind')}
            value={kind}
            onChange={(event) => setKind(scopeKinds.find((one) => one === event.currentTarget.value) ?? kind)}
          >
            {scopeKinds.map((one) => (
              <option key={one} value={one}>
                {say(`scope.kind.${one}`)}
              </option>
            ))}
          </SelectField>
          {scopeVocabulary.fields[kind].map((field) => (
            <TextField
              key={field}
              label={say(`scope.detail.${field}`)}
              maxLength={300}
              value={details[field] ?? ''}
              onChange={(event) => setDetails({ ...details, [field]: event.currentTarget.value })}
            />
          ))}
          <TextField
            label={say('scope.field.tags')}
            hint={say('scope.item.tags-hint')}
            maxLength={600}
            value={tags}
            problem={fieldProblem('tags')}
            onChange={(event) => setTags(event.currentTarget.value)}
          />
        </div>
        <Choices
          label={say('scope.field.certainty')}
          value={certainty}
          options={(['known', 'assumed'] as const).map((one) => ({ value: one, label: say(`scope.certainty.${one}`) }))}
          onChoose={setCertainty}
        />
        <ProseField
          label={say('scope.field.note')}
          rows={2}
          maxLength={2_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </fieldset>
      {theirs !== undefined && (
        <Notice tone="amber">
          {say('scope.change.stale', {
            name: theirs.name,
            state: say(`scope.state.${theirs.state}`),
            certainty: say(`scope.certainty.${theirs.certainty}`),
            note: theirs.note,
          })}
        </Notice>
      )}
      {theirs === undefined && <Refusal problem={submit.problem} />}
      <Measures subjectId={subjectId} item={item} canChange={canChange} />
      <History item={item} {...(canChange ? { onMove } : {})} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say(canChange ? 'platform.act.cancel' : 'platform.act.close')}</Button>
        {canChange && (
          <Button type="submit" kind="primary" isBusy={submit.busy}>
            {say('scope.change.act')}
          </Button>
        )}
      </div>
    </form>
  );
}

type MeasuresProps = Pick<Props, 'subjectId' | 'item' | 'canChange'>;

/** The checklist of one item. */
function Measures({ subjectId, item, canChange }: MeasuresProps) {
  const { say } = useSay();
  const { measure: nameOf } = useScopeWords();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [adding, setAdding] = useState('');
  const set = (measure: string, state: (typeof measureStates)[number]) =>
    submit.run([item.id, measure, state], async () => {
      await call('POST /api/v1/scope-items/measures', { body: { subjectId, ids: [item.id], measure, state } });
      await queries.invalidateQueries({ queryKey: ['scope-item'] });
    });
  return (
    <section className="m-form" aria-label={say('scope.field.measures')}>
      <h3 className="m-field-label">{say('scope.field.measures')}</h3>
      {item.measures.length === 0 && <p className="m-second">{say('scope.measures.empty')}</p>}
      {item.measures.map(({ measure, state, at, by }) => (
        <div key={measure} className="m-scope-check">
          <span>
            {nameOf(measure)}{' '}
            <span className="m-second">
              <Moment at={at} as="short" /> {by}
            </span>
          </span>
          <select
            className="m-input"
            value={state}
            disabled={!canChange || submit.busy}
            aria-label={nameOf(measure)}
            onChange={(event) => {
              const next = measureStates.find((one) => one === event.currentTarget.value);
              if (next !== undefined) void set(measure, next);
            }}
          >
            {measureStates.map((one) => (
              <option key={one} value={one}>
                {say(`scope.measure-state.${one}`)}
              </option>
            ))}
          </select>
        </div>
      ))}
      {canChange && (
        <div className="m-scope-check">
          <MeasureChoice label={say('scope.measures.add')} kinds={[item.kind]} value={adding} onChange={setAdding} />
          <Button
            size="small"
            isBusy={submit.busy}
            disabled={adding.trim() === ''}
            onClick={() => void set(adding.trim(), 'open').then(() => setAdding(''))}
          >
            {say('scope.measures.add-act')}
          </Button>
        </div>
      )}
      <Refusal problem={submit.problem} />
    </section>
  );
}

/** The states that an item was in. */
function History({ item, onMove }: { readonly item: ScopeItem; readonly onMove?: () => void }) {
  const { say } = useSay();
  const history = useQuery(historyQuery(item.id));
  return (
    <section className="m-form" aria-label={say('scope.item.history')}>
      <h3 className="m-field-label">
        {say('scope.item.history')}
        {onMove !== undefined && (
          <>
            {' '}
            <Button size="small" onClick={onMove}>
              {say('scope.move.act')}
            </Button>
          </>
        )}
      </h3>
      <ul className="m-scope-history">
        {history.data?.moves.toReversed().map((move) => (
          <li key={`${move.at} ${move.to}`}>
            <span className="m-strong">{say(`scope.state.${move.to}`)}</span> <Moment at={move.since} />{' '}
            <span className="m-second">{move.by.name}</span>
            {move.reason !== '' && <div className="m-typed m-second">{move.reason}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}
