import { charterLineKeys, charterTextKeys } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import type { Charter, Said } from './charter.model.ts';
import serviceFile from './data/csirt-services.v1.json' with { type: 'json' };
import outlineFile from './data/rfc2350.v1.json' with { type: 'json' };
import startingFile from './data/starting-charter.v1.json' with { type: 'json' };
import { charterPaper } from './document.map.ts';
import { partsOf } from './document.rules.ts';

const services = serviceFile.services.map((service) => ({ ...service, area: service.name }));
const outline = outlineFile.parts;
const words = {
  edition: 'v2',
  none: 'none',
  publicPage: (address: string) => `at ${address}`,
  matrix: ({ number }: { readonly number: number }) => `matrix ${number}`,
  reportForm: (address: string) => `form ${address}`,
  framework: (code: string) => `FIRST ${code}`,
  fingerprint: 'fingerprint',
  keyAddress: 'key',
  hours: 'hours',
};
const said: Said = {
  texts: Object.fromEntries(
    charterTextKeys.map((key) => [key, { ja: `${key}の文`, en: `${key} text` }]),
  ) as Said['texts'],
  lines: {
    telephone: '03-0000-0000',
    facsimile: '',
    mail: 'csirt@example.co.jp',
    keyFingerprint: 'd1f27a3b00001111222233334444555566667777',
    keyAddress: '',
  },
  services: [
    { code: '6.1', text: { ja: '24時間', en: 'around the clock' } },
    { code: '6.5', text: { ja: '', en: '' } },
  ],
  namesMatrix: true,
};
const known = { zone: 'Asia/Tokyo', reportForm: 'https://m.example/report', matrix: { number: 3, effectiveAt: '' } };
const made = (charter: Charter, publicPage: string | null = null) =>
  partsOf({ charter, language: 'en', outline, services, publicPage, offset: 'UTC+09:00', words });
const blocksIn = (parts: ReturnType<typeof made>, number: string) =>
  parts.find((part) => part.number === number)?.blocks;
const text = (line: string) => ({ kind: 'text', text: line });

describe('the document', () => {
  it('has every part of RFC 2350 in its order, and a heading above others says nothing of its own', () => {
    const parts = made({ said, known });
    expect(parts.map(({ number }) => number).join(' ')).toBe(
      '1 1.1 1.2 1.3 1.4 2 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9 2.10 2.11 3 3.1 3.2 3.3 3.4 4 4.1 4.2 4.3 5 5.1 5.1.1 5.1.2 5.1.3 5.2 6 7',
    );
    expect(parts.filter(({ blocks }) => blocks.length === 0).map(({ number }) => number)).toEqual([
      ...['1', '2', '3', '4', '5', '5.1'],
    ]);
  });

  it('says where a part has nothing to say', () => {
    const parts = made({ said: { ...said, services: [] }, known });
    expect(blocksIn(parts, '2.5')).toEqual([text('none')]);
    expect(blocksIn(parts, '5.1.2')).toEqual([text('none')]);
  });

  it('fills in what the program knows, and leaves out what is not so', () => {
    const parts = made({ said, known }, 'https://m.example/rfc2350');
    expect(blocksIn(parts, '1.3')).toEqual([text('locations text'), text('at https://m.example/rfc2350')]);
    expect(blocksIn(parts, '2.3')).toEqual([text('Asia/Tokyo (UTC+09:00)')]);
    expect(blocksIn(parts, '3.4')).toEqual([text('authority text'), text('matrix 3')]);
    expect(blocksIn(parts, '6')).toEqual([text('reportingForms text'), text('form https://m.example/report')]);
    const bare = made({ said: { ...said, namesMatrix: false }, known: { ...known, reportForm: null } });
    expect(blocksIn(bare, '1.3')).toEqual([text('locations text')]);
    expect(blocksIn(bare, '3.4')).toEqual([text('authority text')]);
    expect(blocksIn(bare, '6')).toEqual([text('reportingForms text')]);
  });

  it('lists each service in its section, in the words of the team or by the number of the framework', () => {
    const parts = made({ said, known });
    const [acceptance] = blocksIn(parts, '5.1.1') ?? [];
    expect(acceptance).toMatchObject({ facts: [{ value: 'around the clock' }] });
    expect(blocksIn(parts, '5.1.2')).toMatchObject([{ facts: [{ value: 'FIRST 6.5' }] }]);
  });

  it('groups a fingerprint as people compare it', () => {
    expect(blocksIn(made({ said, known }), '2.8')).toMatchObject([
      { facts: [{ value: 'D1F2 7A3B 0000 1111 2222 3333 4444 5555 6666 7777' }] },
      text('encryption text'),
    ]);
  });

  it('is a paper of seven sections that loses none of its parts', () => {
    const parts = made({ said, known });
    const head = { language: 'en', title: 't', issuer: 'i', date: 'd', checksum: 'c' } as const;
    const paper = charterPaper({ ...head, parts });
    expect(paper.sections.map(({ heading }) => heading)).toEqual(
      parts.filter(({ number }) => !number.includes('.')).map(({ title }) => title),
    );
    const headings = paper.sections.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'heading'));
    expect(headings).toHaveLength(parts.length - 7);
  });
});

describe('the data', () => {
  it('places every text and line of a charter in the document once', () => {
    const held = outline.flatMap(({ holds }) => holds);
    const lines = charterLineKeys.filter((key) => !key.startsWith('key'));
    expect(
      [...charterTextKeys, ...lines, 'key'].filter((key) => held.filter((one) => one === key).length !== 1),
    ).toEqual([]);
  });

  it('lists the 21 services of the framework, each under a part that holds services', () => {
    const sections = new Set(outline.filter(({ holds }) => holds.includes('services')).map(({ number }) => number));
    expect(new Set(services.map(({ code }) => code)).size).toBe(21);
    expect(services.filter(({ section }) => !sections.has(section))).toEqual([]);
  });

  it('proposes services that exist, and texts in both languages or none', () => {
    const codes = new Set(services.map(({ code }) => code));
    expect(startingFile.services.filter((code) => !codes.has(code))).toEqual([]);
    expect(Object.values(startingFile.texts).filter(({ ja, en }) => (ja === '') !== (en === ''))).toEqual([]);
  });
});
