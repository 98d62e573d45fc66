import { obligationConfidences, obligationForces } from '@matoi/contract/values';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { problemOf } from '../../../../shared/problems.sentences.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Choices, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { definitionOf, type Gap, gapsOf, type RuleDraft } from '../own-rule.draft.ts';
import { type Rules, rulesKey } from '../rules.queries.ts';
import { TriedPart } from '../sections/tried.part.tsx';
import { RecipientsField, StagesField } from './own-rule-parts.field.tsx';
import { TriggersField } from './own-rule-triggers.field.tsx';
import { TextPair } from './text-pair.field.tsx';

const gapKeys = {
  name: 'obligation-rules.gap.name',
  reason: 'obligation-rules.gap.reason',
  condition: 'obligation-rules.gap.condition',
  recipient: 'obligation-rules.gap.recipient',
  stage: 'obligation-rules.gap.stage',
  amount: 'obligation-rules.gap.amount',
  source: 'obligation-rules.gap.source',
} as const satisfies Record<Gap, string>;

type Props = {
  readonly rules: Rules;
  readonly begun: RuleDraft;
  /** Of the rule that is changed; 0 for a new one. */
  readonly version: number;
  readonly onClose: () => void;
};

/** One rule of the team's own: when it holds, who is told by when, where it stands. Tried before it is saved. */
export function OwnRuleForm({ rules, begun, version, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [draft, setDraft] = useState(begun);
  const [reason, setReason] = useState('');
  const set = (change: Partial<RuleDraft>) => setDraft({ ...draft, ...change });
  const setSource = (change: Partial<RuleDraft['source']>) => set({ source: { ...draft.source, ...change } });
  const gaps = gapsOf(draft);
  const tried = useMutation({
    mutationFn: () => call('POST /api/v1/obligation-rules/try', { body: { definition: definitionOf(draft) } }),
    throwOnError: (error) => problemOf(error) === null,
  });
  const save = () => {
    const body = { definition: definitionOf(draft), version, reason: reason.trim() };
    return submit.run(body, async (idempotencyKey) => {
      const saved = await call('POST /api/v1/obligation-rules/own', { body, idempotencyKey });
      queries.setQueryData(rulesKey, saved);
      await queries.invalidateQueries({ queryKey: ['obligation'] });
      toastDone(say('obligation-rules.own.saved'), say('platform.act.close'));
      onClose();
    });
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextPair label={say('obligation-rules.own.name')} value={draft.name} onChange={(name) => set({ name })} />
      <Choices
        label={say('obligation-rules.own.kind')}
        hint={say('obligation-rules.own.kind-hint')}
        value={draft.kind}
        options={obligationForces.map((value) => ({ value, label: say(`obligations.force.${value}`) }))}
        onChoose={(kind) => set({ kind })}
      />
      <TriggersField draft={draft} onChange={set} />
      <RecipientsField draft={draft} roles={rules.roles} onChange={set} />
      <StagesField draft={draft} calendars={rules.calendars} onChange={set} />
      <fieldset className="m-field m-own-part">
        <legend className="m-field-label">{say('obligations.detail.source')}</legend>
        <TextPair
          label={say('obligation-rules.own.source')}
          hint={say('obligation-rules.own.source-hint')}
          value={draft.source.title}
          onChange={(title) => setSource({ title })}
        />
        <TextPair
          label={say('obligation-rules.own.clause')}
          value={draft.source.clause}
          onChange={(clause) => setSource({ clause })}
        />
        <div className="m-own-columns">
          <TextField
            label={say('obligation-rules.own.url')}
            type="url"
            maxLength={500}
            value={draft.source.url}
            onChange={(event) => setSource({ url: event.currentTarget.value })}
          />
          <TextField
            label={say('obligation-rules.own.read-on')}
            type="date"
            value={draft.source.readOn}
            onChange={(event) => setSource({ readOn: event.currentTarget.value })}
          />
        </div>
        <SelectField
          label={say('obligation-rules.own.confidence')}
          hint={draft.confidence === 'unconfirmed' ? say('obligation-rules.own.unconfirmed') : undefined}
          value={draft.confidence}
          onChange={(event) => {
            const confidence = obligationConfidences.find((one) => one === event.currentTarget.value);
            if (confidence !== undefined) set({ confidence });
          }}
        >
          {obligationConfidences.map((one) => (
            <option key={one} value={one}>
              {say(`obligations.confidence.${one}`)}
            </option>
          ))}
        </SelectField>
      </fieldset>
      <div className="m-own-columns">
        <TextField
          label={say('obligation-rules.own.from')}
          hint={say(version === 0 ? 'obligation-rules.own.from-hint' : 'obligation-rules.own.from-later')}
          type="date"
          required={version > 0}
          value={draft.effectiveFrom}
          onChange={(event) => set({ effectiveFrom: event.currentTarget.value })}
        />
        <TextField
          label={say('obligation-rules.own.to')}
          type="date"
          value={draft.effectiveTo}
          onChange={(event) => set({ effectiveTo: event.currentTarget.value })}
        />
      </div>
      {gaps.length > 0 && (
        <Notice tone="quiet">
          {say('obligation-rules.gap.title')}
          <ul className="m-duty-plain">
            {gaps.map((gap) => (
              <li key={gap}>{say(gapKeys[gap])}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="m-row">
        <Button disabled={gaps.length > 0} isBusy={tried.isPending} onClick={() => tried.mutate()}>
          {say('obligation-rules.try.act')}
        </Button>
        <span className="m-second">{say('obligation-rules.try.hint')}</span>
      </div>
      <Refusal problem={problemOf(tried.error)} />
      {tried.data !== undefined && <TriedPart tried={tried.data} />}
      <ProseField
        label={say('obligation-rules.own.why')}
        hint={say('obligation-rules.own.why-hint')}
        required
        rows={2}
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} onRetry={() => void queries.invalidateQueries({ queryKey: rulesKey })} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={gaps.length > 0}>
          {say(version === 0 ? 'obligation-rules.own.save' : 'obligation-rules.own.save-version')}
        </Button>
      </div>
    </form>
  );
}
