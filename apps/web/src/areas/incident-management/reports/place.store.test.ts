import { expect, it } from 'vitest';
import type { Shelf } from '../../../shared/drafts.store.ts';
import { keepPlace, keepSort, noPlace, readPlace, readSort } from './place.store.ts';

function shelf(): Shelf {
  const map = new Map<string, string>();
  return {
    getItem: (name) => map.get(name) ?? null,
    setItem: (name, value) => void map.set(name, value),
    removeItem: (name) => void map.delete(name),
    key: (at) => [...map.keys()][at] ?? null,
    get length() {
      return map.size;
    },
  };
}

it('without storage, or with nonsense in it, one begins at the top', () => {
  keepPlace(null, 'mio', { listKey: 'open', place: noPlace });
  expect(readPlace(null, 'mio', 'open')).toEqual(noPlace);
  expect(readSort(null, 'mio')).toBe('newest');
  const kept = shelf();
  kept.setItem('matoi.inbox.place.mio', 'open\nx -3');
  kept.setItem('matoi.inbox.sort.mio', 'random');
  expect(readPlace(kept, 'mio', 'open')).toEqual(noPlace);
  expect(readSort(kept, 'mio')).toBe('newest');
});

it('the place is kept for one list and one person', () => {
  const kept = shelf();
  const place = { top: 340, pages: 2, selected: ['a', 'b'] };
  keepPlace(kept, 'mio', { listKey: 'open', place });
  expect(readPlace(kept, 'mio', 'open')).toEqual(place);
  expect(readPlace(kept, 'mio', 'done')).toEqual(noPlace);
  expect(readPlace(kept, 'taku', 'open')).toEqual(noPlace);
});

it('the order used last is kept by person', () => {
  const kept = shelf();
  keepSort(kept, 'mio', 'due');
  expect(readSort(kept, 'mio')).toBe('due');
  expect(readSort(kept, 'taku')).toBe('newest');
});
