import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, startTestProgram, type TestProgram, type Visitor } from '../../../../test/support/test-program.ts';

let program: TestProgram;
let commander: Visitor;
let reader: Visitor;
type Period = { readonly from: string; readonly until: string; readonly by: 'day' | 'week' };
const period: Period = { from: '2026-03-01', until: '2026-03-31', by: 'week' };

beforeAll(async () => {
  program = await startTestProgram();
  commander = await program.person('commander');
  reader = await program.person('reader');
});
afterAll(() => program.stop());

const { stringify } = JSON;
const ask = (by: Visitor, given: Partial<Period> = {}) =>
  by.call('GET /api/v1/report-statistics', { query: { ...period, ...given } });

/** A report that came in at a moment, with what came after it. */
async function report(at: string, columns: Readonly<Record<string, string | null>> = {}): Promise<string> {
  const { id } = await commander.call('POST /api/v1/reports', { body: { title: at, text: 'x' } });
  const set = { received_at: at, ...columns };
  for (const [name, value] of Object.entries(set))
    await sql`update reports.report set ${sql.ref(name)} = ${value} where id = ${id}::uuid`.execute(
      program.ground.databases.owner,
    );
  return id;
}

describe('statistics of reports', () => {
  it('refuses a period that is too long', async () => {
    expect(await refusalOf(ask(reader, { from: '2010-01-01' }))).toBe('report-statistics.show.period');
  });

  it('count in the zone of the team, by time, channel, class and age, and how fast things went', async () => {
    // Tuesday 3 March 2026, 23:30 and Wednesday 00:30 in Tokyo.
    await report('2026-03-03T14:30:00Z', {
      acknowledged_at: '2026-03-03T14:40:00Z',
      triaged_at: '2026-03-04T01:30:00Z',
    });
    await report('2026-03-03T15:30:00Z', { class_code: 'own:mis-sent', acknowledged_at: '2026-03-03T15:50:00Z' });
    await report('2026-03-10T00:00:00Z', { state: 'closed', outcome: 'answered', closed_at: '2026-03-20T00:00:00Z' });
    await report('2026-02-28T14:59:00Z');
    await report('2026-04-01T00:00:00Z');
    const found = await ask(reader);
    expect(found).toMatchObject({ zone: 'Asia/Tokyo', received: 3, closed: 1, open: 4 });
    expect(found.periods).toEqual([
      { on: '2026-02-23', received: 0, closed: 0, open: 1 },
      { on: '2026-03-02', received: 2, closed: 0, open: 3 },
      { on: '2026-03-09', received: 1, closed: 0, open: 4 },
      { on: '2026-03-16', received: 0, closed: 1, open: 3 },
      { on: '2026-03-23', received: 0, closed: 0, open: 3 },
      { on: '2026-03-30', received: 0, closed: 0, open: 3 },
    ]);
    expect(found.channels.filter(({ count }) => count > 0)).toEqual([{ channel: 'api', count: 3 }]);
    expect(found.classes).toMatchObject([
      { code: null, count: 2 },
      { code: 'own:mis-sent', count: 1 },
    ]);
    expect(found.times).toMatchObject([
      { what: 'acknowledged', count: 2, wall: { median: 15, p90: 19 } },
      { what: 'answered', count: 0, wall: null, business: null },
      // From 23:30 to 10:30 the next day: eleven hours on the clock, one and a half of business from nine.
      { what: 'triaged', count: 1, wall: { median: 660, p90: 660 }, business: { median: 90, p90: 90 } },
    ]);
    const days = await ask(reader, { by: 'day' });
    expect(days.periods.find(({ on }) => on === '2026-03-03')?.received).toBe(1);
    expect(days.periods.find(({ on }) => on === '2026-03-04')?.received).toBe(1);
    const file = await (
      await reader.fetch(
        '/api/v1/report-statistics/download?from=2026-03-01&until=2026-03-31&by=week&table=channels&language=ja',
      )
    ).text();
    expect(file).toBe('受付手段,件数\r\nメール,0\r\nフォーム,0\r\n電話,0\r\nAPI,3\r\n台帳,0\r\n');
  });

  it('leave out what was withdrawn, what is told in another report, and exercises', async () => {
    const before = await ask(reader);
    await report('2026-03-05T00:00:00Z', { withdrawn_at: '2026-03-06T00:00:00Z', state: 'closed' });
    await report('2026-03-05T00:00:00Z', { state: 'merged' });
    const { rows } = await sql<{
      count: number;
    }>`select count(*) as count from reports.report where class_code like 'own:%'`.execute(
      program.ground.databases.owner,
    );
    expect(rows[0]?.count).toBe(1);
    await report('2026-03-05T00:00:00Z', { class_code: 'rsit:test:test' });
    expect(await ask(reader)).toEqual(before);
  });

  it('S8: are byte-identical with and without a secret report, and whole for those who see it', async () => {
    const before = stringify(await ask(reader));
    const secret = await report('2026-03-05T09:00:00Z', {
      class_code: 'own:insider',
      triaged_at: '2026-03-06T00:00:00Z',
    });
    const { id: compartmentId } = await commander.call('POST /api/v1/compartments', { body: { name: 'secret' } });
    await commander.call('POST /api/v1/subjects/{id}/restrict', { params: { id: secret }, body: { compartmentId } });
    expect(stringify(await ask(reader))).toBe(before);
    expect((await ask(commander)).received).toBe((JSON.parse(before) as { received: number }).received + 1);
    for (const table of ['periods', 'channels', 'classes', 'times', 'backlog']) {
      const address = `/api/v1/report-statistics/download?from=2026-03-01&until=2026-03-31&by=day&table=${table}`;
      const [mine, theirs] = [
        await (await commander.fetch(address)).text(),
        await (await reader.fetch(address)).text(),
      ];
      expect([table, mine === theirs]).toEqual([table, false]);
    }
    const ledger = '/api/v1/ledger?format=csv&receivedAt.gte=2026-03-05T09:00:00Z&receivedAt.lt=2026-03-05T09:00:01Z';
    expect((await (await reader.fetch(ledger)).text()).trim().split('\r\n')).toHaveLength(1);
    expect((await (await commander.fetch(ledger)).text()).trim().split('\r\n')).toHaveLength(2);
  });
});
