import { randomBytes } from 'node:crypto';
import { Refused } from '@matoi/kernel';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, startTestProgram, type TestProgram, type Visitor } from '../../../test/support/test-program.ts';
import { decodeCursor, encodeCursor } from './index.ts';

const key = randomBytes(32);

function isRefused(text: string, sort = 'incidents newest', withKey = key): boolean {
  try {
    decodeCursor(withKey, sort, text);
    return false;
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'list.read.cursor-invalid') return true;
    throw error;
  }
}

describe('a cursor', () => {
  const cursor = { sort: 'incidents newest', value: '2026-01-01T00:00:00.000Z', id: 'x' };
  const text = encodeCursor(key, cursor);

  it('comes back as it was made', () => {
    expect(decodeCursor(key, cursor.sort, text)).toEqual(cursor);
    expect(decodeCursor(key, cursor.sort, undefined)).toBeNull();
  });

  it('of another sort, list or installation is refused', () => {
    expect(isRefused(text, 'incidents oldest')).toBe(true);
    expect(isRefused(text, 'reports newest')).toBe(true);
    expect(isRefused(text, cursor.sort, randomBytes(32))).toBe(true);
  });

  it('that was made up or changed is refused, and never an error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (made) => isRefused(made)));
    const [body = '', signature = ''] = text.split('.');
    for (const other of [
      '',
      '.',
      body,
      `${body}.`,
      `.${signature}`,
      `${signature}.${body}`,
      `${body.slice(1)}.${signature}`,
    ]) {
      expect([other, isRefused(other)]).toEqual([other, true]);
    }
    const forged = Buffer.from(JSON.stringify([cursor.sort, '2030-01-01T00:00:00.000Z', 'x'])).toString('base64url');
    expect(isRefused(`${forged}.${signature}`)).toBe(true);
  });
});

describe('a list over HTTP', () => {
  let program: TestProgram;
  let handler: Visitor;
  beforeAll(async () => {
    program = await startTestProgram();
    handler = await program.person('handler', 'auditor');
    for (let at = 0; at < 25; at += 1) await open(`before ${at}`);
  });
  afterAll(() => program.stop());

  const open = (title: string) => handler.call('POST /api/v1/incidents', { body: { title } });

  it.each(['newest', 'oldest'] as const)(
    'sorted by %s shows each row once while others are added and share a moment',
    async (sort) => {
      // All rows that exist so far get two moments only, so that the id has to decide.
      await sql`update incidents.incident set opened_at = date_trunc('second', now()) - make_interval(secs => abs(hashtext(id::text)) % 2)
      where title like 'before%'`.execute(program.ground.databases.owner);
      const seen: string[] = [];
      let cursor: string | undefined;
      for (let turn = 0; turn < 100; turn += 1) {
        const page = await handler.call('GET /api/v1/incidents', {
          query: { sort, limit: 3, ...(cursor === undefined ? {} : { cursor }) },
        });
        seen.push(...page.items.map((item) => item.title));
        if (page.next === null) break;
        cursor = page.next;
        if (turn < 5) await open(`while ${sort} ${turn}`);
      }
      expect(new Set(seen).size).toBe(seen.length);
      const before = seen.filter((title) => title.startsWith('before'));
      expect(before.sort()).toEqual(Array.from({ length: 25 }, (_, at) => `before ${at}`).sort());
    },
  );

  it('refuses a cursor of another sort or list with 400, whatever is in it', async () => {
    const { next } = await handler.call('GET /api/v1/incidents', { query: { limit: 1 } });
    const cursor = next ?? '';
    expect(await refusalOf(handler.call('GET /api/v1/incidents', { query: { sort: 'oldest', cursor } }))).toBe(
      'list.read.cursor-invalid',
    );
    expect(await refusalOf(handler.call('GET /api/v1/reports', { query: { cursor } }))).toBe(
      'list.read.cursor-invalid',
    );
    await expect
      .poll(async () => (await handler.call('GET /api/v1/audit-entries', { query: { limit: 1 } })).next)
      .not.toBeNull();
    const audit = await handler.call('GET /api/v1/audit-entries', { query: { limit: 1 } });
    const foreign = await handler.fetch(`/api/v1/incidents?cursor=${audit.next}`);
    expect([foreign.status, ((await foreign.json()) as { code: string }).code]).toEqual([
      400,
      'list.read.cursor-invalid',
    ]);
    for (const made of ['x', 'e30.e30', `${cursor}x`.replace('.', '..')]) {
      expect((await handler.fetch(`/api/v1/incidents?cursor=${encodeURIComponent(made)}`)).status).toBe(400);
    }
  });

  it('refuses fields and sorts that it does not offer instead of putting them into SQL', async () => {
    for (const query of [
      'sort=title',
      'sort=opened_at;drop table x',
      'order=1',
      "phase=triage'--",
      'limit=0',
      'limit=201',
      'limit=1e9',
      'compartment=2',
    ]) {
      const answer = await handler.fetch(`/api/v1/incidents?${encodeURI(query)}`);
      expect([query, answer.status]).toEqual([query, 400]);
    }
    expect(program.problems.map(String)).toEqual([]);
  });
});
