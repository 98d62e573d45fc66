import {
  type IncidentTimeKind,
  type Precision,
  precisions,
  type TimeSourceKind,
  timeSourceKinds,
} from '@matoi/contract/values';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { useFieldProblem } from '../../../../shared/refusal.tsx';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { useIncidentAct } from '../incident-act.hook.ts';
import type { AssertedTime, AssertedTimes, Incident } from '../queries.ts';
import { assertedFull, isApproximate } from '../times.format.ts';
import { FormEnd } from './form-end.tsx';
import type { DialogProps } from './incident-dialogs.tsx';

type TimesProps = DialogProps & { readonly timeKind: IncidentTimeKind | null };

/** Every asserted time with where it comes from; which one counts; and a form for another one. */
export function TimesDialog({ incident, onClose, timeKind }: TimesProps) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const firstOpen = incident.times.find(({ assertions }) => assertions.length === 0)?.kind ?? 'occurred';
  const [kind, setKind] = useState<IncidentTimeKind>(timeKind ?? firstOpen);
  const [corrected, setCorrected] = useState<AssertedTime | null>(null);
  const mayAssert = incident.can.assertTime && may('incidents.assert-time');
  const time = incident.times.find((one) => one.kind === kind);
  return (
    <Dialog title={say('incidents.times.title')} isOpen onClose={onClose} size={640}>
      <div className="m-form">
        <SelectField
          label={say('incidents.times.kind')}
          value={kind}
          onChange={(event) => {
            setKind(incident.times.find((one) => one.kind === event.currentTarget.value)?.kind ?? kind);
            setCorrected(null);
          }}
        >
          {incident.times.map((one) => (
            <option key={one.kind} value={one.kind}>
              {one.name[locale]}
              {one.assertions.length === 0 ? '' : ` ・ ${say('incidents.times.recorded')}`}
            </option>
          ))}
        </SelectField>
        {time !== undefined && time.assertions.length > 0 && (
          <Assertions
            incident={incident}
            time={time}
            mayAssert={mayAssert}
            corrected={corrected}
            onCorrect={setCorrected}
          />
        )}
        {mayAssert ? (
          <AssertForm
            key={`${kind} ${corrected?.id ?? ''} ${time?.assertions.length ?? 0}`}
            incident={incident}
            kind={kind}
            corrected={corrected}
            hasOthers={(time?.assertions.length ?? 0) > 0}
            onDone={() => setCorrected(null)}
            onClose={onClose}
          />
        ) : (
          <div className="m-dialog-end">
            <Button onClick={onClose}>{say('platform.act.close')}</Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

type AssertionsProps = {
  readonly incident: Incident;
  readonly time: AssertedTimes;
  readonly mayAssert: boolean;
  readonly corrected: AssertedTime | null;
  readonly onCorrect: (time: AssertedTime | null) => void;
};

/** What was said of one time: the candidates first, what was corrected below them. */
function Assertions({ incident, time, mayAssert, corrected, onCorrect }: AssertionsProps) {
  const { say } = useSay();
  const reading = useReading();
  const now = useNow();
  const form = useIncidentAct(incident);
  const choose = (timeId: string) =>
    void form.act({
      content: timeId,
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/times/choose', {
          params: { id: incident.id },
          body: { timeId },
          idempotencyKey,
        }),
    });
  const sorted = time.assertions.toSorted((a, b) => Number(a.supersededBy !== null) - Number(b.supersededBy !== null));
  return (
    <ul className="m-assertions" aria-label={say('incidents.times.candidates')}>
      {sorted.map((one) => {
        const isOld = one.supersededBy !== null;
        const asserted = { ...one, isEstimate: one.source.kind === 'estimate' };
        const text = assertedFull(asserted, now, reading) ?? say('incidents.times.unknown');
        return (
          <li key={one.id} data-old={isOld} data-counts={one.id === time.chosenId}>
            <div className="m-row">
              <span className="m-strong m-assertion-time">
                {isApproximate(asserted) ? say('incidents.times.about', { time: text }) : text}
              </span>
              {one.id === time.chosenId && <Chip tone="accent">{say('incidents.times.counts')}</Chip>}
              {isOld && <Chip>{say('incidents.times.superseded')}</Chip>}
            </div>
            <div className="m-second">
              {say(`incidents.time-source.${one.source.kind}`)}
              {one.source.text !== '' && ` ・ ${one.source.text}`} ・ {one.assertedBy.name} ・{' '}
              <Moment at={one.recordedAt} as="short" />
              {one.zone !== reading.zone && ` ・ ${one.zone}`}
            </div>
            {one.note !== null && <div className="m-second">{one.note}</div>}
            {one.reason !== null && (
              <div className="m-second">{say('incidents.times.because', { reason: one.reason })}</div>
            )}
            {mayAssert && !isOld && (
              <div className="m-row">
                {one.id !== time.chosenId && (
                  <Button size="small" isBusy={form.busy} onClick={() => choose(one.id)}>
                    {say('incidents.times.choose')}
                  </Button>
                )}
                <Button
                  size="small"
                  kind="plain"
                  aria-pressed={corrected?.id === one.id}
                  onClick={() => onCorrect(corrected?.id === one.id ? null : one)}
                >
                  {say('incidents.times.correct')}
                </Button>
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

type AssertFormProps = DialogProps & {
  readonly kind: IncidentTimeKind;
  readonly corrected: AssertedTime | null;
  readonly hasOthers: boolean;
  readonly onDone: () => void;
};

const quick = [0, 5, 15, 60] as const;

function AssertForm({ incident, kind, corrected, hasOthers, onDone, onClose }: AssertFormProps) {
  const { say } = useSay();
  const { zone: teamZone } = useReading();
  const form = useIncidentAct(incident);
  const problem = useFieldProblem(form.problem);
  const [zone, setZone] = useState(corrected?.zone ?? teamZone);
  const [local, setLocal] = useState(corrected?.at == null ? '' : localInput(new Date(corrected.at), zone));
  const [isUnknown, setUnknown] = useState(corrected !== null && corrected.at === null);
  const [precision, setPrecision] = useState<Precision>(corrected?.precision ?? 'minute');
  const [source, setSource] = useState<TimeSourceKind>(corrected?.source.kind ?? 'person');
  const [sourceText, setSourceText] = useState(corrected?.source.text ?? '');
  const [note, setNote] = useState('');
  const [reason, setReason] = useState('');
  const [isChosen, setChosen] = useState(false);
  const at = isUnknown ? null : instantOf(local, zone);
  const zones = [...new Set([teamZone, zone, Intl.DateTimeFormat().resolvedOptions().timeZone, 'UTC'])];

  const assert = async () => {
    const body = {
      kind,
      at: at?.toISOString() ?? null,
      precision,
      zone,
      source: { kind: source, text: sourceText },
      ...(note.trim() === '' ? {} : { note }),
      ...(corrected === null ? {} : { supersedes: corrected.id, reason }),
      isChosen,
    };
    const isDone = await form.act({
      content: body,
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/times', { params: { id: incident.id }, body, idempotencyKey }),
    });
    if (isDone) onDone();
  };

  return (
    <form
      className="m-form m-assert"
      onSubmit={(event) => {
        event.preventDefault();
        void assert();
      }}
    >
      <h3>{say(corrected === null ? 'incidents.times.add' : 'incidents.times.correcting')}</h3>
      {!isUnknown && (
        <>
          <div className="m-pills">
            {quick.map((minutes) => (
              <button
                key={minutes}
                type="button"
                className="m-pill"
                onClick={() => {
                  setLocal(localInput(new Date(Date.now() - minutes * 60_000), zone));
                  setPrecision('minute');
                }}
              >
                {minutes === 0 ? say('incidents.when.now') : say('incidents.when.ago', { minutes })}
              </button>
            ))}
          </div>
          <div className="m-assert-when">
            <TextField
              label={say('incidents.times.at')}
              type="datetime-local"
              required
              max={localInput(new Date(), zone)}
              value={local}
              onChange={(event) => setLocal(event.currentTarget.value)}
              problem={problem('at')}
            />
            <SelectField
              label={say('incidents.times.precision')}
              value={precision}
              onChange={(event) =>
                setPrecision(precisions.find((one) => one === event.currentTarget.value) ?? precision)
              }
            >
              {precisions
                .filter((one) => one !== 'instant' || precision === 'instant')
                .map((one) => (
                  <option key={one} value={one}>
                    {say(`incidents.precision.${one}`)}
                  </option>
                ))}
            </SelectField>
            <SelectField
              label={say('incidents.times.zone')}
              value={zone}
              onChange={(event) => setZone(event.currentTarget.value)}
              problem={problem('zone')}
            >
              {zones.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </SelectField>
          </div>
        </>
      )}
      <Check
        label={say('incidents.times.is-unknown')}
        checked={isUnknown}
        onChange={(event) => setUnknown(event.currentTarget.checked)}
      />
      <div className="m-assert-when">
        <SelectField
          label={say('incidents.times.source')}
          value={source}
          onChange={(event) => setSource(timeSourceKinds.find((one) => one === event.currentTarget.value) ?? source)}
        >
          {timeSourceKinds.map((one) => (
            <option key={one} value={one}>
              {say(`incidents.time-source.${one}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={say('incidents.times.source-text')}
          maxLength={200}
          value={sourceText}
          onChange={(event) => setSourceText(event.currentTarget.value)}
          problem={problem('source')}
        />
      </div>
      <TextField
        label={say(isUnknown ? 'incidents.times.note-needed' : 'incidents.times.note')}
        required={isUnknown}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        problem={problem('note')}
      />
      {corrected !== null && (
        <ProseField
          label={say('incidents.times.reason')}
          required
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          problem={problem('reason')}
        />
      )}
      {corrected === null && hasOthers && (
        <Check
          label={say('incidents.times.choose-this')}
          checked={isChosen}
          onChange={(event) => setChosen(event.currentTarget.checked)}
        />
      )}
      <FormEnd
        incident={incident}
        form={form}
        submit={say(corrected === null ? 'incidents.times.submit' : 'incidents.times.submit-correction')}
        isReady={isUnknown || at !== null}
        onClose={onClose}
      />
    </form>
  );
}
