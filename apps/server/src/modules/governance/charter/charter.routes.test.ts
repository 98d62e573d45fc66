import type { BodyInput, RouteOf } from '@matoi/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPage } from '../../../../test/support/portal.client.ts';
import { refusalOf, startTestProgram, type TestProgram, type Visitor } from '../../../../test/support/test-program.ts';
import { readPdf } from '../../../platform/documents/document.fixture.ts';

let program: TestProgram;
let author: Visitor;
let approver: Visitor;
let administrator: Visitor;

beforeAll(async () => {
  program = await startTestProgram();
  [author, approver, administrator] = await Promise.all([
    program.person('commander'),
    program.person('commander'),
    program.person('administrator'),
  ]);
});
afterAll(() => program.stop());

type Saved = BodyInput<RouteOf<'POST /api/v1/charter/draft'>>['definition'];
const mission = { ja: 'お客様と従業員の安全を守ります。', en: 'We keep customers and employees safe.' };
const constituency = { ja: '当社と国内子会社', en: 'The company and its domestic subsidiaries' };

const draft = () => author.call('GET /api/v1/charter/draft', {});
async function save(change: (said: Saved) => Saved, as = author) {
  const { version, definition } = await draft();
  return as.call('POST /api/v1/charter/draft', { version, body: { definition: change(definition) } });
}
const withTexts = (texts: Partial<Saved['texts']>) => (said: Saved) => ({
  ...said,
  texts: { ...said.texts, ...texts },
  lines: { ...said.lines, mail: 'csirt@example.co.jp' },
});
async function approve(as: Visitor, more: { readonly contentHash?: string; readonly effectiveAt?: string } = {}) {
  const { version, contentHash } = await draft();
  const body = { contentHash, effectiveAt: null, note: 'CISOと合意', ...more };
  return as.call('POST /api/v1/charter/draft/approve', { version, body });
}
const page = (path: string) => program.nobody().fetch(path);

it('begins with what the program knows, and says what is missing', async () => {
  const begun = await draft();
  expect(begun).toMatchObject({ isBegun: false, known: { zone: 'Asia/Tokyo', matrix: null } });
  expect(begun.definition.texts.name.ja).not.toBe('');
  expect(begun.problems.map(({ key }) => key)).toEqual(expect.arrayContaining(['mission', 'constituency']));
  expect(await refusalOf(approve(approver))).toBe('charter.draft.none');
  expect(await refusalOf(administrator.call('POST /api/v1/charter/publication', { body: { isPublic: true } }))).toBe(
    'charter.publish.nothing',
  );
});

it('is not approved by who wrote it, while incomplete, unread, or into the past', async () => {
  await save(withTexts({ mission }));
  expect(await refusalOf(approve(approver))).toBe('charter.approve.incomplete');
  await save(withTexts({ constituency }));
  expect(await refusalOf(approve(author))).toBe('charter.approve.own');
  expect(await refusalOf(approve(approver, { contentHash: 'x' }))).toBe('charter.approve.changed');
  expect(await refusalOf(approve(approver, { effectiveAt: '2020-01-01T00:00:00Z' }))).toBe(
    'charter.approve.in-the-past',
  );
  expect(await approve(approver)).toMatchObject({ number: 1, state: 'in-force', changes: [] });
});

it('S28 an approved version cannot be changed, deleted or emptied by anybody, the owner of the tables included', async () => {
  const { owner } = program.ground.databases;
  for (const attempt of [
    sql`update charter.version set note = 'x'`,
    sql`delete from charter.version`,
    sql`truncate charter.version cascade`,
  ])
    await expect(attempt.execute(owner)).rejects.toThrow();
  expect((await author.call('GET /api/v1/charter', {})).current).toMatchObject({ number: 1, note: 'CISOと合意' });
});

it('says what the next version changes, and holds only from its day on', async () => {
  const saved = await save(withTexts({ mission: { ja: '新しいミッション', en: mission.en } }));
  expect(saved.changes).toEqual([
    {
      ...{ part: 'text', key: 'mission', label: { ja: 'ミッション', en: 'Mission Statement' } },
      before: mission,
      after: { ja: '新しいミッション', en: mission.en },
    },
  ]);
  const next = await approve(approver, { effectiveAt: new Date(Date.now() + 86_400_000).toISOString() });
  expect(next).toMatchObject({ number: 2, state: 'to-come', changes: saved.changes });
  expect(await author.call('GET /api/v1/charter', {})).toMatchObject({
    current: { number: 1 },
    versions: [
      { number: 2, state: 'to-come' },
      { number: 1, state: 'in-force' },
    ],
  });
});

it('is written as a document in the order of RFC 2350, in both languages', async () => {
  const text = await author.fetch('/api/v1/charter/versions/1/document?format=txt&language=en');
  expect(text.headers.get('content-disposition')).toContain('rfc2350-01-en.txt');
  const lines = (await text.text()).split('\r\n');
  expect(lines).toContain('   3.1 Mission Statement');
  expect(lines).toContain(`      ${mission.en}`);
  const pdf = await author.fetch('/api/v1/charter/versions/1/document?format=pdf&language=ja');
  expect(JSON.stringify(await readPdf(new Uint8Array(await pdf.arrayBuffer()))).replaceAll(/\\n|\s/g, '')).toContain(
    mission.ja,
  );
  const word = await author.fetch('/api/v1/charter/versions/1/document?format=docx&language=ja');
  expect(
    Buffer.from(await word.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
});

it('stands on a page for everybody only while an administrator has published it, and names nobody', async () => {
  expect((await page('/rfc2350')).status).toBe(404);
  expect((await page('/rfc2350.txt')).status).toBe(404);
  expect(await refusalOf(author.call('POST /api/v1/charter/publication', { body: { isPublic: true } }))).toBe(
    'permission.use.denied',
  );
  await administrator.call('POST /api/v1/charter/publication', { body: { isPublic: true } });
  const shown = await openPage(program, '/rfc2350?lang=ja');
  expect(shown.text).toContain(mission.ja);
  const text = await page('/rfc2350.txt?lang=en');
  const said = await text.text();
  expect(text.headers.get('content-type')).toContain('text/plain');
  expect(said).toContain(mission.en);
  for (const { authors, approvedBy } of (await author.call('GET /api/v1/charter', {})).versions)
    for (const { name } of [...authors, approvedBy]) expect([shown.html, said].join()).not.toContain(name);
  await administrator.call('POST /api/v1/charter/publication', { body: { isPublic: false } });
  expect((await page('/rfc2350')).status).toBe(404);
});

it('shows hostile text as text', async () => {
  const hostile = '<script>alert(1)</script>"\'';
  await save(withTexts({ mission: { ja: hostile, en: hostile } }));
  await approve(approver);
  await administrator.call('POST /api/v1/charter/publication', { body: { isPublic: true } });
  const shown = await openPage(program, '/rfc2350?lang=en');
  expect(shown.html).not.toContain('<script>alert');
  expect(shown.text).toContain(hostile);
});

it('reports no problem of its own', () => {
  expect(program.problems).toEqual([]);
});
