import { useState } from 'react';
import { localShelf, type Shelf } from '../../../shared/drafts.store.ts';

/** What a board can show, in the order of a phone. */
export const boardParts = ['incidents', 'deadlines', 'duty', 'tasks', 'inbox', 'waiting'] as const;
export type BoardPart = (typeof boardParts)[number];

const key = 'matoi.board.hidden';

/** The parts that are put away in this browser. */
export function readHidden(shelf: Pick<Shelf, 'getItem'> | null): readonly BoardPart[] {
  const kept = (shelf?.getItem(key) ?? '').split(' ');
  return boardParts.filter((part) => kept.includes(part));
}

/** The parts that are shown, and a way to put one away or back; this browser remembers it. */
export function useParts(): {
  readonly shows: (part: BoardPart) => boolean;
  readonly toggle: (part: BoardPart) => void;
} {
  const [hidden, setHidden] = useState(() => readHidden(localShelf()));
  return {
    shows: (part) => !hidden.includes(part),
    toggle(part) {
      const next = hidden.includes(part) ? hidden.filter((one) => one !== part) : [...hidden, part];
      setHidden(next);
      localShelf()?.setItem(key, next.join(' '));
    },
  };
}
