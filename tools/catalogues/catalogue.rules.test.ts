import { describe, expect, it } from 'vitest';
import { type Given, judgeCatalogues } from './catalogue.rules.ts';

type Words = Record<string, string>;

const sound = {
  ja: {
    'thing.page.title': '{{count}}件の報告',
    'things.make.taken': 'すでにあります。',
    'terms.role.reader': '閲覧者',
  },
  en: {
    'thing.page.title': '{{count}} reports',
    'things.make.taken': 'It exists already.',
    'terms.role.reader': 'Reader',
  },
};

function judge({ ja = {}, en = {}, ...rest }: { ja?: Words; en?: Words } & Partial<Omit<Given, 'catalogues'>> = {}) {
  return judgeCatalogues({
    catalogues: [
      { file: 'a.ja.json', language: 'ja', sentences: { ...sound.ja, ...ja } },
      { file: 'a.en.json', language: 'en', sentences: { ...sound.en, ...en } },
    ],
    codes: ['things.make.taken'],
    sources: [{ path: 'page.tsx', text: `say('thing.page.title'); say(\`terms.role.\${role}\`); say('x.y');` }],
    dynamicKeys: [],
    ...rest,
  });
}

const both = (ja: string, en = 'Text') => ({ ja: { 'x.y': ja }, en: { 'x.y': en } });

describe('the catalogues', () => {
  it('pass when both languages say the same', () => {
    expect(judge()).toEqual([]);
  });

  it('need every key in both languages', () => {
    expect(judge({ ja: { 'x.y': '報告' } })).toEqual(['x.y has no English sentence.']);
    expect(judge({ en: { 'x.y': 'Report' } })).toEqual(['x.y has no Japanese sentence.']);
  });

  it('let English have a singular that Japanese has not', () => {
    expect(
      judge({ ja: { 'x.y': '{{count}}件' }, en: { 'x.y': '{{count}} reports', 'x.y_one': 'One report' } }),
    ).toEqual([]);
    expect(judge({ en: { 'x.y_one': 'One report' } })).toEqual(['x.y_one has no Japanese sentence.']);
    expect(
      judge({
        ja: { 'x.y': '{{count}}件' },
        en: { 'x.y': '{{count}} reports', 'x.y_one': '{{name}} reported once' },
      }),
    ).toEqual(['x.y_one fills in {name}, which its sentence for many does not.']);
  });

  it('may fill in words of their own language', () => {
    const own = {
      ja: { 'thing.page.title': '{{nameJa}}（{{count}}）' },
      en: { 'thing.page.title': '{{nameEn}} ({{count}})' },
    };
    expect(judge(own)).toEqual([]);
    const crossed = { ja: { 'thing.page.title': '{{nameJa}}' }, en: { 'thing.page.title': '{{titleEn}}' } };
    expect(judge(crossed)).toHaveLength(1);
  });

  it('fill in the same things', () => {
    expect(judge({ en: { 'thing.page.title': '{{total}} reports' } })).toEqual([
      'thing.page.title fills in different things: {count} in Japanese, {total} in English.',
    ]);
  });

  it('refuse a key that stands in two files', () => {
    const catalogues = [
      { file: 'a.ja.json', language: 'ja', sentences: { 'x.y': '一' } },
      { file: 'b.ja.json', language: 'ja', sentences: { 'x.y': '二' } },
      { file: 'a.en.json', language: 'en', sentences: { 'x.y': 'One' } },
    ] as const;
    const found = judgeCatalogues({ catalogues, codes: ['x.y'], sources: [], dynamicKeys: [] });
    expect(found).toEqual(['x.y stands in a.ja.json and in b.ja.json; keep one.']);
  });

  it.each([
    ['', 'is empty'],
    ['  ', 'is empty'],
    ['報告 ', 'begins or ends with a space'],
    ['報告 {{number', 'has a broken {{name}}'],
  ])('refuse %j', (text, problem) => {
    expect(judge(both(text)).some((line) => line.startsWith('x.y') && line.includes(problem))).toBe(true);
  });

  it.each([
    'Report not found',
    'reports found',
    '報告を保存しました。 Please try again later.',
    'Click here to open を押してください',
    "You don't have permission",
  ])('see the English sentence in %j', (text) => {
    expect(judge(both(text))).toEqual([`x.y has an English sentence in Japanese: "${text}"`]);
  });

  it.each([
    'SOC',
    'Matoi',
    'Asia/Tokyo のような名前を選んでください。',
    '形式（application/json）を確認してください。',
    '変更には、読み込んだ版の番号（If-Match）が必要です。',
    '{{name}} {{version}}',
    'API トークン',
    'GET /api/health を確認してください。',
    'Microsoft Outlook for Windows を開いてください。',
  ])('let names and formats stand in %j', (text) => {
    const params = text.match(/\{\{\w+\}\}/g)?.join(' ') ?? 'Text';
    expect(judge(both(text, params))).toEqual([]);
  });

  it('refuse Japanese in English', () => {
    expect(judge(both('報告', 'The 報告'))).toEqual(['x.y has Japanese in its English sentence: "The 報告"']);
  });

  it('need a sentence for every refusal', () => {
    expect(judge({ codes: ['things.make.taken', 'things.make.odd'] })[0]).toContain('things.make.odd has no sentence');
  });

  it('refuse to pass when no refusal or sentence was read', () => {
    expect(judge({ codes: [] })[0]).toContain('nothing was read');
    expect(judgeCatalogues({ catalogues: [], codes: ['a.b'], sources: [], dynamicKeys: [] })[0]).toContain(
      'nothing was read',
    );
  });

  it('refuse a key that nobody uses, also one whose name is only part of a used one', () => {
    const extra = { 'thing.page': '物', 'thing.page.title.more': '物' };
    const found = judge({ ja: extra, en: { 'thing.page': 'Thing', 'thing.page.title.more': 'Thing' } });
    expect(found).toEqual([
      'thing.page is used nowhere; remove it from both languages.',
      'thing.page.title.more is used nowhere; remove it from both languages.',
    ]);
  });

  it('see the use by a template with fixed parts on both sides', () => {
    const words = {
      ja: { 'mail.ack.title': '受付', 'mail.ack.body': '本文' },
      en: { 'mail.ack.title': 'Title', 'mail.ack.body': 'Body' },
    };
    const sources = [{ path: 'a.ts', text: `'thing.page.title' \`terms.role.\${r}\` \`mail.\${kind}.title\`` }];
    expect(judge({ ...words, sources })).toEqual(['mail.ack.body is used nowhere; remove it from both languages.']);
  });

  it('do not take one fixed word for a use', () => {
    const sources = [{ path: 'a.ts', text: `'thing.page.title' \`terms.role.\${r}\` \`mail.\${kind}\`` }];
    const words = { ja: { 'mail.ack': '受付' }, en: { 'mail.ack': 'Title' } };
    expect(judge({ ...words, sources })).toEqual(['mail.ack is used nowhere; remove it from both languages.']);
    expect(judge({ ...words, sources, dynamicKeys: [{ prefix: 'mail.', reason: 'chosen by kind' }] })).toEqual([]);
  });

  it('keep the list of dynamic keys honest', () => {
    expect(judge({ dynamicKeys: [{ prefix: 'gone.', reason: 'once' }] })).toEqual([
      'dynamic-keys.json: no key begins with gone.; take it off the list.',
    ]);
    expect(judge({ dynamicKeys: [{ prefix: 'terms.', reason: ' ' }] })[0]).toContain('needs a final dot and a reason');
  });
});
