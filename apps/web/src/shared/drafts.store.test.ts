import { expect, test } from 'vitest';
import { openDrafts, type Shelf } from './drafts.store.ts';

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

test('a draft is there again when the store is opened anew', () => {
  const kept = shelf();
  openDrafts(kept, 'mio').write('journal.INC-2026-0001', '工場へ電話');
  expect(openDrafts(kept, 'mio').read('journal.INC-2026-0001')).toBe('工場へ電話');
});

test('nobody reads or removes the drafts of somebody else', () => {
  const kept = shelf();
  openDrafts(kept, 'mio').write('a', 'mine');
  const other = openDrafts(kept, 'taku');
  expect(other.read('a')).toBe('');
  other.clear();
  expect(openDrafts(kept, 'mio').read('a')).toBe('mine');
});

test('an empty text removes the draft, and clearing removes all of them', () => {
  const drafts = openDrafts(shelf(), 'mio');
  drafts.write('a', 'x');
  drafts.write('b', 'y');
  drafts.write('a', '  ');
  expect(drafts.count()).toBe(1);
  drafts.clear();
  expect(drafts.count()).toBe(0);
});

test('without storage nothing is kept and nothing fails', () => {
  const drafts = openDrafts(null, 'mio');
  drafts.write('a', 'x');
  expect(drafts.read('a')).toBe('');
  expect(drafts.count()).toBe(0);
});
