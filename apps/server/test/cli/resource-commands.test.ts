import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken } from '../../src/platform/identity/index.ts';
import { type CliResult, ensureBuilt, matoi } from '../support/cli-run.ts';
import { makeRouteWorld, type RouteWorld } from '../support/route-world.ts';
import { askedByOperator } from '../support/sessions.ts';

let world: RouteWorld;
let tokens: Readonly<Record<'commander' | 'handler' | 'soc', string>>;

beforeAll(async () => {
  await ensureBuilt();
  world = await makeRouteWorld();
  const tokenOf = async (role: 'commander' | 'handler' | 'soc') => {
    const input = { name: `cli ${role}`, role, expiresAt: null };
    return (await world.program.runner.run(createToken, input, askedByOperator)).token;
  };
  tokens = { commander: await tokenOf('commander'), handler: await tokenOf('handler'), soc: await tokenOf('soc') };
}, 180_000);
afterAll(() => world.stop());

const run = (
  args: readonly string[],
  input?: string,
  role: 'commander' | 'handler' | 'soc' = 'handler',
): Promise<CliResult> =>
  matoi(args, {
    env: { MATOI_URL: `${world.program.origin}/`, MATOI_TOKEN: tokens[role] },
    ...(input === undefined ? {} : { input }),
  });

describe('matoi reports, incidents, journal', () => {
  it('hand a report in from standard input, open an incident of it, note, and close it', async () => {
    const submitted = await run(
      ['reports', 'submit', '--title', '不審なメール', '--source', 'soc', '--external-id', 'X-1'],
      '本文\n二行目\n',
    );
    expect(submitted).toMatchObject({ code: 0, err: '' });
    expect(submitted.out).toMatch(/^REP-\d{4}-\d{4,}\n$/);
    const report = submitted.out.trim();

    const shown = await run(['reports', 'show', report]);
    expect(shown.out).toContain('不審なメール');
    expect(shown.out).toContain('本文\n二行目');

    const opened = await run(['incidents', 'open', '--report', report]);
    expect(opened.out).toMatch(/^INC-\d{4}-\d{4,}\n$/);
    const incident = opened.out.trim();

    const added = await run(['journal', 'add', incident, '--text', '電話で確認', '--lane', 'communication']);
    expect(added).toMatchObject({ code: 0, err: '' });
    const journal = await run(['journal', 'list', incident]);
    expect(journal.out).toContain('電話で確認');
    expect(journal.out).toContain('[incident.opened]');

    const close = ['incidents', 'close', incident, '--outcome', 'resolved', '--reason', '完了'];
    const early = await run(close);
    expect([early.code, early.out]).toEqual([5, '']);
    const closed = await run([...close, '--override', '電話で確認済み'], undefined, 'commander');
    expect(closed).toEqual({ code: 0, out: `${incident} closed\n`, err: '' });
    const json = JSON.parse((await run(['incidents', 'show', incident, '--json'])).out);
    expect(json).toMatchObject({ number: incident, phase: 'closed', closing: { reason: '完了' } });
  }, 60_000);

  it('print lists as a table and as JSON, and say that there is more', async () => {
    const table = await run(['reports', 'list', '--limit', '1']);
    expect(table.code).toBe(0);
    expect(table.out.split('\n')[0]).toMatch(/^NUMBER\s+STATE\s+RECEIVED\s+FROM\s+TITLE$/);
    expect(table.err).toMatch(/^There are more \(\d+ in all\)\.\n$/);
    const json = await run(['reports', 'list', '--limit', '1', '--json']);
    expect(JSON.parse(json.out).items).toHaveLength(1);
  });

  it('neutralise what strangers wrote', async () => {
    await world.program.ground.databases.owner
      .updateTable('reports.report')
      .set({ title: 'a\u001b]0;owned\u0007\u202ex', text: 'b\u001b[2J\r\nc', reporter_address: '\u009b2J@example.com' })
      .where('id', '=', world.reports.open)
      .execute();
    for (const args of [
      ['reports', 'list'],
      ['reports', 'show', world.reports.open],
      ['reports', 'show', world.reports.open, '--json'],
    ]) {
      const { out, code } = await run(args);
      expect(code).toBe(0);
      expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  }, 60_000);

  it('say a refusal in its sentence, as JSON when asked, and end with 5', async () => {
    const absent = await run(['incidents', 'show', 'INC-2026-9999']);
    expect([absent.code, absent.out]).toEqual([5, '']);
    expect(absent.err).toMatch(/^[A-Z].*\.\n$/);
    const json = await run(['incidents', 'show', 'INC-2026-9999', '--json']);
    expect(JSON.parse(json.err)).toMatchObject({ code: 'record.find.not-found' });
    const denied = await run(['incidents', 'list'], undefined, 'soc');
    expect([denied.code, denied.out]).toEqual([5, '']);
    const wrong = await run(['incidents', 'list', '--phase', 'nonsense']);
    expect(wrong.code).toBe(5);
    expect(wrong.err).toContain('query.phase');
  }, 60_000);

  it('end with 2 for words that they do not know, and name what is missing', async () => {
    for (const args of [
      ['reports', 'submit'],
      ['incidents', 'show'],
      ['incidents', 'nonsense'],
      ['nonsense'],
      ['incidents', 'close', 'INC-2026-0001', '--outcome', 'resolved'],
      ['journal', 'add', 'INC-2026-0001', '--text', 'x', '--lane', 'nowhere'],
    ]) {
      const { code, out, err } = await run(args);
      expect([args, code, out]).toEqual([args, 2, '']);
      expect(err.length).toBeGreaterThan(10);
      expect(err).not.toMatch(/\n\s+at /);
    }
  }, 60_000);

  it('say what to set without a token, and that no server answers without one', async () => {
    const none = await matoi(['reports', 'list'], { env: { MATOI_URL: world.program.origin } });
    expect([none.code, none.out]).toEqual([2, '']);
    expect(none.err).toContain('MATOI_TOKEN');
    const wrong = await matoi(['reports', 'list'], {
      env: { MATOI_URL: world.program.origin, MATOI_TOKEN: 'matoi_wrong' },
    });
    expect(wrong.code).toBe(5);
    expect(wrong.err).not.toContain('matoi_wrong');
    const away = await matoi(['reports', 'list'], { env: { MATOI_URL: 'http://127.0.0.1:1', MATOI_TOKEN: 'x' } });
    expect(away.code).toBe(5);
    expect(away.err).toMatch(/^[A-Z].*\.\n$/);
  }, 60_000);

  it('do not fail on a file that is not there', async () => {
    const { code, err } = await run(['reports', 'submit', '--title', 'x', '--file', '/nowhere/at/all']);
    expect(code).toBe(2);
    expect(err).toContain('/nowhere/at/all');
    expect(err).not.toMatch(/\n\s+at /);
  });
});
