import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, startTestProgram, type TestProgram, type Visitor } from '../../../../test/support/test-program.ts';

let program: TestProgram;
let commander: Visitor;
let handler: Visitor;
let outsider: Visitor;
let compartmentId = 0;
let count = 0;

beforeAll(async () => {
  program = await startTestProgram();
  commander = await program.person('commander');
  handler = await program.person('handler');
  outsider = await program.person('handler');
  const made = await commander.call('POST /api/v1/compartments', { body: { name: 'named', memberIds: [handler.id] } });
  compartmentId = made.id;
});
afterAll(() => program.stop());
beforeEach(() => {
  count += 1;
});

async function report(title = `件 ${count}`, text = '本文') {
  const { id } = await handler.call('POST /api/v1/reports', { body: { title, text } });
  return handler.call('GET /api/v1/reports/{id}', { params: { id } });
}
const again = (id: string) => handler.call('GET /api/v1/reports/{id}', { params: { id } });
const restrict = (id: string) =>
  handler.call('POST /api/v1/subjects/{id}/restrict', { params: { id }, body: { compartmentId } });
const numbersIn = async (query: object) =>
  (await handler.call('GET /api/v1/reports', { query: { limit: 200, ...query } })).items.map((item) => item.number);

describe('triage of a report', () => {
  it('gives the priority of the table and moves the deadline with it', async () => {
    const made = await report();
    const calm = await handler.call('PATCH /api/v1/reports/{id}', {
      params: { id: made.id },
      version: made.version,
      body: { impact: 'low', urgency: 'low' },
    });
    const urgent = await handler.call('PATCH /api/v1/reports/{id}', {
      params: { id: made.id },
      version: calm.version,
      body: { impact: 'high', urgency: 'high', isConfirmed: true },
    });
    expect([calm.priority, urgent.priority]).toEqual([4, 1]);
    expect(Date.parse(urgent.dueAt ?? '')).toBeLessThan(Date.parse(calm.dueAt ?? ''));
    expect([calm.triagedAt, urgent.triagedBy?.id]).toEqual([null, handler.id]);
    const open = await handler.call('PATCH /api/v1/reports/{id}', {
      params: { id: made.id },
      version: urgent.version,
      body: { urgency: null },
    });
    expect([open.impact, open.urgency, open.priority]).toEqual(['high', null, null]);
  });

  it('takes classes, tags, marking and a better title, which search finds', async () => {
    const made = await report();
    const done = await handler.call('PATCH /api/v1/reports/{id}', {
      params: { id: made.id },
      version: made.version,
      body: { title: '営業端末の紛失', tags: ['紛失', '紛失', 'vip'], tlp: 'amber+strict', classCode: null },
    });
    expect(done).toMatchObject({ title: '営業端末の紛失', tags: ['紛失', 'vip'], tlp: 'amber+strict' });
    expect(await numbersIn({ q: '営業端末' })).toEqual([made.number]);
    expect(await numbersIn({ tag: 'vip' })).toContain(made.number);
  });

  it('is not refused because a colleague has looked at what arrived in the meantime', async () => {
    const made = await report();
    await sql`update reports.report set news_at = now() where id = ${made.id}::uuid`.execute(
      program.ground.databases.owner,
    );
    const looked = await commander.call('POST /api/v1/reports/{id}/look', { params: { id: made.id }, body: {} });
    expect([looked.newsAt, looked.version]).toEqual([null, made.version]);
    const done = await handler.call('PATCH /api/v1/reports/{id}', {
      params: { id: made.id },
      version: made.version,
      body: { urgency: 'low' },
    });
    expect(done.urgency).toBe('low');
  });

  it('refuses what is no class, a stale version, and a report that is dealt with', async () => {
    const made = await report();
    const triage = (version: number, body: object) =>
      handler.call('PATCH /api/v1/reports/{id}', { params: { id: made.id }, version, body });
    expect(await refusalOf(triage(made.version, { classCode: 'no-such' }))).toBe('reports.triage.class-unknown');
    expect(await refusalOf(triage(made.version + 7, { urgency: 'low' }))).toBe('record.change.stale');
    const closed = await handler.call('POST /api/v1/reports/{id}/close', {
      params: { id: made.id },
      version: made.version,
      body: { outcome: 'spam', reason: 'x' },
    });
    expect(await refusalOf(triage(closed.version, { urgency: 'low' }))).toBe('reports.triage.not-open');
  });
});

describe('giving a report to somebody', () => {
  it('is for those who work on reports and see this one', async () => {
    const made = await report();
    const reader = await program.person('reader');
    const assign = (version: number, accountId: string | null) =>
      handler.call('POST /api/v1/reports/{id}/assign', { params: { id: made.id }, version, body: { accountId } });
    expect(await refusalOf(assign(made.version, reader.id))).toBe('reports.assign.cannot-work');
    const given = await assign(made.version, outsider.id);
    expect(given.assignee?.id).toBe(outsider.id);
    expect(await numbersIn({ assignee: outsider.id })).toEqual([made.number]);
    await restrict(made.id);
    const now = await again(made.id);
    expect(await refusalOf(assign(now.version, outsider.id))).toBe('reports.assign.cannot-work');
    const able = await handler.call('GET /api/v1/assignees', { query: { reportId: made.id } });
    expect(able.items.map((one) => one.id).toSorted()).toEqual([commander.id, handler.id].toSorted());
    expect((await assign(now.version, null)).assignee).toBeNull();
  });
});

describe('a snoozed report', () => {
  it('is out of the open list until its time, and comes back by hand', async () => {
    const made = await report();
    const snooze = (until: string) =>
      handler.call('POST /api/v1/reports/{id}/snooze', {
        params: { id: made.id },
        version: made.version,
        body: { until },
      });
    expect(await refusalOf(snooze('2001-01-01T00:00:00Z'))).toBe('reports.snooze.not-future');
    const before = await handler.call('GET /api/v1/report-counts', {});
    const asleep = await snooze('2100-01-01T00:00:00Z');
    expect(await numbersIn({ state: 'new', snoozed: 'no' })).not.toContain(made.number);
    expect(await numbersIn({ snoozed: 'yes' })).toEqual([made.number]);
    const counts = await handler.call('GET /api/v1/report-counts', {});
    expect(counts.lists.snoozed.count).toBe(before.lists.snoozed.count + 1);
    expect(counts.lists.open.count).toBe(before.lists.open.count - 1);
    await handler.call('POST /api/v1/reports/{id}/wake', {
      params: { id: made.id },
      version: asleep.version,
      body: {},
    });
    expect(await numbersIn({ state: 'new', snoozed: 'no' })).toContain(made.number);
  });
});

describe('the way back of an outcome', () => {
  it('opens a closed or handed-over report again, with the reason in its journal', async () => {
    const made = await report();
    const handed = await handler.call('POST /api/v1/reports/{id}/hand-over', {
      params: { id: made.id },
      version: made.version,
      body: { to: '総務課', reason: '入館証の件' },
    });
    expect(handed).toMatchObject({ state: 'closed', outcome: 'handed-over', handedTo: '総務課' });
    expect(handed.answeredAt).not.toBeNull();
    const back = await handler.call('POST /api/v1/reports/{id}/reopen', {
      params: { id: made.id },
      version: handed.version,
      body: { reason: '差し戻された' },
    });
    expect(back).toMatchObject({ state: 'new', outcome: null, handedTo: null, closing: null });
    const journal = await handler.call('GET /api/v1/journal-entries', { query: { subjectId: made.id } });
    expect(journal.items.map((entry) => entry.act?.code)).toEqual(
      expect.arrayContaining(['report.handed-over', 'report.reopened']),
    );
    const refused = handler.call('POST /api/v1/reports/{id}/reopen', {
      params: { id: made.id },
      version: back.version,
      body: { reason: 'x' },
    });
    expect(await refusalOf(refused)).toBe('reports.reopen.not-closed');
  });

  it('takes a report out of its incident; it can join another one', async () => {
    const made = await report();
    const incident = await handler.call('POST /api/v1/incidents', { body: { reportId: made.id } });
    const handled = await again(made.id);
    expect(handled).toMatchObject({ state: 'handled', can: { detach: true, close: false } });
    await handler.call('POST /api/v1/reports/{id}/detach', {
      params: { id: made.id },
      version: handled.version,
      body: { reason: '別件' },
    });
    const other = await handler.call('POST /api/v1/incidents', { body: { title: '別の件' } });
    const joined = await handler.call('POST /api/v1/incidents/{id}/reports', {
      params: { id: other.id },
      body: { reportId: made.id },
    });
    expect(joined.reports.map((one) => one.number)).toEqual([made.number]);
    const left = await handler.call('GET /api/v1/incidents/{id}', { params: { id: incident.id } });
    expect(left.reports).toEqual([]);
  });

  it('no report joins a closed incident or one in another compartment', async () => {
    const made = await report();
    const incident = await handler.call('POST /api/v1/incidents', { body: { title: 'x' } });
    const join = () =>
      handler.call('POST /api/v1/incidents/{id}/reports', { params: { id: incident.id }, body: { reportId: made.id } });
    await restrict(made.id);
    expect(await refusalOf(join())).toBe('incidents.add-report.compartments-differ');
    await handler.call('POST /api/v1/incidents/{id}/close', {
      params: { id: incident.id },
      version: incident.version,
      body: { outcome: 'not-an-incident', reason: 'x' },
    });
    expect(await refusalOf(join())).toBe('incidents.annotate.closed');
  });
});

describe('merging', () => {
  const merge = (from: { id: string; version: number }, intoId: string) =>
    handler.call('POST /api/v1/reports/{id}/merge', {
      params: { id: from.id },
      version: from.version,
      body: { intoId },
    });

  it('is shown before it is done, tells the one in the other, and is undone as it was', async () => {
    const [from, into] = [await report('電話：誤送信の件'), await report('誤送信の件')];
    const preview = await handler.call('POST /api/v1/reports/{id}/merge-preview', {
      params: { id: from.id },
      body: { intoId: into.id },
    });
    expect([preview.from.number, preview.into.number, preview.isMoved]).toEqual([from.number, into.number, false]);
    expect((await again(from.id)).state).toBe('new');
    const merged = await merge(from, into.number);
    expect(merged).toMatchObject({ state: 'merged', mergedInto: { number: into.number } });
    expect((await again(into.id)).merged.map((one) => one.number)).toEqual([from.number]);
    const undone = await handler.call('POST /api/v1/reports/{id}/unmerge', {
      params: { id: from.id },
      version: merged.version,
      body: {},
    });
    expect(undone).toMatchObject({ state: 'new', mergedInto: null, title: from.title });
    expect((await again(into.id)).merged).toEqual([]);
  });

  it('is refused into itself, into a merged one, and between two restricted ones', async () => {
    const [a, b, c] = [await report(), await report(), await report()];
    expect(await refusalOf(merge(a, a.id))).toBe('reports.merge.same');
    await merge(b, c.id);
    expect(await refusalOf(merge(a, b.id))).toBe('reports.merge.target-merged');
    const other = await commander.call('POST /api/v1/compartments', {
      body: { name: 'other', memberIds: [handler.id] },
    });
    await restrict(a.id);
    await handler.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: c.id },
      body: { compartmentId: other.id },
    });
    expect(await refusalOf(merge(await again(a.id), c.id))).toBe('reports.merge.compartments-differ');
  });

  it('S32 ends in the more restricted compartment: nobody sees more than before', async () => {
    const [from, into] = [await report(), await report()];
    await restrict(from.id);
    await merge(await again(from.id), into.id);
    expect((await again(into.id)).compartment.id).toBe(compartmentId);
    for (const { id } of [from, into])
      expect(await refusalOf(outsider.call('GET /api/v1/reports/{id}', { params: { id } }))).toBe(
        'record.find.not-found',
      );
  });
});

describe('what looks alike', () => {
  it('is proposed with its reasons, to those who see it, until somebody says it is another matter', async () => {
    const text = '本日18時30分ごろ、年末のご案内メールを宛先に入れたまま一斉送信してしまいました';
    const one = await report('【至急】お客様へのご案内をTo一斉で送信', text);
    const two = await report('お客様へのご案内をTo一斉で送信', text);
    const related = () => outsider.call('GET /api/v1/reports/{id}/related', { params: { id: two.id } });
    const found = (await related()).duplicates.find((other) => other.subject.id === one.id);
    expect(found?.reasons).toEqual(expect.arrayContaining(['like-text', 'close-in-time']));
    expect(found?.score).toBeGreaterThan(0.5);
    await handler.call('POST /api/v1/reports/{id}/distinguish', {
      params: { id: one.id },
      body: { otherId: two.id },
    });
    expect((await related()).duplicates.map((other) => other.subject.id)).not.toContain(one.id);
    const third = await report('お客様へのご案内をTo一斉で送信', text);
    expect((await related()).duplicates.map((other) => other.subject.id)).toContain(third.id);
    await restrict(third.id);
    expect(JSON.stringify(await related())).not.toContain(third.number);
  });
});

describe('many at once', () => {
  it('succeed or are refused each for itself', async () => {
    const [a, b] = [await report(), await report()];
    const result = await handler.call('POST /api/v1/reports/bulk', {
      body: {
        items: [
          { id: a.id, version: a.version },
          { id: b.id, version: b.version + 1 },
          { id: '0192f0a0-0000-7000-8000-000000000000', version: 1 },
        ],
        act: { kind: 'close', outcome: 'spam', reason: '迷惑メール' },
      },
    });
    expect(result.items.map((item) => [item.isDone, item.code])).toEqual([
      [true, null],
      [false, 'record.change.stale'],
      [false, 'record.find.not-found'],
    ]);
    expect([(await again(a.id)).state, (await again(b.id)).state]).toEqual(['closed', 'new']);
  });

  it.each([
    ['tag', { kind: 'tag', add: ['急'], remove: [] }, { tags: ['急'] }],
    ['snooze', { kind: 'snooze', until: '2100-01-01T00:00:00Z' }, { snoozedUntil: '2100-01-01T00:00:00.000Z' }],
    ['assign', { kind: 'assign', accountId: null }, { assignee: null }],
  ] as const)('%s', async (_name, act, expected) => {
    const made = await report();
    await handler.call('POST /api/v1/reports/bulk', {
      body: { items: [{ id: made.id, version: made.version }], act: structuredClone(act) as never },
    });
    expect(await again(made.id)).toMatchObject(expected);
  });

  it('need the permission of the act, not of the bulk', async () => {
    const reader = await program.person('reader');
    const made = await report();
    const asked = reader.call('POST /api/v1/reports/bulk', {
      body: { items: [{ id: made.id, version: made.version }], act: { kind: 'wake' } },
    });
    expect(await refusalOf(asked)).toBe('permission.use.denied');
  });
});

describe('lists as a person saves them', () => {
  it("are the person's own unless shared, replaced under the same name, and removed by their owner alone", async () => {
    const save = (visitor: Visitor, body: { name: string; query: Record<string, string>; isShared?: boolean }) =>
      visitor.call('POST /api/v1/saved-views', { body });
    const names = async (visitor: Visitor) =>
      (await visitor.call('GET /api/v1/saved-views', {})).items.map((view) => [view.name, view.isOwn]);
    await save(handler, { name: '私の', query: { state: 'new' } });
    const shared = await save(handler, { name: '皆の', query: { priority: '1' }, isShared: true });
    await save(handler, { name: '私の', query: { state: 'waiting' } });
    expect(await names(handler)).toEqual([
      ['皆の', true],
      ['私の', true],
    ]);
    expect(await names(outsider)).toEqual([['皆の', false]]);
    const remove = (visitor: Visitor) =>
      visitor.call('POST /api/v1/saved-views/{id}/remove', { params: { id: shared.id }, body: {} });
    expect(await refusalOf(remove(outsider))).toBe('record.find.not-found');
    await remove(handler);
    expect(await names(outsider)).toEqual([]);
  });
});

describe('the list by priority and by deadline', () => {
  it('shows each report once, in order, page by page', async () => {
    for (const level of ['low', 'high', 'medium'] as const) {
      const made = await report();
      await handler.call('PATCH /api/v1/reports/{id}', {
        params: { id: made.id },
        version: made.version,
        body: { impact: level, urgency: level },
      });
    }
    for (const sort of ['priority', 'due'] as const) {
      const seen: { number: string; key: number }[] = [];
      let cursor: string | undefined;
      do {
        const page = await handler.call('GET /api/v1/reports', {
          query: { sort, limit: 2, ...(cursor === undefined ? {} : { cursor }) },
        });
        for (const item of page.items)
          seen.push({
            number: item.number,
            key: sort === 'priority' ? (item.priority ?? 5) : Date.parse(item.dueAt ?? ''),
          });
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen.map(({ key }) => key)).toEqual(seen.map(({ key }) => key).toSorted((a, b) => a - b));
      expect(new Set(seen.map(({ number }) => number)).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThan(5);
    }
  });
});

describe('afterwards', () => {
  it('nothing was a problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
