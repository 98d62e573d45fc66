import { proposedSeverity, type Severity, severities } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, Notice, ProseField } from '../../../../ui/field.tsx';
import { SeverityMark } from '../../../../ui/severity.tsx';
import { useIncidentAct } from '../incident-act.hook.ts';
import { severityTableQuery } from '../queries.ts';
import { FormEnd } from './form-end.tsx';
import type { DialogProps } from './incident-dialogs.tsx';

type Tick = { readonly criterion: string; readonly level: Severity };

/** What is the case is ticked; the table proposes with its reason; somebody confirms it or says why not. */
export function SeverityDialog({ incident, onClose }: DialogProps) {
  const { say, locale } = useSay();
  const table = useQuery(severityTableQuery);
  const form = useIncidentAct(incident);
  const problem = useFieldProblem(form.problem);
  const before = incident.severityDecision;
  const [given, setTicks] = useState<readonly Tick[]>(before?.ticks ?? []);
  // What was ticked in an earlier version of the table and is no longer in it counts no more.
  const ticks = given.filter(({ criterion, level }) =>
    table.data?.table.criteria.some(({ code, levels }) => code === criterion && levels[level] !== undefined),
  );
  const [chosen, setChosen] = useState<Severity | null>(before === null ? null : before.severity);
  const [hasChosen, setHasChosen] = useState(before !== null && before.severity !== before.proposed);
  const [reason, setReason] = useState(before?.reason ?? '');
  const proposed = proposedSeverity(ticks);
  const severity = hasChosen ? chosen : proposed;
  const isOther = severity !== proposed;

  if (table.data === undefined)
    return (
      <Dialog title={say('incidents.severity.title')} isOpen onClose={onClose} size={720}>
        <Waiting query={table} />
      </Dialog>
    );
  const { criteria } = table.data.table;
  const because = ticks
    .filter(({ level }) => level === proposed)
    .flatMap(({ criterion, level }) => criteria.find(({ code }) => code === criterion)?.levels[level]?.[locale] ?? []);

  const decide = async () => {
    if (severity === null) return;
    const body = { ticks: [...ticks], severity, ...(isOther ? { reason } : {}) };
    const isDone = await form.act({
      content: body,
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/severity', {
          params: { id: incident.id },
          body,
          version: incident.version,
          idempotencyKey,
        }),
    });
    if (isDone) onClose();
  };

  return (
    <Dialog title={say('incidents.severity.title')} isOpen onClose={onClose} size={720}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void decide();
        }}
      >
        <p>{say('incidents.severity.text')}</p>
        <div className="m-criteria">
          {criteria.map((criterion) => {
            const ticked = ticks.find((tick) => tick.criterion === criterion.code)?.level ?? null;
            return (
              <fieldset key={criterion.code} className="m-criterion">
                <legend>{criterion.name[locale]}</legend>
                {severities.map((level) => {
                  const words = criterion.levels[level];
                  if (words === undefined) return null;
                  return (
                    <label key={level} className="m-criterion-level">
                      <input
                        type="checkbox"
                        checked={ticked === level}
                        onChange={() => {
                          const others = ticks.filter((tick) => tick.criterion !== criterion.code);
                          setTicks(ticked === level ? others : [...others, { criterion: criterion.code, level }]);
                        }}
                      />
                      <span>{words[locale]}</span>
                      <SeverityMark level={level} word={say(`terms.severity.${level}`)} />
                    </label>
                  );
                })}
              </fieldset>
            );
          })}
        </div>
        <div className="m-proposal" role="status">
          <span className="m-second">{say('incidents.severity.proposed')}</span>
          {proposed === null ? (
            <span>{say('incidents.severity.nothing-ticked')}</span>
          ) : (
            <>
              <SeverityMark level={proposed} word={say(`terms.severity.${proposed}`)} />
              <span>{say('incidents.severity.because', { reason: because.join(locale === 'ja' ? '、' : '; ') })}</span>
            </>
          )}
        </div>
        <Choices<Severity>
          label={say('incidents.severity.decide')}
          value={severity}
          options={severities.map((value) => ({ value, label: say(`terms.severity.${value}`) }))}
          onChoose={(value) => {
            setChosen(value);
            setHasChosen(value !== proposed);
          }}
          problem={problem('severity')}
        />
        {isOther && (
          <ProseField
            label={say('incidents.severity.reason')}
            required
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            problem={problem('reason')}
          />
        )}
        {before !== null && (
          <Notice tone="quiet">
            {say('incidents.severity.before', {
              severity: say(`terms.severity.${before.severity}`),
              name: before.decidedBy.name,
            })}{' '}
            <Moment at={before.decidedAt} as="short" />
            {before.reason !== null && ` ・ ${before.reason}`}
          </Notice>
        )}
        <FormEnd
          incident={incident}
          form={form}
          submit={say(isOther ? 'incidents.severity.override' : 'incidents.severity.confirm')}
          isReady={severity !== null}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
