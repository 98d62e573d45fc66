import { expect, test } from 'vitest';
import { nextChord } from './keys.chords.ts';

const chords = ['j', 'g i', 'g n', 'mod+k', '?'];
const press = (key: string, at = 0, held: { ctrlKey?: boolean; metaKey?: boolean; altKey?: boolean } = {}) => ({
  key,
  at,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

test('a single key is a chord at once', () => {
  expect(nextChord({ press: press('j'), chords, first: null })).toEqual({ chord: 'j', first: null });
});

test('two keys in a row make a pair', () => {
  const { first, chord } = nextChord({ press: press('g', 0), chords, first: null });
  expect(chord).toBeNull();
  expect(nextChord({ press: press('i', 300), chords, first }).chord).toBe('g i');
});

test('a pair that takes too long is none', () => {
  const { first } = nextChord({ press: press('g', 0), chords, first: null });
  expect(nextChord({ press: press('i', 5000), chords, first }).chord).toBeNull();
});

test('Ctrl and ⌘ are the same, and never a plain key', () => {
  expect(nextChord({ press: press('K', 0, { ctrlKey: true }), chords, first: null }).chord).toBe('mod+k');
  expect(nextChord({ press: press('k', 0, { metaKey: true }), chords, first: null }).chord).toBe('mod+k');
  expect(nextChord({ press: press('j', 0, { ctrlKey: true }), chords, first: null }).chord).toBeNull();
});
