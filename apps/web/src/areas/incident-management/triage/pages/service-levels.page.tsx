import { type ServiceClock, type ServiceLevelRow, serviceClocks, serviceLevelRows } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { Card } from '../../../../ui/card.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { spokenHours, spokenMinutes } from '../minutes.format.ts';
import { EditionHistory } from '../parts/edition-history.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { TriagePage } from '../parts/triage-page.tsx';
import { calendarQuery, type ServiceLevels, serviceLevelsQuery } from '../queries.ts';
import { CalendarSection } from '../sections/calendar.section.tsx';
import { useSettingDraft } from '../setting.save.ts';
import './service-levels.css';

type Targets = ServiceLevels['levels']['targets'];
const steps = ['acknowledgeMinutes', 'firstResponseMinutes', 'triageMinutes'] as const;

/** By when reports should be acknowledged, answered and triaged, and the hours that count for it. */
export function ServiceLevelsPage() {
  const { say } = useSay();
  const levels = useQuery(serviceLevelsQuery);
  const calendar = useQuery(calendarQuery);
  return (
    <TriagePage>
      <p className="m-second">{say('triage.levels.text')}</p>
      {levels.data === undefined && <Waiting query={levels} />}
      {levels.data !== undefined && <TargetsCard key={`levels ${levels.data.version}`} levels={levels.data} />}
      {calendar.data === undefined && <Waiting query={calendar} />}
      {calendar.data !== undefined && (
        <CalendarSection key={`calendar ${calendar.data.version}`} shown={calendar.data} />
      )}
      {levels.data !== undefined && <EditionHistory versions={levels.data.versions} />}
    </TriagePage>
  );
}

function TargetsCard({ levels }: { readonly levels: ServiceLevels }) {
  const { say, locale } = useSay();
  const draft = useSettingDraft<Targets>(levels.levels.targets, serviceLevelsQuery.queryKey);
  const [note, setNote] = useState('');
  const mayChange = levels.can.change;
  const set = (row: ServiceLevelRow, change: Partial<Targets[ServiceLevelRow]>) =>
    draft.set({ ...draft.value, [row]: { ...draft.value[row], ...change } });
  const isBlocked = serviceLevelRows.some((row) =>
    steps.some((step) => !Number.isInteger(draft.value[row][step]) || draft.value[row][step] < 1),
  );
  const save = () => {
    const body = { levels: { targets: draft.value }, ...(note.trim() === '' ? {} : { note }) };
    void draft.save(body, (idempotencyKey) =>
      call('POST /api/v1/service-levels', { body, version: levels.version, idempotencyKey }),
    );
  };
  return (
    <>
      <Card
        title={say('triage.levels.targets')}
        note={say('triage.history.version', { version: levels.version })}
        isTight
      >
        <table className="m-table m-levels">
          <thead>
            <tr>
              <th scope="col">{say('triage.field.priority')}</th>
              {steps.map((step) => (
                <th key={step} scope="col">
                  {say(`triage.levels.step.${step}`)}
                </th>
              ))}
              <th scope="col">{say('triage.levels.clock')}</th>
            </tr>
          </thead>
          <tbody>
            {serviceLevelRows.map((row) => {
              const target = draft.value[row];
              const name = row === 'none' ? say('triage.levels.none') : say('triage.levels.row', { priority: row });
              const spoken = (minutes: number) =>
                target.clock === 'business-hours' ? spokenHours(minutes, locale) : spokenMinutes(minutes, locale);
              return (
                <tr key={row}>
                  <td data-main="true" className="m-strong">
                    {name}
                  </td>
                  {steps.map((step) => (
                    <td key={step}>
                      {mayChange ? (
                        <label className="m-level">
                          <span className="m-level-label">{say(`triage.levels.step.${step}`)}</span>
                          <input
                            className="m-input"
                            type="number"
                            inputMode="numeric"
                            min={1}
                            max={525_600}
                            required
                            aria-label={say('triage.levels.minutes-label', {
                              row: name,
                              step: say(`triage.levels.step.${step}`),
                            })}
                            value={Number.isNaN(target[step]) ? '' : target[step]}
                            onChange={(event) => set(row, { [step]: event.currentTarget.valueAsNumber })}
                          />
                          <span className="m-second">
                            {say('triage.levels.minutes')}
                            {target[step] >= 60 ? ` = ${spoken(target[step])}` : ''}
                          </span>
                        </label>
                      ) : (
                        <span className="m-level">
                          <span className="m-level-label">{say(`triage.levels.step.${step}`)}</span>
                          {spoken(target[step])}
                        </span>
                      )}
                    </td>
                  ))}
                  <td>
                    {mayChange ? (
                      <select
                        className="m-input"
                        aria-label={say('triage.levels.clock-label', { row: name })}
                        value={target.clock}
                        onChange={(event) => set(row, { clock: event.currentTarget.value as ServiceClock })}
                      >
                        {serviceClocks.map((clock) => (
                          <option key={clock} value={clock}>
                            {say(`triage.levels.clock.${clock}`)}
                          </option>
                        ))}
                      </select>
                    ) : (
                      say(`triage.levels.clock.${target.clock}`)
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <p className="m-table-note m-second">{say('triage.levels.hint')}</p>
      </Card>
      <SaveBar draft={draft} onSave={save} isBlocked={isBlocked}>
        <TextField
          label={say('triage.save.note')}
          maxLength={300}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </SaveBar>
    </>
  );
}
