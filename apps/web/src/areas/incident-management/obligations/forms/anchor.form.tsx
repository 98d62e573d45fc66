import {
  type ObligationAnchorKind,
  type ObligationPrecision,
  obligationAnchorKinds,
  obligationPrecisions,
} from '@matoi/contract/values';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import type { Duty } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';
import { useDutyAct } from './duty-act.hook.ts';

type Props = {
  readonly subjectId: string;
  readonly kind: ObligationAnchorKind | null;
  /** The regimes of the record, for a moment that counts for one of them only. */
  readonly duties: readonly Duty[];
  /** Another candidate of the kind counts already. */
  readonly hasAsserted: (kind: ObligationAnchorKind, regimeId: string | null) => boolean;
  readonly onClose: () => void;
};

/** A moment from which clocks may count: when, how exactly known, whose knowledge, by what it is proved. */
export function AnchorForm({ subjectId, kind: first, duties, hasAsserted, onClose }: Props) {
  const { say } = useSay();
  const { text } = useDutyWords();
  const { zone } = useReading();
  const now = useNow();
  const form = useDutyAct(subjectId);
  const problemOf = useFieldProblem(form.problem);
  const [kind, setKind] = useState<ObligationAnchorKind>(first ?? 'known');
  const [regimeId, setRegime] = useState<string | null>(null);
  const [local, setLocal] = useState(localInput(now, zone));
  const [precision, setPrecision] = useState<ObligationPrecision>('minute');
  const [source, setSource] = useState('');
  const [evidence, setEvidence] = useState('');
  const [isAsserted, setAsserted] = useState(true);
  const [reason, setReason] = useState('');
  const isDay = precision === 'date' || precision === 'month';
  const at = instantOf(isDay ? `${local.slice(0, 10)}T00:00` : local, zone);
  const replaces = isAsserted && hasAsserted(kind, regimeId);
  const save = () => {
    if (at === null) return;
    const body = {
      kind,
      regimeId,
      at: at.toISOString(),
      precision,
      zone,
      source: source.trim(),
      evidence: evidence.trim(),
      isAsserted,
      reason: reason.trim(),
    };
    void form.act(
      body,
      (idempotencyKey) =>
        call('POST /api/v1/subjects/{id}/obligation-anchors', { params: { id: subjectId }, body, idempotencyKey }),
      { said: say('obligations.anchor.done'), onDone: onClose },
    );
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <SelectField
        label={say('obligations.anchor.kind')}
        hint={say(`obligations.anchor-hint.${kind}`)}
        value={kind}
        onChange={(event) => setKind(obligationAnchorKinds.find((one) => one === event.currentTarget.value) ?? kind)}
      >
        {obligationAnchorKinds.map((one) => (
          <option key={one} value={one}>
            {say(`obligations.anchor-kind.${one}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={say('obligations.anchor.precision')}
        value={precision}
        onChange={(event) =>
          setPrecision(obligationPrecisions.find((one) => one === event.currentTarget.value) ?? precision)
        }
      >
        {obligationPrecisions
          .filter((one) => one !== 'instant')
          .map((one) => (
            <option key={one} value={one}>
              {say(`obligations.precision.${one}`)}
            </option>
          ))}
      </SelectField>
      <TextField
        label={say('obligations.anchor.at', { zone })}
        type={isDay ? 'date' : 'datetime-local'}
        required
        value={isDay ? local.slice(0, 10) : local}
        problem={at === null ? say('obligations.fact.wrong') : problemOf('at')}
        onChange={(event) => {
          const value = event.currentTarget.value;
          setLocal(isDay ? `${value}T${local.slice(11, 16) || '00:00'}` : value);
        }}
      />
      <TextField
        label={say('obligations.anchor.source')}
        hint={say('obligations.anchor.source-hint')}
        required
        maxLength={300}
        value={source}
        problem={problemOf('source')}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <ProseField
        label={say('obligations.anchor.evidence')}
        hint={say('obligations.anchor.evidence-hint')}
        rows={2}
        maxLength={2_000}
        value={evidence}
        onChange={(event) => setEvidence(event.currentTarget.value)}
      />
      <SelectField
        label={say('obligations.anchor.for')}
        value={regimeId ?? ''}
        onChange={(event) => setRegime(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      >
        <option value="">{say('obligations.anchor.for-all')}</option>
        {duties.map((duty) => (
          <option key={duty.regimeId} value={duty.regimeId}>
            {text(duty.shortName)}
          </option>
        ))}
      </SelectField>
      <Check
        label={say('obligations.anchor.assert')}
        checked={isAsserted}
        onChange={(event) => setAsserted(event.currentTarget.checked)}
      />
      {replaces && (
        <ProseField
          label={say('obligations.anchor.reason')}
          hint={say('obligations.anchor.reason-hint')}
          required
          rows={2}
          maxLength={2_000}
          value={reason}
          problem={problemOf('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <Refusal problem={form.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button
          type="submit"
          kind="primary"
          isBusy={form.busy}
          disabled={at === null || source.trim() === '' || (replaces && reason.trim() === '')}
        >
          {say('obligations.anchor.save')}
        </Button>
      </div>
    </form>
  );
}
