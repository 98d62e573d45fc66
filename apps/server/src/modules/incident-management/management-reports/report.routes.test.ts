import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailSink } from '../../../../test/support/mail-sink.ts';
import {
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../../../../test/support/test-program.ts';
import { readDocx, readPdf, textOfXml } from '../../../platform/documents/document.fixture.ts';

let sink: Awaited<ReturnType<typeof startMailSink>>;
let program: TestProgram;
let handler: Visitor;
let commander: Visitor;
let incident: { readonly id: string; readonly number: string };

const hostile = '#read("/etc/passwd") <script>alert(1)</script> *太字*';
const options = { language: 'ja', audience: 'plain', isFinal: false, nextReportAt: null } as const;

beforeAll(async () => {
  sink = await startMailSink();
  program = await startTestProgram({ smtpRelayUrl: sink.url });
  handler = await program.person('handler');
  commander = await program.person('commander');
  incident = await handler.call('POST /api/v1/incidents', { body: { title: `共有サーバーの暗号化 ${hostile}` } });
});
afterAll(async () => {
  await program.stop();
  await sink.stop();
});

const start = (kind: 'progress' | 'closing', on = incident.id) =>
  handler.call('POST /api/v1/subjects/{id}/management-reports', { params: { id: on }, body: { kind, ...options } });
const issue = (report: { readonly id: string; readonly version: number; readonly contentHash: string }) =>
  handler.call('POST /api/v1/management-reports/{id}/issue', {
    params: { id: report.id },
    version: report.version,
    body: { contentHash: report.contentHash },
  });
const show = (id: string) => handler.call('GET /api/v1/management-reports/{id}', { params: { id } });
const bytesOf = async (id: string, format: 'pdf' | 'docx') => {
  const answer = await handler.fetch(`/api/v1/management-reports/${id}/file?format=${format}`);
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
};

/** Refused to the owner of the tables, and to the program with everything in sight. */
async function refusedByDatabase(statement: RawBuilder<unknown>): Promise<void> {
  const { owner, app } = program.ground.databases;
  await expect(statement.execute(owner)).rejects.toThrow(/kept as it is/);
  const inSight = app.transaction().execute(async (tx) => {
    await sql`select set_config('app.compartments', '{1}', true)`.execute(tx);
    await statement.execute(tx);
  });
  await expect(inSight).rejects.toThrow(/kept as it is|permission denied/);
}

describe('the review of an incident', () => {
  it('is finished only with what it needs, is never changed after that, and is corrected by a further one', async () => {
    const at = { params: { id: incident.id } };
    const review = await handler.call('POST /api/v1/subjects/{id}/review', { ...at, body: {} });
    const again = handler.call('POST /api/v1/subjects/{id}/review', { ...at, body: {} });
    expect(await refusalOf(again)).toBe('reviews.start.draft-open');
    const on = { params: { id: review.id } };
    const early = handler.call('POST /api/v1/reviews/{id}/finish', { ...on, version: 1, body: {} });
    expect(await refusalOf(early)).toBe('reviews.finish.incomplete');
    const texts = {
      heldOn: '2026-12-01',
      participants: ['山田'],
      happened: '暗号化された。',
      whys: ['更新が遅れていた。'],
      rootCause: '更新の担当が決まっていなかった。',
      wentWell: ['切り離しが早かった。'],
      wentBadly: [],
    };
    await handler.call('PATCH /api/v1/reviews/{id}', { ...on, version: 1, body: texts });
    const done = await handler.call('POST /api/v1/reviews/{id}/finish', { ...on, version: 2, body: {} });
    expect(done).toMatchObject({ state: 'finished', edition: 1 });
    const late = handler.call('PATCH /api/v1/reviews/{id}', { ...on, version: 3, body: texts });
    expect(await refusalOf(late)).toBe('reviews.change.finished');
    await refusedByDatabase(sql`update lessons.review set texts = '{}' where id = ${review.id}`);
    const second = await handler.call('POST /api/v1/subjects/{id}/review', { ...at, body: {} });
    expect(second).toMatchObject({ edition: 2, texts: { rootCause: texts.rootCause } });
  });

  it('has measures with owner and date, which go on after the incident was closed', async () => {
    const words = { kind: 'permanent', title: '更新の担当を決める', detail: null, dueOn: '2026-01-31' } as const;
    const nobody = handler.call('POST /api/v1/measures', {
      body: { subjectId: incident.id, ...words, ownerId: null, ownerName: null },
    });
    expect(await refusalOf(nobody)).toBe('measures.add.no-owner');
    const body = { subjectId: incident.id, ...words, ownerId: null, ownerName: '情報システム部' };
    const measure = await handler.call('POST /api/v1/measures', { body });
    expect(measure).toMatchObject({ isOverdue: true, state: 'open', dueOn: '2026-01-31' });
    // Due today: whoever entered it for somebody outside is reminded.
    const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
    await handler.call('POST /api/v1/measures', {
      body: { ...body, title: '当番表を直す', ownerName: '総務部', dueOn: today },
    });
    const list = await handler.call('GET /api/v1/measures', { query: { state: 'overdue', q: '情報' } });
    expect(list.items.map(({ id }) => id)).toEqual([measure.id]);
    const closed = await handler.call('POST /api/v1/measures/{id}/close', {
      params: { id: measure.id },
      version: 1,
      body: { state: 'done', reason: '決めた。' },
    });
    expect(closed).toMatchObject({ state: 'done', isOverdue: false });
    const change = handler.call('PATCH /api/v1/measures/{id}', {
      params: { id: measure.id },
      version: 2,
      body: { ...words, ownerId: null, ownerName: 'x' },
    });
    expect(await refusalOf(change)).toBe('measures.change.not-open');
    expect((await handler.call('GET /api/v1/measures', { query: { sort: 'newest', limit: 1 } })).items).toHaveLength(1);
  });
});

describe('a report to management', () => {
  it('is drafted from the record, keeps what was written by hand, and says what the record says now', async () => {
    const draft = await start('progress');
    expect(await refusalOf(start('progress'))).toBe('management-reports.start.draft-open');
    expect(draft.sections.find(({ code }) => code === 'effect')?.text).toBe('影響範囲は不明（確認中）である。');
    const changed = await handler.call('PATCH /api/v1/management-reports/{id}', {
      params: { id: draft.id },
      version: draft.version,
      body: { ...options, edits: [{ code: 'summary', text: `手で書いた概要 ${hostile}` }] },
    });
    expect(changed.sections[0]).toMatchObject({ code: 'summary', isEdited: true, isOutdated: false });
    // What was seen is no more what would be issued.
    const stale = handler.call('POST /api/v1/management-reports/{id}/issue', {
      params: { id: draft.id },
      version: changed.version,
      body: { contentHash: draft.contentHash },
    });
    expect(await refusalOf(stale)).toBe('management-reports.issue.record-changed');
    const own = handler.call('POST /api/v1/management-reports/{id}/approve', {
      params: { id: draft.id },
      version: changed.version,
      body: { contentHash: changed.contentHash },
    });
    expect(await refusalOf(own)).toBe('management-reports.approve.own');
    const approved = await commander.call('POST /api/v1/management-reports/{id}/approve', {
      params: { id: draft.id },
      version: changed.version,
      body: { contentHash: changed.contentHash },
    });
    expect(approved.approval?.by.id).toBe(commander.id);
    const issued = await issue(await show(draft.id));
    expect(issued).toMatchObject({ state: 'issued', number: 1, name: '第一報', isIntact: true });
    expect(issued.document.checksum).toContain(issued.issued?.sha256);
  }, 30_000);

  it('S1 S3 S18 has what was typed as text in its files, which are the ones whose checksums it names', async () => {
    const list = await handler.call('GET /api/v1/subjects/{id}/management-reports', {
      params: { id: incident.number },
    });
    const report = list.items.find(({ state }) => state === 'issued');
    if (report === undefined) throw new Error('nothing was issued');
    const pdf = await bytesOf(report.id, 'pdf');
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    const docx = await bytesOf(report.id, 'docx');
    expect(report.issued?.files.map(({ sha256 }) => sha256)).toEqual([hash(pdf), hash(docx)]);
    const { text } = await readPdf(pdf);
    expect(text.replace(/[\s\u200b]/g, '')).toContain(`手で書いた概要${hostile}`.replace(/\s/g, ''));
    expect(text).not.toContain('root:');
    expect(textOfXml((await readDocx(docx)).get('word/document.xml') ?? '')).toContain(`手で書いた概要 ${hostile}`);
  }, 30_000);

  it('S28 that was issued cannot be changed by anybody; a correction is the next number', async () => {
    const list = await handler.call('GET /api/v1/subjects/{id}/management-reports', { params: { id: incident.id } });
    const id = list.items[0]?.id ?? '';
    const { version } = await show(id);
    const change = { params: { id }, version, body: { ...options, edits: [] } };
    for (const someone of [handler, commander]) {
      const changed = someone.call('PATCH /api/v1/management-reports/{id}', change);
      expect(await refusalOf(changed)).toBe('management-reports.change.not-draft');
      const discarded = someone.call('POST /api/v1/management-reports/{id}/discard', {
        params: { id },
        version,
        body: {},
      });
      expect(await refusalOf(discarded)).toBe('management-reports.change.not-draft');
    }
    await refusedByDatabase(sql`update management_reports.report set document = '{}' where id = ${id}`);
    await refusedByDatabase(sql`update management_reports.report set state = 'draft' where id = ${id}`);
    await refusedByDatabase(sql`delete from management_reports.report where id = ${id}`);
    const second = await start('progress');
    expect(second).toMatchObject({ number: 2, name: '第二報', previous: { number: 1, name: '第一報' } });
    expect(second.sections[0]?.previous).toContain('手で書いた概要');
    await handler.call('POST /api/v1/management-reports/{id}/discard', {
      params: { id: second.id },
      version: second.version,
      body: {},
    });
    expect(await show(id)).toMatchObject({ isIntact: true, version });
  }, 30_000);

  it('is sent by mail with its files, and it is on record to whom', async () => {
    const list = await handler.call('GET /api/v1/subjects/{id}/management-reports', { params: { id: incident.id } });
    const id = list.items[0]?.id ?? '';
    const sent = await handler.call('POST /api/v1/management-reports/{id}/send', {
      params: { id },
      body: { to: [{ address: 'board@example.jp' }], text: '第一報をお送りします。', formats: ['pdf'] },
    });
    expect(sent.deliveries).toMatchObject([{ to: ['board@example.jp'] }]);
    const mail = await until(
      async () => sink.mails.find(({ email }) => email.text?.includes('第一報をお送りします')),
      (found) => found !== undefined,
    );
    expect(mail?.email.subject).toContain('第一報');
    expect(mail?.email.attachments.map(({ filename }) => filename)).toEqual([`${incident.number}-report-01-ja.pdf`]);
  }, 30_000);
});

describe('a closing report', () => {
  it('tells cause, review and measures, and names the head of the audit chain', async () => {
    await until(
      async () => program.ground.databases.app.selectFrom('platform.audit_seal').select('position').execute(),
      (rows) => rows.length > 0,
    );
    const { id } = await start('closing');
    // The mail that was sent is noted by a job; until then the record still changes.
    const draft = await until(
      () => show(id),
      ({ sections }) => sections.some(({ text }) => text.includes('1通送った')),
    );
    const issued = await issue(draft);
    expect(issued).toMatchObject({ name: '第1版', isIntact: true });
    expect(issued.issued?.chain?.hash).toMatch(/^[0-9a-f]{64}$/);
    const { text } = await readPdf(await bytesOf(issued.id, 'pdf'));
    const flat = text.replace(/[\s\u200b]/g, '');
    expect(flat).toContain('更新の担当が決まっていなかった。');
    expect(flat).toContain('情報システム部');
    expect(flat).toContain(issued.issued?.chain?.hash ?? 'no chain');
  }, 30_000);
});

describe('afterwards', () => {
  it('no problem came up', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
