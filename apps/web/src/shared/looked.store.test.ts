import { expect, test } from 'vitest';
import { isNews, noteLooked, readLooked } from './looked.store.ts';

function shelf() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
    key: (at: number) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  };
}
const at = (minute: number) => new Date(Date.UTC(2026, 3, 1, 0, minute)).toISOString();

test('nothing is known without storage, and broken lines are passed over', () => {
  expect(readLooked(null, 'a').size).toBe(0);
  noteLooked(null, { accountId: 'a', subjectId: 's', at: at(0) });
  const broken = shelf();
  broken.setItem('matoi.looked.a', `x\ns nonsense\nt ${at(1)}`);
  expect([...readLooked(broken, 'a')]).toEqual([['t', at(1)]]);
});

test('the last look at a record counts, for one person', () => {
  const kept = shelf();
  noteLooked(kept, { accountId: 'a', subjectId: 's', at: at(1) });
  noteLooked(kept, { accountId: 'a', subjectId: 's', at: at(2) });
  expect([...readLooked(kept, 'a')]).toEqual([['s', at(2)]]);
  expect(readLooked(kept, 'b').size).toBe(0);
});

test('the records that were looked at longest ago are forgotten', () => {
  const kept = shelf();
  for (let count = 0; count < 501; count += 1)
    noteLooked(kept, { accountId: 'a', subjectId: `s${count}`, at: at(count % 60) });
  const looked = readLooked(kept, 'a');
  expect([looked.size, looked.has('s0'), looked.has('s500')]).toEqual([500, false, true]);
});

test.each([
  ['of others after the last look', { at: at(2), byId: 'b' }, at(1), true],
  ['of nobody, such as a mail', { at: at(2), byId: null }, at(1), true],
  ['of their own', { at: at(2), byId: 'a' }, at(1), false],
  ['from before', { at: at(1), byId: 'b' }, at(1), false],
  ['on a record that they see for the first time', { at: at(2), byId: 'b' }, null, false],
])('what is new to somebody: %s', (_name, what, looked, isNew) => {
  expect(isNews(what, { looked, ownId: 'a' })).toBe(isNew);
});
