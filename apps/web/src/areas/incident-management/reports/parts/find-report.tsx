import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { foundReportsQuery, type ReportSummary } from '../queries.ts';

type FindReportProps = {
  /** Reports that cannot be chosen. */
  readonly without: readonly string[];
  readonly onChoose: (report: { readonly id: string; readonly number: string; readonly title: string }) => void;
};

/** Finds a report by its number or its words, to choose it. */
export function FindReport({ without, onChoose }: FindReportProps) {
  const { say } = useSay();
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const found = useQuery(foundReportsQuery(q));
  const items: readonly ReportSummary[] = (found.data?.items ?? []).filter(({ id }) => !without.includes(id));
  return (
    <div className="m-form">
      <TextField
        label={say('reports.merge.find')}
        type="search"
        maxLength={200}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {q !== '' && found.data === undefined && <Waiting query={found} />}
      {found.data !== undefined && q !== '' && items.length === 0 && (
        <p className="m-second">{say('reports.list.nothing')}</p>
      )}
      <ul className="m-found">
        {items.map((report) => (
          <li key={report.id}>
            <button type="button" className="m-found-one" onClick={() => onChoose(report)}>
              <span className="m-second">
                {report.number} ・ {say(`terms.report.state.${report.state}`)} ・{' '}
                <Moment at={report.receivedAt} as="short" />
              </span>
              <span className="m-strong">{report.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
