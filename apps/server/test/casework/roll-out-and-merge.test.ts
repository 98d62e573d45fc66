import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailSink } from '../support/mail-sink.ts';
import { openPage, sendForm } from '../support/portal.client.ts';
import { refusalOf, startTestProgram, type TestProgram, until, type Visitor } from '../support/test-program.ts';

let program: TestProgram;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let handler: Visitor;
let outsider: Visitor;

beforeAll(async () => {
  sink = await startMailSink();
  program = await startTestProgram({ smtpRelayUrl: sink.url });
  handler = await program.person('commander', 'handler');
  outsider = await program.person('handler');
});
afterAll(async () => {
  await program.stop();
  await sink.stop();
});

const incident = (title: string) => handler.call('POST /api/v1/incidents', { body: { title } });
const show = (id: string) => handler.call('GET /api/v1/incidents/{id}', { params: { id } });

async function close(id: string): Promise<void> {
  const { version } = await show(id);
  await handler.call('POST /api/v1/incidents/{id}/close', {
    params: { id },
    body: { outcome: 'not-an-incident', reason: '完了' },
    version,
  });
}

describe('a measure that is rolled out to other sites', () => {
  const measure = (subjectId: string, title = '外部記憶媒体の自動実行を止める') =>
    handler.call('POST /api/v1/measures', {
      body: {
        subjectId,
        kind: 'permanent',
        title,
        detail: null,
        ownerId: null,
        ownerName: '情報システム部',
        dueOn: '2027-03-31',
      },
    });
  const site = (name: string, address: string | null = null) => ({ name, address, locale: 'ja' as const });
  const rollOut = (id: string, recipients: readonly ReturnType<typeof site>[], who = handler) =>
    who.call('POST /api/v1/measures/{id}/roll-out', {
      params: { id },
      body: { kind: 'request', title: '自動実行を止めてください', what: '全端末', recipients: [...recipients] },
    });
  const measuresOf = async (id: string) =>
    (await handler.call('GET /api/v1/subjects/{id}/review', { params: { id } })).measures;

  it('is refused once it was dropped, and to the same address twice', async () => {
    const { id } = await incident('refused');
    const made = await measure(id);
    const twice = rollOut(made.id, [site('一', 'ichi@example.jp'), site('二', 'ICHI@example.jp')]);
    expect(await refusalOf(twice)).toBe('instructions.send.same-address');
    await handler.call('POST /api/v1/measures/{id}/close', {
      params: { id: made.id },
      body: { state: 'dropped', reason: '別の策にした' },
      version: made.version,
    });
    expect(await refusalOf(rollOut(made.id, [site('一')]))).toBe('instructions.roll-out.dropped');
    const [dropped] = await measuresOf(id);
    expect(dropped).toMatchObject({ rollOut: null, can: { rollOut: false } });
  });

  it('is as if it were not there for whoever does not see its record', async () => {
    const { id } = await incident('hidden');
    const made = await measure(id);
    await rollOut(made.id, [site('第二工場')]);
    const { id: compartmentId } = await handler.call('POST /api/v1/compartments', { body: { name: '横展開の範囲' } });
    await handler.call('POST /api/v1/subjects/{id}/restrict', { params: { id }, body: { compartmentId } });
    expect(await refusalOf(rollOut(made.id, [site('x')], outsider))).toBe('record.find.not-found');
    const { items } = await outsider.call('GET /api/v1/instructions', { query: { sourceId: made.id } });
    expect(items).toEqual([]);
  });

  it('lives on after closing: it does not stop the closing, goes out, is answered and counted on the measure', async () => {
    const { id, number } = await incident('自動実行による感染');
    const made = await measure(id);
    const first = await rollOut(made.id, [site('第一工場', 'first@example.jp'), site('第二工場')]);
    expect(first).toMatchObject({ source: { kind: 'measure', id: made.id, label: made.title }, subject: { number } });
    const gaps = await handler.call('GET /api/v1/incidents/{id}/closing-check', {
      params: { id },
      query: { outcome: 'not-an-incident' },
    });
    expect(gaps.gaps.map(({ code }) => code)).not.toContain('open-tasks');
    await close(id);
    expect(
      await refusalOf(
        handler.call('POST /api/v1/instructions', {
          body: { subjectId: id, kind: 'order', title: 'x', what: 'x', recipients: [site('x')] },
        }),
      ),
    ).toBe('incidents.annotate.closed');
    await rollOut(made.id, [site('第三工場')]);
    const mail = await until(
      async () => sink.mails.find((one) => one.to.includes('first@example.jp')),
      (found) => found !== undefined,
    );
    const path = /\/g\/[\w-]{43}/.exec(mail?.email.text ?? '')?.[0] ?? 'no link';
    const { nonce } = await openPage(program, path);
    await sendForm(program, path, { fields: { nonce, text: '全端末で止めました', act: 'done' }, files: [] });
    const [counted] = await measuresOf(id);
    expect(counted?.rollOut).toEqual({ instructions: 2, total: 3, done: 1, silent: 2, refused: 0, undelivered: 2 });
    const { items } = await handler.call('GET /api/v1/instructions', { query: { sourceId: made.id } });
    expect(items.map(({ counts }) => counts.total)).toEqual([1, 2]);
    const journal = await handler.call('GET /api/v1/journal-entries', { query: { subjectId: id } });
    expect(journal.items.filter(({ act }) => act?.code === 'measure.rolled-out')).toHaveLength(2);
  });

  it('is shown to be done by a note of its record, and by nothing of another one', async () => {
    const [{ id }, other] = [await incident('evidence'), await incident('another')];
    const made = await measure(id);
    const note = (subjectId: string) =>
      handler.call('POST /api/v1/notes', { body: { subjectId, title: '適用結果', text: 'x' } });
    const [own, foreign] = [await note(id), await note(other.id)];
    const done = (noteId: string) =>
      handler.call('POST /api/v1/measures/{id}/close', {
        params: { id: made.id },
        body: { state: 'done', reason: '全台に適用', evidenceOn: { kind: 'note', id: noteId } },
        version: made.version,
      });
    expect(await refusalOf(done(foreign.id))).toBe('record.find.not-found');
    expect((await done(own.id)).evidenceOn).toEqual({ kind: 'note', id: own.id, name: '適用結果' });
  });

  it('counts no longer what was taken back', async () => {
    const { id } = await incident('taken back');
    const made = await measure(id);
    const sent = await rollOut(made.id, [site('第一工場')]);
    await handler.call('POST /api/v1/instructions/{id}/withdraw', {
      params: { id: sent.id },
      body: { reason: '誤り' },
    });
    expect((await measuresOf(id))[0]?.rollOut).toBeNull();
  });
});

describe('what lies on an incident that is merged', () => {
  const merge = async (id: string, intoId: string) =>
    handler.call('POST /api/v1/incidents/{id}/merge', {
      params: { id },
      body: { intoId },
      version: (await show(id)).version,
    });
  const unmerge = async (id: string) =>
    handler.call('POST /api/v1/incidents/{id}/unmerge', {
      params: { id },
      body: {},
      version: (await show(id)).version,
    });
  const upload = (subjectId: string, name: string, text: string) =>
    handler.fetch(`/api/v1/attachments?subjectId=${subjectId}&name=${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: text,
    });

  /** One of everything, with names that tell which incident it is on. */
  async function fill(subjectId: string, name: string): Promise<void> {
    await handler.call('POST /api/v1/tasks', { body: { subjectId, tasks: [{ title: `task ${name}` }] } });
    await handler.call('POST /api/v1/scope-items', {
      body: {
        subjectId,
        items: [
          { kind: 'system', name: `PC-${name}` },
          { kind: 'system', name: 'FS-01' },
        ],
      },
    });
    await handler.call('POST /api/v1/scope-numbers', {
      body: {
        ...{ subjectId, category: 'customers', source: name, previousId: null },
        ...(name === 'a' ? { known: 312, maximum: 1_200 } : { known: 40, maximum: 50 }),
      },
    });
    await handler.call('POST /api/v1/notes', { body: { subjectId, title: `note ${name}`, text: 'x' } });
    await handler.call('POST /api/v1/playbook-runs', {
      body: { subjectId, code: name === 'a' ? 'malware' : 'phishing' },
    });
    await handler.call('POST /api/v1/journal-entries', { body: { subjectId, text: `noted ${name}` } });
    await handler.call('POST /api/v1/measures', {
      body: {
        subjectId,
        kind: 'temporary',
        title: `measure ${name}`,
        detail: null,
        ownerId: null,
        ownerName: 'x',
        dueOn: '2027-01-01',
      },
    });
    expect((await upload(subjectId, `${name}.txt`, `file of ${name}`)).status).toBe(201);
  }

  /** The names of everything that is shown from an incident, each with the number of the merged one that it lies on. */
  async function shownFrom(subjectId: string): Promise<Readonly<Record<string, readonly string[]>>> {
    const query = { subjectId };
    const of = (name: string, from: { readonly number: string | null } | null) =>
      `${name}${from === null ? '' : ' from another'}`;
    const [tasks, scope, notes, files, runs, journal, timeline, review] = await Promise.all([
      handler.call('GET /api/v1/tasks', { query }),
      handler.call('GET /api/v1/scope-items', { query }),
      handler.call('GET /api/v1/notes', { query }),
      handler.call('GET /api/v1/attachments', { query }),
      handler.call('GET /api/v1/playbook-runs', { query }),
      handler.call('GET /api/v1/journal-entries', { query: { ...query, limit: 200 } }),
      handler.call('GET /api/v1/timeline', { query: { ...query, kind: 'note', limit: 200 } }),
      handler.call('GET /api/v1/subjects/{id}/review', { params: { id: subjectId } }),
    ]);
    return {
      // Without those that the playbooks have made.
      tasks: tasks.items.flatMap(({ title }) => (title.startsWith('task ') ? [title] : [])).sort(),
      scope: scope.items.map((one) => of(one.name, one.mergedFrom)).sort(),
      notes: notes.items.map((one) => of(one.title, one.mergedFrom)).sort(),
      files: files.items.map((one) => of(one.name, one.mergedFrom)).sort(),
      runs: runs.items.map((one) => of(one.code, one.mergedFrom)).sort(),
      journal: journal.items.flatMap((one) => (one.kind === 'note' ? [of(one.text ?? '', one.mergedFrom)] : [])).sort(),
      timeline: timeline.items.map((one) => of(one.text ?? '', one.mergedFrom)).sort(),
      measures: review.measures.map(({ title }) => title).sort(),
    };
  }

  it('is counted before, shown from the other, worked on there, and given back whole', async () => {
    const [a, b] = [await incident('続ける側'), await incident('統合される側')];
    await fill(a.id, 'a');
    await fill(b.id, 'b');
    const [ownA, ownB] = [await shownFrom(a.id), await shownFrom(b.id)];
    const preview = await handler.call('GET /api/v1/incidents/{id}/merge-preview', {
      params: { id: b.id },
      query: { intoId: a.id },
    });
    const counted = Object.fromEntries(preview.gathered.map(({ part, count }) => [part, count]));
    expect(counted).toMatchObject({ tasks: 3, scope: 2, notes: 1, files: 1, 'playbook-runs': 1, measures: 1 });
    await merge(b.id, a.id);
    expect(await shownFrom(a.id)).toEqual({
      tasks: ['task a', 'task b'],
      scope: ['FS-01', 'FS-01 from another', 'PC-a', 'PC-b from another'],
      notes: ['note a', 'note b from another'],
      files: ['a.txt', 'b.txt from another'],
      runs: ['malware', 'phishing from another'],
      journal: ['noted a', 'noted b from another'],
      timeline: ['noted a', 'noted b from another'],
      measures: ['measure a', 'measure b'],
    });
    const picture = await handler.call('GET /api/v1/timeline/picture', { query: { subjectId: a.id, kind: 'note' } });
    expect(picture.count).toBe(2);
    // The same system on both is one system.
    const summary = await handler.call('GET /api/v1/scope-summary', { query: { subjectId: a.id } });
    expect(summary.kinds.find(({ kind }) => kind === 'system')?.total).toBe(3);
    // The same persons may be counted on both: the largest number is certain, and no more than both are possible.
    expect(summary.persons).toEqual({ known: 312, maximum: 1_250, hasUnknown: false });
    const numbers = await handler.call('GET /api/v1/scope-numbers', { query: { subjectId: a.id } });
    expect(numbers.items.map(({ known, mergedFrom }) => [known, mergedFrom?.id ?? null])).toEqual([
      [40, b.id],
      [312, null],
    ]);
    expect(
      await refusalOf(handler.call('POST /api/v1/playbook-runs', { body: { subjectId: a.id, code: 'phishing' } })),
    ).toBe('playbook-runs.start.already-running');
    // What lies on the merged one is moved from the other, also together with its own.
    const { items } = await handler.call('GET /api/v1/scope-items', { query: { subjectId: a.id } });
    const systems = items.filter(({ name }) => name.startsWith('PC-'));
    const moved = await handler.call('POST /api/v1/scope-items/move', {
      body: { subjectId: a.id, state: 'confirmed', items: systems.map(({ id, version }) => ({ id, version })) },
    });
    expect(moved.moved).toBe(2);
    const run = (await handler.call('GET /api/v1/playbook-runs', { query: { subjectId: a.id } })).items.find(
      ({ code }) => code === 'phishing',
    );
    expect(run?.can.change).toBe(true);
    await unmerge(b.id);
    expect(await shownFrom(a.id)).toEqual(ownA);
    expect(await shownFrom(b.id)).toEqual(ownB);
    const back = await handler.call('GET /api/v1/scope-items', { query: { subjectId: b.id } });
    expect(back.items.find(({ name }) => name === 'PC-b')?.state).toBe('confirmed');
  });

  it('is closed with the other, and hidden with it', async () => {
    const [a, b] = [await incident('closed with'), await incident('merged before')];
    await handler.call('POST /api/v1/notes', { body: { subjectId: b.id, title: 'secret note', text: 'x' } });
    await merge(b.id, a.id);
    const { id: compartmentId } = await handler.call('POST /api/v1/compartments', { body: { name: '統合の範囲' } });
    await handler.call('POST /api/v1/subjects/{id}/restrict', { params: { id: a.id }, body: { compartmentId } });
    for (const subjectId of [a.id, b.id])
      expect(await refusalOf(outsider.call('GET /api/v1/notes', { query: { subjectId } }))).toBe(
        'record.find.not-found',
      );
    await close(a.id);
    for (const subjectId of [a.id, b.id])
      expect(
        await refusalOf(handler.call('POST /api/v1/notes', { body: { subjectId, title: 'late', text: 'x' } })),
      ).toBe('incidents.annotate.closed');
  });
});
