import { randomBytes } from 'node:crypto';
import { makeId, type SubjectId } from '@matoi/kernel';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestGround } from '../../../test/support/test-database.ts';
import { systemActor } from '../access/index.ts';
import { setCompartments } from '../db/index.ts';
import type { Work } from '../work/index.ts';
import { indexText, matchingIds } from './index.ts';

let ground: Awaited<ReturnType<typeof openTestGround>>;
beforeAll(async () => {
  ground = await openTestGround();
});
afterAll(() => ground.close());

async function asWork<T>(use: (work: Work) => Promise<T>): Promise<T> {
  return ground.databases.app.transaction().execute(async (db) => {
    await setCompartments(db, [1]);
    return use({
      db,
      actor: systemActor('journal', [1]),
      now: new Date(),
      kinds: new Map(),
      random: randomBytes,
      newId: () => makeId(new Date(), randomBytes),
      fact: () => undefined,
    });
  });
}

async function store(text: string): Promise<string> {
  return asWork(async (work) => {
    const id: SubjectId = work.newId<'Subject'>();
    await work.db
      .insertInto('platform.subject')
      .values({ id, kind: 'report', title: 'x', compartment_id: 1, created_at: work.now, updated_at: work.now })
      .execute();
    await indexText(work, { subjectId: id, part: 'main', texts: [text] });
    return id;
  });
}

const find = (typed: string) => asWork((work) => matchingIds(work, 'report', typed));

describe('the stored search', () => {
  it('finds what the tokenizer promises', async () => {
    const id = await store('外部のＶＰＮ機器からｱｸｾｽ CVE-2024-8935 hxxp://evil[.]example/a');
    for (const typed of ['アクセス', 'ぶのVPN', 'vpn機器', '機', 'cve-2024-89', 'evil.example', '機器 evil アクセス']) {
      const expected = typed !== 'ぶのVPN';
      expect([typed, (await find(typed)).includes(id)]).toEqual([typed, expected]);
    }
  });

  it.each([
    "'",
    "''; drop table x; --",
    '\\',
    "\\'",
    'a & b | !c <-> d:*',
    '(((',
    ':*',
    '%_%',
    '😀😀',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'a\ud800b漏',
    '漏'.repeat(10_000),
    'word '.repeat(2_000),
    "' ".repeat(5_000),
    'ﷺ'.repeat(200),
  ])('takes %j without an error', async (typed) => {
    expect(await find(typed)).toBeInstanceOf(Array);
  });

  it('takes anything that can be typed or written', async () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (text, typed) => {
        await store(text);
        expect(await find(typed)).toBeInstanceOf(Array);
      }),
      { numRuns: 60 },
    );
  });

  it('stores a text that was made to have more words than an entry can hold', async () => {
    // Each sign becomes three letters of two bytes; pairs joined by a dot count twice: more than 1 MiB from 100,000 signs.
    const ligatures = new Map(
      Array.from({ length: 120 }, (_, at) => String.fromCharCode(0xfd50 + at))
        .filter((one) => /^\p{L}{3}$/u.test(one.normalize('NFKC')))
        .map((one) => [one.normalize('NFKC'), one]),
    );
    const signs = [...ligatures.values()];
    const sign = (at: number) => signs[at % signs.length] ?? '';
    const word = (at: number) =>
      sign(at) + sign(Math.floor(at / signs.length)) + sign(Math.floor(at / signs.length ** 2)) + sign(0).repeat(7);
    const pairs = Array.from({ length: 4_540 }, (_, at) => `${word(2 * at)}.${word(2 * at + 1)}`);
    const id = await store(`先頭 ${pairs.join(' ')}`);
    expect(await find('先頭')).toContain(id);
  });
});
