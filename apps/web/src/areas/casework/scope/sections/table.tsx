import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { MergedFrom } from '../../../../shared/merged-from.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Chip, type Tone } from '../../../../ui/card.tsx';
import { detailsOf } from '../items.rules.ts';
import type { ScopeItem } from '../queries.ts';
import { useScopeWords } from '../words.hook.ts';

type Props = {
  readonly items: readonly ScopeItem[];
  readonly mayChange: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
  readonly onOpen: (item: ScopeItem) => void;
};

const firstRows = 100;

const tones = {
  suspected: 'amber',
  confirmed: 'red',
  contained: 'accent',
  eradicated: 'accent',
  recovered: 'green',
  cleared: 'neutral',
} as const satisfies Record<ScopeItem['state'], Tone>;

/** The items as rows; ticked ones are changed together. Choosing all means all that the filter leaves, drawn or not. */
export function ItemTable({ items, mayChange, chosen, onChoose, onOpen }: Props) {
  const { say } = useSay();
  const { measure: nameOf } = useScopeWords();
  const [count, setCount] = useState(firstRows);
  const shown = items.slice(0, count);
  const areAllChosen = items.length > 0 && items.every(({ id }) => chosen.has(id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <>
      {mayChange && items.length > 0 && (
        <div className="m-scope-bar">
          <label className="m-check">
            <input
              type="checkbox"
              checked={areAllChosen}
              onChange={() => onChoose(areAllChosen ? new Set() : new Set(items.map(({ id }) => id)))}
            />
            <span>{say('scope.table.all', { count: items.length })}</span>
          </label>
        </div>
      )}
      <table className="m-table m-scope-table" aria-label={say('scope.title')}>
        <thead>
          <tr>
            {mayChange && <td />}
            <th>{say('scope.field.name')}</th>
            <th>{say('scope.field.kind')}</th>
            <th>{say('scope.field.state')}</th>
            <th>{say('scope.field.measures')}</th>
            <th>{say('scope.field.since')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((item) => (
            <tr key={item.id}>
              {mayChange && (
                <td>
                  <label className="m-check m-scope-tick">
                    <input
                      type="checkbox"
                      checked={chosen.has(item.id)}
                      aria-label={say('scope.table.choose-one', { name: item.name })}
                      onChange={() => toggle(item.id)}
                    />
                  </label>
                </td>
              )}
              <td data-main="true">
                <button type="button" className="m-scope-name m-typed" onClick={() => onOpen(item)}>
                  {item.name}
                </button>
                <div>
                  <MergedFrom from={item.mergedFrom} />
                </div>
                <div className="m-second m-typed">
                  {[...detailsOf(item), ...item.tags, item.note].filter((text) => text !== '').join(' ・ ')}
                </div>
              </td>
              <td className="m-scope-kind">{say(`scope.kind.${item.kind}`)}</td>
              <td>
                <Chip tone={tones[item.state]}>{say(`scope.state.${item.state}`)}</Chip>
                {item.certainty === 'assumed' && (
                  <>
                    {' '}
                    <Chip tone="amber">{say('scope.certainty.assumed')}</Chip>
                  </>
                )}
                {item.stateReason !== '' && <div className="m-second m-typed">{item.stateReason}</div>}
              </td>
              <td data-wide="true">
                {item.measures.length > 0 && (
                  <div className="m-scope-measures">
                    {item.measures.map(({ measure, state }) => (
                      <Chip key={measure} tone={state === 'done' ? 'green' : 'neutral'}>
                        {say('scope.measures.chip', {
                          measure: nameOf(measure),
                          state: say(`scope.measure-state.${state}`),
                        })}
                      </Chip>
                    ))}
                  </div>
                )}
              </td>
              <td data-figure="true">
                <Moment at={item.stateAt} as="short" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {items.length > shown.length && (
        <div className="m-scope-bar">
          <Button onClick={() => setCount(count + 5 * firstRows)}>
            {say('scope.board.more', { count: items.length - shown.length })}
          </Button>
        </div>
      )}
    </>
  );
}
