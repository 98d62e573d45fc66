import { type JournalLane, journalLanes, timelineDayOrders } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Choices, Notice, SelectField } from '../../../../ui/field.tsx';
import { previewQuery, type TimelineImport, type TimelineMapping, type TimelinePreview } from '../queries.ts';
import '../sections/timeline.css';

type FormProps = { readonly found: TimelineImport; readonly onDone: () => void };

/** Zones that machines of a Japanese team are set to most; the others are found by the list of the browser. */
const usualZones = ['Asia/Tokyo', 'UTC'];
const zones = [...usualZones, ...Intl.supportedValuesOf('timeZone').filter((zone) => !usualZones.includes(zone))];

/** What a file was understood to be, what its columns mean, how its first rows look then, and the start. */
export function ImportForm({ found, onDone }: FormProps) {
  const { say } = useSay();
  const { zone: ownZone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [mapping, setMapping] = useState<TimelineMapping>(found.mapping);
  const preview = useQuery(previewQuery(found.id, mapping));
  const isOpenFormat = found.format === 'csv' || found.format === 'jsonl';
  const change = (changes: Partial<TimelineMapping>) => setMapping((before) => ({ ...before, ...changes }));
  const rows = preview.data?.rows ?? [];
  const bad = rows.filter(({ problem }) => problem !== null).length;
  const asksZone = found.needsZone || mapping.zone !== null || rows.some(({ problem }) => problem === 'zone-missing');

  const run = () =>
    submit.run([found.version, mapping], async (idempotencyKey) => {
      const given = { params: { id: found.id }, body: mapping, version: found.version, idempotencyKey };
      await call('POST /api/v1/timeline-imports/{id}/run', given);
      await queries.invalidateQueries({ queryKey: ['timeline-import'] });
      onDone();
    });

  return (
    <div className="m-form">
      <p>
        {say('timeline.import.understood', {
          format: say(`timeline.format.${found.format}`),
          encoding: say(`timeline.encoding.${found.encoding}`),
        })}
      </p>
      {asksZone && (
        <SelectField
          label={say('timeline.import.zone')}
          hint={say('timeline.import.zone-hint')}
          value={mapping.zone ?? ''}
          problem={fieldProblem('zone')}
          onChange={(event) => change({ zone: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        >
          <option value="">{say('timeline.import.zone-choose')}</option>
          {[ownZone, ...zones.filter((zone) => zone !== ownZone)].map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
        </SelectField>
      )}
      {isOpenFormat && <ColumnFields found={found} mapping={mapping} onChange={change} />}
      <Choices<JournalLane>
        label={say('timeline.import.lane')}
        hint={say('timeline.import.lane-hint')}
        value={mapping.lane}
        options={journalLanes.map((value) => ({ value, label: say(`terms.lane.${value}`) }))}
        onChoose={(lane) => change({ lane })}
      />
      <section aria-label={say('timeline.import.preview')}>
        <h3>{say('timeline.import.preview')}</h3>
        {preview.data === undefined && <Waiting query={preview} />}
        {bad > 0 && (
          <Notice tone="amber">{say('timeline.import.preview-bad', { count: bad, rows: rows.length })}</Notice>
        )}
        {rows.length > 0 && <PreviewTable rows={rows.slice(0, 12)} />}
      </section>
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onDone}>{say('timeline.import.later')}</Button>
        <Button
          kind="primary"
          isBusy={submit.busy}
          disabled={rows.length > 0 && bad === rows.length}
          onClick={() => void run()}
        >
          {say('timeline.import.run')}
        </Button>
      </div>
    </div>
  );
}

type FieldsProps = {
  readonly found: TimelineImport;
  readonly mapping: TimelineMapping;
  readonly onChange: (changes: Partial<TimelineMapping>) => void;
};

const optional = ['zoneColumn', 'what', 'source', 'host', 'laneColumn'] as const;

/** What the columns of a file of any program mean. */
function ColumnFields({ found, mapping, onChange }: FieldsProps) {
  const { say } = useSay();
  const [first = '', second] = mapping.at;
  const options = found.columns.map(({ name, examples }) => (
    <option key={name} value={name}>
      {examples[0] === undefined ? name : `${name}（${examples[0].slice(0, 40)}）`}
    </option>
  ));
  const none = <option value="">{say('timeline.import.no-column')}</option>;
  return (
    <div className="m-timeline-columns">
      <SelectField
        label={say('timeline.column.at')}
        value={first}
        onChange={(event) => onChange({ at: [event.currentTarget.value, ...mapping.at.slice(1)] })}
      >
        {options}
      </SelectField>
      <SelectField
        label={say('timeline.column.time')}
        value={second ?? ''}
        onChange={(event) =>
          onChange({ at: event.currentTarget.value === '' ? [first] : [first, event.currentTarget.value] })
        }
      >
        {none}
        {options}
      </SelectField>
      <SelectField
        label={say('timeline.column.message')}
        value={mapping.message}
        onChange={(event) => onChange({ message: event.currentTarget.value })}
      >
        {options}
      </SelectField>
      {optional.map((name) => (
        <SelectField
          key={name}
          label={say(`timeline.column.${name}`)}
          value={mapping[name] ?? ''}
          onChange={(event) =>
            onChange({ [name]: event.currentTarget.value === '' ? null : event.currentTarget.value })
          }
        >
          {none}
          {options}
        </SelectField>
      ))}
      <SelectField
        label={say('timeline.column.dayOrder')}
        value={mapping.dayOrder}
        onChange={(event) =>
          onChange({ dayOrder: timelineDayOrders.find((order) => order === event.currentTarget.value) ?? 'mdy' })
        }
      >
        {timelineDayOrders.map((order) => (
          <option key={order} value={order}>
            {say(`timeline.day-order.${order}`)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function PreviewTable({ rows }: { readonly rows: TimelinePreview['rows'] }) {
  const { say } = useSay();
  return (
    <table className="m-table m-timeline-preview">
      <thead>
        <tr>
          <th data-end="true">{say('timeline.errors.line')}</th>
          <th>{say('journal.field.occurred')}</th>
          <th>{say('journal.field.text')}</th>
          <th>{say('timeline.field.source')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.line}>
            <td data-figure="true" data-end="true">
              {row.line}
            </td>
            <td data-figure="true">{row.at === null ? '—' : <Moment at={row.at} as="exact" />}</td>
            <td data-main="true">
              {row.problem !== null && (
                <div className="m-timeline-problem">{say(`timeline.problem.${row.problem}`)}</div>
              )}
              <div className="m-typed m-timeline-text">{row.message}</div>
            </td>
            <td>{row.source}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
