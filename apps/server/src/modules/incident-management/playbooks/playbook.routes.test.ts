import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../../../../test/support/test-program.ts';
import type { Definition, PlaybookStep } from './playbook.model.ts';

let program: TestProgram;
let commander: Visitor;
let handler: Visitor;
let administrator: Visitor;

beforeAll(async () => {
  program = await startTestProgram();
  [commander, handler, administrator] = await Promise.all([
    program.person('commander'),
    program.person('handler'),
    program.person('administrator', 'commander', 'handler'),
  ]);
});
afterAll(() => program.stop());

const both = (text: string) => ({ ja: text, en: text });
const step = (id: string, change: Partial<PlaybookStep> = {}): PlaybookStep => ({
  id,
  phase: 'triage',
  role: 'handler',
  title: both(`title of ${id}`),
  action: both('do it'),
  check: both('it is done'),
  why: both(''),
  isEvidence: false,
  destroys: false,
  after: [],
  asks: null,
  when: [],
  dueMinutes: null,
  asTask: false,
  ...change,
});
const simple = (change: Partial<Definition> = {}): Definition => ({
  title: both('simple'),
  purpose: both('purpose'),
  source: '',
  classes: [],
  questions: [{ id: 'taken', text: both('taken?'), options: ['yes', 'no'].map((id) => ({ id, text: both(id) })) }],
  steps: [
    step('image', { isEvidence: true, dueMinutes: 30 }),
    step('ask', { asks: 'taken' }),
    step('wipe', { destroys: true, after: ['image'] }),
    step('notify', { when: [{ about: 'answer', question: 'taken', is: ['yes'] }] }),
  ],
  ...change,
});

let count = 0;
const newCode = () => `own-test-${++count}`;
const create = (code: string, definition: Definition) =>
  commander.call('POST /api/v1/playbooks', { body: { code, definition } });
const publish = (code: string, version: number, note = 'because') =>
  commander.call('POST /api/v1/playbooks/{code}/publish', { params: { code }, body: { note }, version });
const save = (code: string, version: number, definition: Definition) =>
  commander.call('POST /api/v1/playbooks/{code}/draft', { params: { code }, body: { definition }, version });
const show = (code: string, version?: string) =>
  handler.call('GET /api/v1/playbooks/{code}', { params: { code }, query: version === undefined ? {} : { version } });

/** A published playbook of the team's own. */
async function published(definition = simple()): Promise<string> {
  const code = newCode();
  await publish(code, (await create(code, definition)).version);
  return code;
}

const incident = async () => (await handler.call('POST /api/v1/incidents', { body: { title: 'an incident' } })).id;
const start = (subjectId: string, code: string, by = handler) =>
  by.call('POST /api/v1/playbook-runs', { body: { subjectId, code } });
type Change = Parameters<typeof changed>[2];
async function changed(
  id: string,
  stepId: string,
  body:
    | { state: 'open' | 'doing' }
    | {
        state: 'done';
        answer?: string;
        note?: string;
        evidenceOn?: { kind: 'file' | 'note'; id: string };
        waiver?: { allowedBy: string; reason: string };
      }
    | { state: 'not-applicable'; reason: string },
) {
  return handler.call('POST /api/v1/playbook-runs/{id}/steps/{stepId}', { params: { id, stepId }, body });
}
const stateOf = (run: Awaited<ReturnType<typeof changed>>, id: string) => run.steps.find((one) => one.id === id)?.state;

describe('playbooks', () => {
  it('come with the program and are edited without touching what it brought', async () => {
    const ready = await show('malware');
    expect(ready).toMatchObject({ label: '1.0', current: '1.0', can: { edit: false } });
    const draft = await commander.call('GET /api/v1/playbooks/{code}/draft', { params: { code: 'malware' } });
    expect(draft).toMatchObject({ isSaved: false, basedOn: '1.0', version: 1, problems: [] });
    const saved = await save('malware', 1, { ...draft.definition, purpose: both('ours') });
    const answer = await publish('malware', saved.version);
    expect(answer.label).toBe('1.1');
    expect((await show('malware')).definition.purpose.en).toBe('ours');
    expect((await show('malware', '1.0')).definition).toEqual(ready.definition);
    const difference = await handler.call('GET /api/v1/playbooks/{code}/difference', {
      params: { code: 'malware' },
      query: { from: '1.0', to: '1.1' },
    });
    expect(difference.items.map(({ kind, part }) => `${kind} ${part}`)).toEqual(['changed head']);
  });

  it('are not changed by somebody who read an earlier draft', async () => {
    const code = newCode();
    const { version } = await create(code, simple());
    await save(code, version, simple({ purpose: both('first') }));
    expect(await refusalOf(save(code, version, simple({ purpose: both('late') })))).toBe('record.change.stale');
    expect(await refusalOf(publish(code, version))).toBe('record.change.stale');
  });

  it('are published when nothing is missing, by commanders only, and never for a day that is over', async () => {
    const code = newCode();
    const { version, problems } = await create(code, simple({ steps: [] }));
    expect(problems.map(({ problem }) => problem)).toEqual(['no-steps', 'question-unasked']);
    expect(await refusalOf(publish(code, version))).toBe('playbooks.publish.incomplete');
    const saved = await save(code, version, simple());
    const late = commander.call('POST /api/v1/playbooks/{code}/publish', {
      params: { code },
      body: { note: 'x', effectiveOn: '2020-01-01' },
      version: saved.version,
    });
    expect(await refusalOf(late)).toBe('playbooks.publish.in-the-past');
    const byHandler = handler.call('POST /api/v1/playbooks/{code}/publish', {
      params: { code },
      body: { note: 'x' },
      version: saved.version,
    });
    expect(await refusalOf(byHandler)).toBe('permission.use.denied');
    expect(await refusalOf(show(code))).toBe('record.find.not-found');
    expect((await publish(code, saved.version)).label).toBe('0.1');
    expect(await refusalOf(create(code, simple()))).toBe('playbooks.create.code-taken');
  });

  it('are shown before their first day, and cannot be started until then', async () => {
    const code = newCode();
    const { version } = await create(code, simple());
    await commander.call('POST /api/v1/playbooks/{code}/publish', {
      params: { code },
      body: { note: 'later', effectiveOn: '9999-12-31' },
      version,
    });
    expect(await show(code)).toMatchObject({ label: '0.1', versions: [{ state: 'planned' }] });
    const list = await handler.call('GET /api/v1/playbooks', {});
    expect(list.items.find((one) => one.code === code)?.effectiveOn).toBe('9999-12-31');
    expect(await refusalOf(start(await incident(), code))).toBe('record.find.not-found');
  });

  it('have drafts that can be thrown away, and what is published stays', async () => {
    const code = await published();
    const { version } = await commander.call('GET /api/v1/playbooks/{code}/draft', { params: { code } });
    const saved = await save(code, version, simple({ purpose: both('other') }));
    const discard = (at: number) =>
      commander.call('POST /api/v1/playbooks/{code}/draft/discard', { params: { code }, body: {}, version: at });
    await discard(saved.version);
    expect(await refusalOf(discard(saved.version + 1))).toBe('playbooks.publish.no-draft');
    expect((await show(code)).definition.purpose.en).toBe('purpose');
  });

  it('S1 S3 keep hostile text as text: nothing in it is run, filled in or taken out', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it has to stay a piece of text
    const hostile = '<img src=x onerror=alert(1)> {{7*7}} ${process.env} $t(terms.report) #{1+1} <%= 1 %> \'";--';
    const definition = simple({
      title: both(hostile.slice(0, 90)),
      purpose: both(hostile),
      steps: [step('image', { title: both(hostile), action: both(hostile), check: both(hostile), why: both(hostile) })],
      questions: [],
    });
    const code = await published(definition);
    expect((await show(code)).definition).toEqual(definition);
    const subjectId = await incident();
    const run = await start(subjectId, code);
    expect(run.steps[0]).toMatchObject({ title: both(hostile), action: both(hostile) });
    await changed(run.id, 'image', { state: 'done', note: hostile });
    const journal = await handler.call('GET /api/v1/journal-entries', { query: { subjectId } });
    const act = journal.items.find((entry) => entry.act?.code === 'playbook.step-done')?.act;
    expect(act?.params.step).toBe(hostile);
  });

  it('S3 have no place for code: a condition is one of three kinds, ids and values are plain words', async () => {
    const wrong = [
      { when: [{ about: 'script', is: ['1'] }] },
      { when: [{ about: 'answer', question: 'constructor.prototype', is: ['yes'] }] },
      { when: [{ about: 'answer', question: 'taken', is: ['yes'], or: 'true' }] },
      { id: '__proto__' },
      { id: '{{id}}' },
    ];
    for (const change of wrong) {
      const steps = [step('image'), step('ask', { asks: 'taken' }), { ...step('x'), ...change } as PlaybookStep];
      expect(await refusalOf(create(newCode(), simple({ steps })))).toBe('request.read.invalid');
    }
  });

  it('S5 take no field beside those that are declared', async () => {
    const code = newCode();
    const more = { code, definition: { ...simple(), label: '9.9', publishedBy: 'me' } };
    expect(await refusalOf(commander.call('POST /api/v1/playbooks', { body: more }))).toBe('request.read.invalid');
    for (const field of ['label', 'progress', 'compartmentId', 'startedBy', 'endedAt', 'id']) {
      const body = { subjectId: await incident(), code: 'malware', [field]: 1 };
      expect(await refusalOf(handler.call('POST /api/v1/playbook-runs', { body }))).toBe('request.read.invalid');
    }
    const run = await start(await incident(), 'malware');
    for (const field of ['by', 'at', 'assignee', 'isUnlocked']) {
      const body = { state: 'done', [field]: 'x' } as unknown as Change;
      expect(await refusalOf(changed(run.id, 'hear', body))).toBe('request.read.invalid');
    }
  });

  it('S28 never change once published: not by an administrator, not by a statement of the application or of the owner', async () => {
    const code = await published();
    const before = await show(code, '0.1');
    const draft = await administrator.call('GET /api/v1/playbooks/{code}/draft', { params: { code } });
    await administrator.call('POST /api/v1/playbooks/{code}/draft', {
      params: { code },
      body: { definition: simple({ purpose: both('forged') }) },
      version: draft.version,
    });
    await administrator.call('POST /api/v1/playbooks/{code}/publish', {
      params: { code },
      body: { note: 'x' },
      version: draft.version + 1,
    });
    const { app, owner } = program.ground.databases;
    for (const db of [app, owner]) {
      await expect(sql`update playbooks.version set note = 'forged'`.execute(db)).rejects.toThrow();
      await expect(sql`delete from playbooks.version`.execute(db)).rejects.toThrow();
      await expect(sql`truncate playbooks.version`.execute(db)).rejects.toThrow();
    }
    expect((await show(code, '0.1')).definition).toEqual(before.definition);
    expect((await show(code)).label).toBe('0.2');
  });
});

describe('a run', () => {
  it('goes step by step, evidence before what destroys it, and every act is in the journal and the audit log', async () => {
    const subjectId = await incident();
    const run = await start(subjectId, await published());
    expect([run.next, run.label]).toEqual(['image', '0.1']);
    const due = Date.parse(run.steps[0]?.dueAt ?? '') - Date.parse(run.startedAt);
    expect(due).toBe(30 * 60_000);
    expect(await refusalOf(changed(run.id, 'wipe', { state: 'done' }))).toBe(
      'playbook-runs.change-step.evidence-first',
    );
    expect(await refusalOf(changed(run.id, 'notify', { state: 'done' }))).toBe('playbook-runs.change-step.not-shown');
    expect(await refusalOf(changed(run.id, 'ask', { state: 'done' }))).toBe('playbook-runs.change-step.answer-missing');
    expect(await refusalOf(changed(run.id, 'no-such', { state: 'done' }))).toBe('record.find.not-found');
    expect((await changed(run.id, 'image', { state: 'done', note: 'disk 1' })).next).toBe('ask');
    expect(await refusalOf(changed(run.id, 'image', { state: 'done' }))).toBe('playbook-runs.change-step.settled');
    const answered = await changed(run.id, 'ask', { state: 'done', answer: 'no' });
    expect([answered.next, stateOf(answered, 'notify')]).toEqual(['wipe', 'hidden']);
    const again = await changed(run.id, 'ask', { state: 'open' });
    expect([again.next, stateOf(again, 'notify')]).toEqual(['ask', 'waiting']);
    await changed(run.id, 'ask', { state: 'not-applicable', reason: 'nothing was there' });
    const over = await changed(run.id, 'wipe', { state: 'done' });
    expect([over.next, over.progress]).toEqual([null, [{ phase: 'triage', settled: 3, total: 3 }]]);

    const journal = await handler.call('GET /api/v1/journal-entries', { query: { subjectId } });
    expect(journal.items.flatMap(({ act }) => act?.code ?? []).filter((code) => code.startsWith('playbook'))).toEqual([
      'playbook.started',
      'playbook.step-done',
      'playbook.step-done',
      'playbook.step-undone',
      'playbook.step-not-applicable',
      'playbook.step-done',
    ]);
    const audited = await sql<{ count: string }>`select count(*) from platform.audit_entry
      where action = 'playbook-runs.change-step' and subject_id = ${subjectId}`.execute(program.ground.databases.owner);
    expect(Number(audited.rows[0]?.count)).toBe(5);
  });

  it('destroys without evidence only by a waiver, which the journal names', async () => {
    const subjectId = await incident();
    const run = await start(subjectId, await published());
    const waiver = { allowedBy: '白石 CISO', reason: '人命に関わる' };
    const after = await changed(run.id, 'wipe', { state: 'done', waiver });
    expect(after.steps.find(({ id }) => id === 'wipe')?.waiver).toEqual(waiver);
    const journal = await handler.call('GET /api/v1/journal-entries', { query: { subjectId } });
    expect(journal.items.find(({ act }) => act?.code === 'playbook.step-waived')?.act?.params).toMatchObject({
      name: '白石 CISO',
      reason: '人命に関わる',
    });
  });

  it('stays on its version, and goes on by a newer one when somebody says so', async () => {
    const code = await published();
    const run = await start(await incident(), code);
    await changed(run.id, 'image', { state: 'done' });
    const { version } = await commander.call('GET /api/v1/playbooks/{code}/draft', { params: { code } });
    const saved = await save(code, version, simple({ steps: [...simple().steps, step('last', { phase: 'review' })] }));
    await publish(code, saved.version);
    const move = (to: string) =>
      handler.call('POST /api/v1/playbook-runs/{id}/move', { params: { id: run.id }, body: { to } });
    const before = await changed(run.id, 'ask', { state: 'done', answer: 'no' });
    expect([before.label, before.newer, before.steps.length]).toEqual(['0.1', '0.2', 4]);
    const difference = await handler.call('GET /api/v1/playbook-runs/{id}/difference', {
      params: { id: run.id },
      query: { to: '0.2' },
    });
    expect(difference.items.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['added last']);
    const moved = await move('0.2');
    expect([moved.label, moved.newer, stateOf(moved, 'image'), moved.next]).toEqual(['0.2', null, 'done', 'wipe']);
    expect(await refusalOf(move('0.2'))).toBe('playbook-runs.move.same-version');
    expect(await refusalOf(move('7.7'))).toBe('record.find.not-found');
  });

  it('is one at a time of each playbook, and several of different ones', async () => {
    const subjectId = await incident();
    const both = await Promise.allSettled([start(subjectId, 'ransomware'), start(subjectId, 'ransomware', commander)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const other = await start(subjectId, 'information-leak');
    await handler.call('POST /api/v1/playbook-runs/{id}/end', {
      params: { id: other.id },
      body: { reason: 'wrong one' },
    });
    expect(await refusalOf(changed(other.id, 'receive', { state: 'done' }))).toBe('playbook-runs.change-step.ended');
    const list = await handler.call('GET /api/v1/playbook-runs', { query: { subjectId } });
    expect(list.items.map(({ code, next }) => [code, next !== null])).toEqual([
      ['ransomware', true],
      ['information-leak', false],
    ]);
    expect(list.proposals.map(({ code }) => code)).not.toContain('ransomware');
    const resume = () => handler.call('POST /api/v1/playbook-runs/{id}/resume', { params: { id: other.id }, body: {} });
    expect((await resume()).next).toBe('receive');
    expect(await refusalOf(resume())).toBe('playbook-runs.resume.not-ended');
    expect(await refusalOf(start(subjectId, 'no-such'))).toBe('record.find.not-found');
  });

  it('has steps in the hands of somebody who may see the record, and of nobody else', async () => {
    const subjectId = await incident();
    const run = await start(subjectId, await published());
    const assign = (assigneeId: string | null) =>
      handler.call('POST /api/v1/playbook-runs/{id}/steps/{stepId}/assignee', {
        params: { id: run.id, stepId: 'image' },
        body: { assigneeId },
      });
    const given = await assign(commander.id);
    expect([given.steps[0]?.state, given.steps[0]?.assignee?.id, given.next]).toEqual(['doing', commander.id, 'ask']);
    const reader = await program.person('reader');
    expect(await refusalOf(assign(reader.id))).toBe('playbook-runs.assign-step.assignee-unknown');
    expect((await assign(null)).steps[0]?.state).toBe('open');
  });

  it('hands a step over as a task, which ends with the step and the step with it', async () => {
    const subjectId = await incident();
    const run = await start(subjectId, await published(simple({ questions: [], steps: [step('one'), step('two')] })));
    const assign = (stepId: string) =>
      handler.call('POST /api/v1/playbook-runs/{id}/steps/{stepId}/assignee', {
        params: { id: run.id, stepId },
        body: { assigneeId: commander.id },
      });
    const tasks = async () => (await handler.call('GET /api/v1/tasks', { query: { subjectId } })).items;
    await assign('one');
    await changed(run.id, 'one', { state: 'done' });
    expect((await tasks()).map(({ state }) => state)).toEqual(['done']);
    const given = await assign('two');
    const task = (await tasks()).find(({ id }) => id === given.steps[1]?.taskId);
    expect(task).toMatchObject({ title: 'title of two', state: 'open', source: { kind: 'playbook', label: 'simple' } });
    await commander.call('POST /api/v1/tasks/{id}/state', {
      params: { id: task?.id ?? '' },
      body: { state: 'done' },
      version: task?.version ?? 0,
    });
    const after = await until(
      async () => (await handler.call('GET /api/v1/playbook-runs', { query: { subjectId } })).items[0],
      (one) => one?.steps[1]?.state === 'done',
    );
    expect([after?.next, after?.steps[1]?.by?.id]).toEqual([null, commander.id]);
  });

  it('makes tasks of the steps that are marked for it: at the start, or as soon as an answer shows them, and no more', async () => {
    const subjectId = await incident();
    const marked = { asTask: true };
    const definition = simple({
      steps: [
        step('logs', { ...marked, dueMinutes: 30 }),
        step('ask', { asks: 'taken' }),
        step('notify', { ...marked, when: [{ about: 'answer', question: 'taken', is: ['yes'] }] }),
        step('talk'),
      ],
    });
    const run = await start(subjectId, await published(definition));
    const due = new Date(Date.parse(run.startedAt) + 30 * 60_000).toISOString();
    const [logs, , notify] = run.steps;
    expect(logs).toMatchObject({ state: 'open', task: { state: 'open', assignee: null, dueAt: due } });
    expect([notify?.state, notify?.task, run.next]).toEqual(['waiting', null, 'logs']);
    const answered = await changed(run.id, 'ask', { state: 'done', answer: 'yes' });
    expect(answered.steps[2]?.task?.state).toBe('open');
    // Another answer makes it needless, and its task is over.
    await changed(run.id, 'ask', { state: 'open' });
    const other = await changed(run.id, 'ask', { state: 'done', answer: 'no' });
    expect([other.steps[2]?.state, other.steps[2]?.task]).toEqual(['hidden', null]);
    const give = (stepId: string, body: { assigneeId: string | null; isTask?: boolean; dueAt?: string }) =>
      handler.call('POST /api/v1/playbook-runs/{id}/steps/{stepId}/assignee', { params: { id: run.id, stepId }, body });
    // The task that stands for a step is handed on; another one only where there was none.
    const handed = await give('logs', { assigneeId: commander.id, dueAt: '2030-01-01T00:00:00.000Z' });
    expect(handed.steps[0]?.task).toEqual({
      id: logs?.taskId,
      state: 'open',
      assignee: { id: commander.id, name: expect.any(String) },
      dueAt: '2030-01-01T00:00:00.000Z',
    });
    const nobodys = await give('talk', { assigneeId: null, isTask: true });
    expect(nobodys.steps[3]).toMatchObject({ state: 'open', task: { state: 'open', assignee: null, dueAt: null } });
    await handler.call('POST /api/v1/playbook-runs/{id}/end', { params: { id: run.id }, body: { reason: 'x' } });
    const { items } = await handler.call('GET /api/v1/tasks', { query: { subjectId } });
    expect(items.map(({ title, state }) => [title, state])).toEqual([
      ['title of logs', 'cancelled'],
      ['title of notify', 'cancelled'],
      ['title of talk', 'cancelled'],
    ]);
  });

  it('makes the task of a step at once when the class of the incident shows it, and ends it when another class hides it', async () => {
    const subjectId = await incident();
    const definition = simple({
      questions: [],
      steps: [step('talk'), step('lock', { asTask: true, when: [{ about: 'class', is: ['own:lost-device'] }] })],
    });
    await start(subjectId, await published(definition));
    const classify = async (classCode: string) => {
      const { version } = await handler.call('GET /api/v1/incidents/{id}', { params: { id: subjectId } });
      await handler.call('PATCH /api/v1/incidents/{id}', { params: { id: subjectId }, body: { classCode }, version });
      const { items } = await handler.call('GET /api/v1/tasks', { query: { subjectId } });
      return items.flatMap(({ title, state }) => (state === 'open' ? [title] : []));
    };
    expect(await classify('own:mis-sent')).toEqual([]);
    expect(await classify('own:lost-device')).toEqual(['title of lock']);
    expect(await classify('own:mis-sent')).toEqual([]);
  });

  it('takes a note or file of the record as evidence, and nothing of another one', async () => {
    const [subjectId, elsewhere] = [await incident(), await incident()];
    const run = await start(subjectId, await published());
    const note = (on: string) =>
      handler.call('POST /api/v1/notes', { body: { subjectId: on, title: 'メモリの取得記録', text: 'x' } });
    const [own, foreign] = [await note(subjectId), await note(elsewhere)];
    const done = (id: string) => changed(run.id, 'image', { state: 'done', evidenceOn: { kind: 'note', id } });
    expect(await refusalOf(done(foreign.id))).toBe('record.find.not-found');
    const after = await done(own.id);
    expect(after.steps[0]?.evidenceOn).toEqual({ kind: 'note', id: own.id, name: 'メモリの取得記録' });
  });

  it('is found by what it says, in either language', async () => {
    const found = async (q: string) =>
      (await handler.call('GET /api/v1/playbooks', { query: { q } })).items.map(({ code }) => code);
    expect(await found('ランサムウェア')).toContain('ransomware');
    expect(await found('ＲＡＮＳＯＭＷＡＲＥ')).toContain('ransomware');
    expect(await found('ransomware no-such-word')).toEqual([]);
    expect((await found('')).length).toBeGreaterThanOrEqual(12);
  });

  it('is not there for who may not see the record', async () => {
    const outsider = await program.person('handler');
    const subjectId = await incident();
    const run = await start(subjectId, 'malware');
    const { id: compartmentId } = await commander.call('POST /api/v1/compartments', {
      body: { name: 'closed', memberIds: [handler.id] },
    });
    await handler.call('POST /api/v1/subjects/{id}/restrict', { params: { id: subjectId }, body: { compartmentId } });
    const calls = [
      () => outsider.call('GET /api/v1/playbook-runs', { query: { subjectId } }),
      () => outsider.call('POST /api/v1/playbook-runs', { body: { subjectId, code: 'phishing' } }),
      () => outsider.call('POST /api/v1/playbook-runs/{id}/end', { params: { id: run.id }, body: { reason: 'x' } }),
      () =>
        outsider.call('POST /api/v1/playbook-runs/{id}/steps/{stepId}', {
          params: { id: run.id, stepId: 'hear' },
          body: { state: 'done' },
        }),
    ];
    for (const call of calls) expect(await refusalOf(call())).toBe('record.find.not-found');
    expect((await changed(run.id, 'hear', { state: 'done' })).next).toBe('disconnect');
  });
});

describe('afterwards', () => {
  it('the program has no problems to tell of', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
