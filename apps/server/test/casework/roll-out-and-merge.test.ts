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
