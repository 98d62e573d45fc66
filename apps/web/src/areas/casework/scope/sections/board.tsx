import { type ScopeState, scopeStates } from '@matoi/contract/values';
import { type KeyboardEvent, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { MergedFrom } from '../../../../shared/merged-from.tsx';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { IconDots } from '../../../../ui/icons.ts';
import { Menu } from '../../../../ui/menu.tsx';
import { besideOf, nextStates } from '../items.rules.ts';
import type { ScopeItem } from '../queries.ts';

type Props = {
  readonly items: readonly ScopeItem[];
  readonly mayMove: boolean;
  readonly onMove: (item: ScopeItem, to: ScopeState) => void;
  readonly onOpen: (item: ScopeItem) => void;
};

/** Cards of a column that are drawn at first. */
const firstCards = 60;

/** A column for each state: cards are moved by dragging, by their menu, or with Shift and the arrow keys. */
export function Board({ items, mayMove, onMove, onOpen }: Props) {
  const { say } = useSay();
  const [dragged, setDragged] = useState<ScopeItem | null>(null);
  const [over, setOver] = useState<ScopeState | null>(null);
  const [drawn, setDrawn] = useState<Partial<Record<ScopeState, number>>>({});
  const fits = (state: ScopeState) => dragged !== null && nextStates(dragged.state).includes(state);

  const onKeyDown = (event: KeyboardEvent, item: ScopeItem) => {
    if (!mayMove || !event.shiftKey || (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft')) return;
    const to = besideOf(item.state, event.key === 'ArrowRight' ? 1 : -1);
    if (to === null) return;
    event.preventDefault();
    onMove(item, to);
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways has to be reached by the keyboard
    <section className="m-scope-board" tabIndex={0} aria-label={say('scope.board.label')}>
      {scopeStates.map((state) => {
        const own = items.filter((item) => item.state === state);
        const shown = own.slice(0, drawn[state] ?? firstCards);
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; keys and the menu are the first
          <div
            key={state}
            className="m-scope-column"
            data-over={over === state && fits(state)}
            data-fits={dragged === null ? undefined : fits(state) || dragged.state === state}
            onDragOver={(event) => {
              if (!fits(state)) return;
              event.preventDefault();
              setOver(state);
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged !== null && fits(state)) onMove(dragged, state);
              setDragged(null);
              setOver(null);
            }}
          >
            <h3>
              <span>{say(`scope.state.${state}`)}</span> <span>{own.length}</span>
            </h3>
            <ul className="m-scope-cards">
              {shown.map((item) => (
                <li
                  key={item.id}
                  className="m-scope-card"
                  draggable={mayMove}
                  onDragStart={(event) => {
                    event.dataTransfer.effectAllowed = 'move';
                    event.dataTransfer.setData('text/plain', item.name);
                    setDragged(item);
                  }}
                  onDragEnd={() => setDragged(null)}
                >
                  <button
                    type="button"
                    className="m-scope-name m-typed"
                    aria-keyshortcuts={mayMove ? 'Shift+ArrowLeft Shift+ArrowRight' : undefined}
                    onKeyDown={(event) => onKeyDown(event, item)}
                    onClick={() => onOpen(item)}
                  >
                    {item.name}
                  </button>
                  {mayMove && (
                    <Menu
                      label={say('scope.board.move', { name: item.name })}
                      groups={[
                        {
                          label: say('scope.move.act'),
                          entries: nextStates(item.state).map((to) => ({
                            id: to,
                            label: say(`scope.state.${to}`),
                            onChoose: () => onMove(item, to),
                          })),
                        },
                      ]}
                    >
                      <IconButton icon={IconDots} label={say('scope.board.move', { name: item.name })} />
                    </Menu>
                  )}
                  <span className="m-second">
                    {say(`scope.kind.${item.kind}`)}
                    {item.details.address !== undefined && ` ・ ${item.details.address}`}
                    {item.certainty === 'assumed' && (
                      <>
                        {' '}
                        <Chip tone="amber">{say('scope.certainty.assumed')}</Chip>
                      </>
                    )}{' '}
                    <MergedFrom from={item.mergedFrom} />
                  </span>
                </li>
              ))}
            </ul>
            {own.length > shown.length && (
              <Button
                kind="plain"
                size="small"
                onClick={() => setDrawn({ ...drawn, [state]: shown.length + 4 * firstCards })}
              >
                {say('scope.board.more', { count: own.length - shown.length })}
              </Button>
            )}
          </div>
        );
      })}
    </section>
  );
}
