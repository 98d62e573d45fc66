import { describe, expect, it } from 'vitest';
import { placesToTake } from './supersede.rules.ts';

const on = (system: string, actionKind = 'stop-service') => ({ actionKind, target: { system, site: '', tag: '' } });
const decided = [
  { id: 'other kind', ...on('ERP', 'block-traffic') },
  { id: 'everything', ...on('') },
  { id: 'same', ...on('erp') },
  { id: 'other thing', ...on('Mail') },
];
const places = (system: string, chosen: string) => {
  const { offered, supersedesId } = placesToTake(on(system), { decided, chosen });
  return [offered.map(({ id }) => id), supersedesId];
};

describe('S31 a question offers to take the place of', () => {
  it('nothing where all that was decided is on something else, or on more', () => {
    expect(places('Printer', 'same')).toEqual([[], null]);
  });

  it('what was decided on the same thing, and forgets a choice that fits no longer', () => {
    expect(places('ＥＲＰ', 'same')).toEqual([['same'], 'same']);
    expect(places('ERP', 'other thing')).toEqual([['same'], null]);
  });

  it('everything of its kind where it is on everything', () => {
    expect(places('', 'other thing')).toEqual([['everything', 'same', 'other thing'], 'other thing']);
  });
});
