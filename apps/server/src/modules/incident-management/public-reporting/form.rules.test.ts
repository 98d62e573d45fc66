import { portalTextLimit } from '@matoi/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tile, TypedReport } from './form.model.ts';
import { cleanLine, cleanText, contactLimit, contactOf, nameLimit, problemsOf, titleOf } from './form.rules.ts';

const tile: Tile = { id: 'lost', icon: 'lost', name: { ja: '紛失・盗難', en: 'Lost or stolen' }, classHint: null };
const right: TypedReport = { tile: 'lost', text: '電車に置き忘れた', name: '', contact: '', website: '' };

describe('a typed report', () => {
  it.each<[string, Partial<TypedReport>, object]>([
    ['without a choice', { tile: '' }, { tile: 'missing' }],
    ['with a choice that is not there', { tile: 'constructor' }, { tile: 'missing' }],
    ['without a text', { text: '' }, { text: 'missing' }],
    ['with nothing but space and control characters', { text: ' \n\u0000' }, { text: 'missing' }],
    ['with a text that is too long', { text: 'a'.repeat(portalTextLimit + 1) }, { text: { longest: portalTextLimit } }],
    ['with a name that is too long', { name: 'a'.repeat(nameLimit + 1) }, { name: { longest: nameLimit } }],
    ['with a contact that is too long', { contact: 'a'.repeat(201) }, { contact: { longest: contactLimit } }],
  ])('%s cannot be taken', (_name, part, expected) => {
    expect(problemsOf({ ...right, ...part }, { tiles: [tile] })).toEqual(expected);
  });

  it('with a choice and a text can be taken, without name and contact, and at every limit', () => {
    expect(problemsOf(right, { tiles: [tile] })).toEqual({});
    const full = { ...right, text: 'a'.repeat(portalTextLimit), name: 'a'.repeat(nameLimit), contact: 'a'.repeat(200) };
    expect(problemsOf(full, { tiles: [tile] })).toEqual({});
  });

  it('is kept without control characters, on lines of one kind', () => {
    expect(cleanText('  一行目\r\n二行目\r三\t行目\u0000\u001b[2J  ')).toBe('一行目\n二行目\n三\t行目[2J');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanText(text)).not.toMatch(/[^\P{Cc}\n\t]/u);
        expect(cleanLine(text)).not.toMatch(/[\n\t\u2028\u2029]/);
      }),
    );
  });
});

describe('the title of a report of the form', () => {
  it('is the choice and the first line', () => {
    expect(titleOf(tile, { text: '電車に\n置き忘れた' }, 'ja')).toBe('紛失・盗難：電車に');
    expect(titleOf(tile, { text: 'On the train' }, 'en')).toBe('Lost or stolen: On the train');
  });

  it('is cut between characters', () => {
    expect(titleOf(tile, { text: '𠮷'.repeat(200) }, 'ja')).toBe(`紛失・盗難：${'𠮷'.repeat(80)}…`);
  });
});

describe('where to reach somebody', () => {
  it.each([
    ['yamane@moegido.example', { address: 'yamane@moegido.example', phone: null, other: null }],
    ['ｙａｍａｎｅ＠moegido.example', { address: 'yamane@moegido.example', phone: null, other: null }],
    ['052-000-0143', { address: null, phone: '052-000-0143', other: null }],
    ['＋81 (52) 000-0143', { address: null, phone: '+81 (52) 000-0143', other: null }],
    ['内線 1234', { address: null, phone: null, other: '内線 1234' }],
    ['a@b', { address: null, phone: null, other: 'a@b' }],
    ['a@example.jp\r\nBcc: b@example.jp', { address: null, phone: null, other: 'a@example.jp Bcc: b@example.jp' }],
    ['"a b"@example.jp', { address: null, phone: null, other: '"a b"@example.jp' }],
    ['   ', { address: null, phone: null, other: null }],
  ])('%j is understood', (text, expected) => {
    expect(contactOf(text)).toEqual(expected);
  });

  it('S23 is never an address with a line break, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { address } = contactOf(`${text}@example.jp`);
        expect(address === null || /^[^\s<>,;:"]+$/.test(address)).toBe(true);
      }),
    );
  });
});
