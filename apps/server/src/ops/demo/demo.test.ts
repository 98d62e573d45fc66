import { createClient } from '@matoi/client';
import { incidentPhases } from '@matoi/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestGround } from '../../../test/support/test-database.ts';
import { startTestProgram, type TestProgram, until, type Visitor } from '../../../test/support/test-program.ts';
import type { Ground } from '../../platform/composition/index.ts';
import { people } from './people.ts';
import { makeCalendar } from './plan.ts';
import { demoIncidents, demoReports, isFresh, runDemo } from './run.ts';

const password = 'only for this run of tests';
const now = new Date();
let ground: Ground;
let wasFresh: boolean;
let program: TestProgram;
let outsider: Visitor;

beforeAll(async () => {
  ground = await openTestGround();
  wasFresh = await isFresh(ground);
  await runDemo({ ground, publicUrl: 'http://127.0.0.1:8700', now, password, say: () => undefined });
});
afterAll(async () => {
  if (program === undefined) await ground.close();
  else await program.stop();
});

/** Signs in as one of the invented people, with the password that the command prints. */
async function signIn(email: string) {
  const { origin } = program;
  const answer = await fetch(`${origin}/api/v1/session/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  expect([email, answer.status]).toEqual([email, 200]);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return createClient({ origin, fetch, headers: () => ({ cookie }) });
}

const count = async (from: string) => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.raw(from)}`.execute(
    ground.databases.owner,
  );
  return rows[0]?.count;
};

/** What would leave by mail; a question on the page of a report never does. */
const leaving = "correspondence.message where state not in ('suppressed', 'received') and via = 'mail'";

describe('the demonstration', () => {
  it('goes into a fresh installation only, and leaves one that is not', async () => {
    expect(wasFresh).toBe(true);
    expect(await isFresh(ground)).toBe(false);
  });

  it('queues nothing for sending, and leaves no fact that somebody has yet to hear of', async () => {
    expect(await count(leaving)).toBe(0);
    expect(await count("correspondence.message where state = 'suppressed'")).toBeGreaterThan(10);
    expect(await count('platform.fact where position is null')).toBe(0);
  });

  it('has each act at a moment of its own in the past, in the order of the audit log', async () => {
    const calendar = makeCalendar(now, 'Asia/Tokyo');
    const { rows } = await sql<{ first: Date; last: Date }>`select min(at) as first, max(at) as last
      from platform.audit_entry`.execute(ground.databases.owner);
    expect(rows[0]?.first.getTime()).toBe(calendar.at('-42 09:00').getTime());
    expect(rows[0]?.last.getTime()).toBeLessThanOrEqual(now.getTime());
  });

  it('lets everybody of the team sign in', async () => {
    program = await startTestProgram({}, { ground: async () => ground });
    outsider = await program.person('handler');
    for (const { email } of people) await signIn(email);
  });

  it('still queues nothing once the program has done what fell due in the past', async () => {
    await until(
      () => count('graphile_worker.jobs where run_at <= now()'),
      (left) => left === 0,
    );
    expect(await count(leaving)).toBe(0);
    expect(program.problems.map(String)).toEqual([]);
  });

  it('has reports of every channel, the incidents in every phase, and instructions at every turn', async () => {
    const client = await signIn('asagi@moegido.example');
    const reports = await client.call('GET /api/v1/reports', { query: { limit: 200 } });
    expect(reports.items).toHaveLength(demoReports.length);
    expect(new Set(reports.items.map(({ channel }) => channel))).toEqual(new Set(['mail', 'form', 'phone', 'api']));
    expect(new Set(reports.items.map(({ state }) => state))).toEqual(
      new Set(['new', 'waiting', 'handled', 'closed', 'merged']),
    );
    const incidents = await client.call('GET /api/v1/incidents', { query: { limit: 200 } });
    expect(incidents.items).toHaveLength(demoIncidents.length);
    expect(new Set(incidents.items.map(({ phase }) => phase))).toEqual(new Set(incidentPhases));
    expect(incidents.items.every(({ openedAt }) => new Date(openedAt) < now)).toBe(true);
    const { items } = await client.call('GET /api/v1/instructions', { query: { limit: 200 } });
    const states = new Set(items.flatMap((one) => one.recipients.map(({ state }) => state)));
    expect(states).toEqual(new Set(['withheld', 'opened', 'acknowledged', 'refused', 'done']));
  });

  it('has one issued report to management and one closing report, with files', async () => {
    const client = await signIn('kurata@moegido.example');
    const { items } = await client.call('GET /api/v1/incidents', { query: { limit: 200 } });
    const kinds: string[] = [];
    for (const { id } of items) {
      const issued = await client.call('GET /api/v1/subjects/{id}/management-reports', { params: { id } });
      for (const one of issued.items) {
        expect(one).toMatchObject({ state: 'issued', number: 1 });
        expect(one.issued?.files.map(({ format }) => format).toSorted()).toEqual(['docx', 'pdf']);
        kinds.push(one.kind);
      }
    }
    expect(kinds.toSorted()).toEqual(['closing', 'progress']);
  });

  it('has reported in time, told two recipients different numbers, and decided by word of mouth and in an emergency', async () => {
    const client = await signIn('kurata@moegido.example');
    const { items } = await client.call('GET /api/v1/incidents', { query: { limit: 200 } });
    const idOf = (word: string) => items.find(({ title }) => title.includes(word))?.id ?? '';
    const duties = await client.call('GET /api/v1/subjects/{id}/obligations', { params: { id: idOf('リスト型攻撃') } });
    expect(duties.filings.map(({ state }) => state).toSorted()).toEqual(['draft', 'filed', 'filed']);
    expect(duties.conflicts.map(({ key }) => key)).toEqual(['persons.count']);
    expect(duties.changed.map(({ differences }) => differences.map(({ key }) => key))).toEqual([['persons.count']]);
    const preliminary = duties.items
      .find(({ regimeId }) => regimeId === 'jp-appi')
      ?.stages.find(({ stage }) => stage === 'preliminary');
    expect(preliminary?.state).toBe('filed');
    const ransomware = idOf(demoIncidents[0]?.title ?? '');
    const plan = await client.call('GET /api/v1/subjects/{id}/obligations', { params: { id: ransomware } });
    expect(plan.plan.map(({ state }) => state)).toEqual(['filed']);
    const decisions = await client.call('GET /api/v1/subjects/{id}/decisions', { params: { id: ransomware } });
    expect(decisions.items.map(({ kind }) => kind).toSorted()).toEqual(['brief', 'emergency', 'oral', 'order']);
  });

  it('has held a meeting whose minutes its chair confirmed, and plans the next one', async () => {
    const { rows } = await sql<{ ordinal: number; state: string; editions: number }>`
      select m.ordinal, m.state, (select count(*)::int from meetings.minutes e where e.meeting_id = m.id) as editions
      from meetings.meeting m order by m.ordinal`.execute(ground.databases.owner);
    expect(rows).toEqual([
      { ordinal: 1, state: 'confirmed', editions: 1 },
      { ordinal: 2, state: 'planned', editions: 0 },
    ]);
  });

  it('hides the restricted incident and its report from who is not a member', async () => {
    const inside = await signIn('asagi@moegido.example');
    const restricted = (await inside.call('GET /api/v1/incidents', { query: { limit: 200 } })).items.filter(
      ({ compartment }) => !compartment.isOpen,
    );
    expect(restricted).toHaveLength(1);
    const seen = await outsider.call('GET /api/v1/incidents', { query: { limit: 200 } });
    expect(seen.items).toHaveLength(demoIncidents.length - 1);
    expect((await outsider.fetch(`/api/v1/incidents/${restricted[0]?.id}`)).status).toBe(404);
    expect((await outsider.call('GET /api/v1/search', { query: { q: '退職予定者' } })).items).toEqual([]);
    expect((await inside.call('GET /api/v1/search', { query: { q: '退職予定者' } })).items.length).toBeGreaterThan(0);
  });
});
