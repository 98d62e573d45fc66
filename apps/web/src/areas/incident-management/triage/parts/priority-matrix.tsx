import { type TriageLevel, triageLevels } from '@matoi/contract/values';
import { useId } from 'react';
import { useSay } from '../../../../shared/language.ts';
import type { PriorityTable } from '../queries.ts';
import './priority-matrix.css';

type PriorityMatrixProps = {
  /** The table in force: `prioritiesQuery` of `../queries.ts` gives it as `data.table`. */
  readonly table: PriorityTable;
  readonly impact: TriageLevel | null;
  readonly urgency: TriageLevel | null;
  /** Left out: a picture. Given: each cell is a radio button, moved by arrow keys. */
  readonly onChoose?: ((cell: { readonly impact: TriageLevel; readonly urgency: TriageLevel }) => void) | undefined;
};

const columns = [...triageLevels].reverse();

/** 影響度 × 緊急度 → 優先度 as a picture of nine cells: the darker, the more urgent; the chosen one is filled. */
export function PriorityMatrix({ table, impact, urgency, onChoose }: PriorityMatrixProps) {
  const { say } = useSay();
  const name = useId();
  return (
    <table className="m-matrix" aria-label={say('triage.matrix.label')}>
      <thead>
        <tr>
          <td />
          {columns.map((column, at) => (
            <th key={column} scope="col">
              {at === 0 && <span>{say('triage.field.urgency')} </span>}
              {say(`triage.urgency.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {triageLevels.map((row, at) => (
          <tr key={row}>
            <th scope="row">
              {at === 0 && <span>{say('triage.field.impact')} </span>}
              {say(`triage.impact.${row}`)}
            </th>
            {columns.map((column) => {
              const priority = table[row][column];
              const isHere = row === impact && column === urgency;
              return (
                <td key={column} aria-current={onChoose === undefined && isHere ? 'true' : undefined}>
                  {onChoose === undefined ? (
                    <span className="m-matrix-cell" data-priority={priority} data-here={isHere}>
                      {priority}
                    </span>
                  ) : (
                    <label className="m-matrix-cell" data-priority={priority} data-here={isHere}>
                      <input
                        type="radio"
                        name={name}
                        checked={isHere}
                        aria-label={say('triage.matrix.cell', {
                          impact: say(`triage.impact.${row}`),
                          urgency: say(`triage.urgency.${column}`),
                          priority,
                        })}
                        onChange={() => onChoose({ impact: row, urgency: column })}
                      />
                      {priority}
                    </label>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
