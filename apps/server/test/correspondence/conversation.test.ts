import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually as within } from '../reliability/eventually.ts';
import { startMailSink } from '../support/mail-sink.ts';
import { sendMail } from '../support/send-mail.ts';
import { freePort, refusalOf, startTestProgram, type TestProgram, type Visitor } from '../support/test-program.ts';

/** The first mail starts the thread that reads mails, which takes long on a loaded machine. Milliseconds. */
const patience = 60_000;

const eventually = <T>(ask: () => Promise<T>, holds: (seen: T) => boolean) => within(ask, holds, patience);

let program: TestProgram;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let handler: Visitor;
let commander: Visitor;

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
beforeAll(async () => {
  sink = await startMailSink();
  program = await startTestProgram({ smtpRelayUrl: sink.url, smtpPort: await freePort() });
  handler = await program.person('handler');
  commander = await program.person('commander');
});
afterAll(async () => {
  await program.stop();
  await sink.stop();
});

type Mail = {
  readonly from?: string;
  readonly envelopeFrom?: string;
  readonly subject: string;
  readonly text?: string;
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly raw?: string;
};

async function mailIn(mail: Mail): Promise<void> {
  const from = mail.from ?? 'Yamada Taro <yamada@example.co.jp>';
  await sendMail(program.smtpPort, {
    ...(mail.raw === undefined ? { from, to: 'csirt@example.jp', text: mail.text ?? 'text' } : { raw: mail.raw }),
    ...(mail.raw === undefined ? { subject: mail.subject } : {}),
    ...(mail.messageId === undefined ? {} : { messageId: `<${mail.messageId}>` }),
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: `<${mail.inReplyTo}>`, references: `<${mail.inReplyTo}>` }),
    envelope: { from: mail.envelopeFrom ?? from.replace(/.*<|>.*/g, ''), to: 'csirt@example.jp' },
  });
}

/** A report made of a mail by one reporter of its own, acknowledged. */
async function reported(subject: string): Promise<{ id: string; number: string; reporter: string; first: string }> {
  const reporter = `r${randomUUID().slice(0, 8)}@example.co.jp`;
  const first = `${randomUUID()}@example.co.jp`;
  await mailIn({ subject, from: `報告 太郎 <${reporter}>`, messageId: first, text: '不審なメールが届きました。' });
  const { items } = await eventually(
    () => handler.call('GET /api/v1/reports', { query: { q: subject } }),
    (list) => list.items.length > 0,
  );
  const [report] = items;
  if (report === undefined) throw new Error('no report');
  await eventually(
    () => messagesOf(report.id),
    (all) => all.some(({ state }) => state === 'sent'),
  );
  return { id: report.id, number: report.number, reporter, first };
}

const messagesOf = async (subjectId: string, who: Visitor = handler) =>
  (await who.call('GET /api/v1/messages', { query: { subjectId } })).items;

function write(subjectId: string, to: string, more: object = {}) {
  return {
    subjectId,
    purpose: 'question' as const,
    to: [{ address: to }],
    title: 'Re: お尋ね',
    text: 'いつ気づきましたか。',
    locale: 'ja' as const,
    tlp: null,
    ...more,
  };
}

const send = (body: ReturnType<typeof write>, who: Visitor = handler) => who.call('POST /api/v1/messages', { body });

/** The mail that a message became, as the relay got it. */
async function sunk(subjectPart: string) {
  const found = await eventually(
    async () => sink.mails.filter(({ email }) => email.subject?.includes(subjectPart)),
    (mails) => mails.length > 0,
  );
  const mail = found[0];
  if (mail === undefined) throw new Error('nothing was sent');
  return mail;
}
const idOf = (mail: { readonly email: { readonly messageId?: string | undefined } }) =>
  (mail.email.messageId ?? '').replace(/[<>]/g, '');

describe('a conversation', () => {
  it('goes out under our Message-ID, and the answer to it comes back into the same record, live and searchable', async () => {
    const report = await reported(`会話 ${randomUUID().slice(0, 8)}`);
    const sent = await send(
      write(report.id, report.reporter, {
        title: `質問 ${report.number}`,
        quote: {
          name: '報告 太郎',
          address: report.reporter,
          at: '2026-11-22T05:05:00Z',
          text: '不審なメール\n> 前の引用',
        },
      }),
    );
    expect(sent).toMatchObject({ direction: 'out', state: 'queued', purpose: 'question', isAutomatic: false });
    const mail = await sunk(`質問 ${report.number}`);
    expect(mail.from).toBe('csirt@example.jp');
    expect(mail.email.inReplyTo).toBe(`<${report.first}>`);
    expect(mail.email.headers.map(({ key }) => key)).not.toContain('x-matoi-loop');
    expect(mail.email.text).toContain('いつ気づきましたか。');
    expect(mail.email.text).toContain('> 不審なメール\n>> 前の引用');
    expect(mail.email.text).toContain('2026年11月22日');
    expect(mail.email.text).toMatch(/14:05/);

    const word = `返信語${randomUUID().slice(0, 6)}`;
    await mailIn({
      from: `別の人 <other-${randomUUID().slice(0, 6)}@example.net>`,
      subject: '件名を変えました',
      inReplyTo: idOf(mail),
      text: `昨日の夕方です。${word}`,
    });
    const all = await eventually(
      () => messagesOf(report.id),
      (items) => items.some(({ direction }) => direction === 'in'),
    );
    const reply = all.find(({ direction }) => direction === 'in');
    expect(reply).toMatchObject({ state: 'received', knownBy: 'token', isAutomatic: false, hasOriginal: true });
    expect(reply?.text).toContain(word);
    const found = await handler.call('GET /api/v1/search', { query: { q: word } });
    expect(found.items.map(({ subject }) => subject.id)).toEqual([report.id]);
    const original = await handler.fetch(`/api/v1/messages/${reply?.id}/original`);
    expect(await original.text()).toContain('In-Reply-To');
    const reports = await handler.call('GET /api/v1/reports', { query: { q: '件名を変えました' } });
    expect(reports.items.filter(({ id }) => id !== report.id)).toEqual([]);
  });

  it('takes an answer with the bare number only from somebody who takes part; of others it becomes a proposed report', async () => {
    const report = await reported(`番号 ${randomUUID().slice(0, 8)}`);
    await mailIn({ from: report.reporter, subject: `追加です ${report.number}`, text: '続き' });
    const all = await eventually(
      () => messagesOf(report.id),
      (items) => items.some(({ direction }) => direction === 'in'),
    );
    expect(all.find(({ direction }) => direction === 'in')).toMatchObject({ knownBy: 'known-correspondent' });

    const title = `よそから ${report.number} ${randomUUID().slice(0, 6)}`;
    await mailIn({ from: 'stranger@example.org', subject: title });
    const { items } = await eventually(
      () => handler.call('GET /api/v1/reports', { query: { q: title } }),
      (list) => list.items.length > 0,
    );
    const shown = await handler.call('GET /api/v1/reports/{id}', { params: { id: items[0]?.id ?? '' } });
    expect(shown.proposedFor).toMatchObject({ id: report.id });
    expect((await messagesOf(report.id)).filter(({ direction }) => direction === 'in')).toHaveLength(1);
  });

  it('keeps an automatic answer in the conversation and answers it not', async () => {
    const report = await reported(`不在 ${randomUUID().slice(0, 8)}`);
    const before = sink.mails.length;
    const [acknowledgement] = sink.mails.filter(({ email }) => email.subject?.includes(report.number));
    await mailIn({
      subject: '',
      envelopeFrom: '',
      raw: [
        `From: ${report.reporter}`,
        'To: csirt@example.jp',
        'Subject: Out of office',
        'Auto-Submitted: auto-replied',
        `In-Reply-To: <${acknowledgement === undefined ? '' : idOf(acknowledgement)}>`,
        'Message-ID: <ooo@example.co.jp>',
        '',
        'I am away.',
      ].join('\r\n'),
    });
    const all = await eventually(
      () => messagesOf(report.id),
      (items) => items.some(({ direction }) => direction === 'in'),
    );
    expect(all.find(({ direction }) => direction === 'in')).toMatchObject({
      isAutomatic: true,
      automaticSign: 'automatic-sender',
    });
    expect(sink.mails.length).toBe(before);
  });

  it('reaches a restricted record, of which nobody outside learns anything', async () => {
    const report = await reported(`極秘 ${randomUUID().slice(0, 8)}`);
    const compartment = await commander.call('POST /api/v1/compartments', { body: { name: randomUUID() } });
    await commander.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: report.id },
      body: { compartmentId: compartment.id },
    });
    const [acknowledgement] = sink.mails.filter(({ email }) => email.subject?.includes(report.number));
    const word = `秘密の返信${randomUUID().slice(0, 6)}`;
    await mailIn({
      from: report.reporter,
      subject: word,
      inReplyTo: idOf(acknowledgement ?? { email: {} }),
      text: word,
    });
    const all = await eventually(
      () => messagesOf(report.id, commander),
      (items) => items.some(({ direction }) => direction === 'in'),
    );
    expect(all.find(({ direction }) => direction === 'in')?.title).toBe(word);
    expect(await refusalOf(messagesOf(report.id))).toBe('record.find.not-found');
    expect((await handler.call('GET /api/v1/search', { query: { q: word } })).items).toEqual([]);
    expect((await handler.call('GET /api/v1/reports', { query: { q: word } })).items).toEqual([]);
    expect((await handler.call('GET /api/v1/audit-entries', { query: {} }).catch(() => ({ items: [] }))).items).toEqual(
      [],
    );
    const outgoing = await handler.call('GET /api/v1/outgoing-messages', { query: { limit: 200 } });
    expect(JSON.stringify(outgoing)).not.toContain(report.id);
  });

  it('S24 with a report that was merged, and merged again with its whole, comes into sight where both are told now', async () => {
    const [first, second, third] = [
      await reported(`併合一 ${randomUUID().slice(0, 8)}`),
      await reported(`併合二 ${randomUUID().slice(0, 8)}`),
      await reported(`併合三 ${randomUUID().slice(0, 8)}`),
    ];
    const shown = (id: string) => handler.call('GET /api/v1/reports/{id}', { params: { id } });
    const merge = async (id: string, intoId: string) => {
      const { version } = await shown(id);
      await handler.call('POST /api/v1/reports/{id}/merge', { params: { id }, version, body: { intoId } });
    };
    await merge(first.id, second.id);
    await merge(second.id, third.id);
    const word = `併合後の返信${randomUUID().slice(0, 6)}`;
    await mailIn({ from: first.reporter, subject: `${word} ${first.number}`, text: word });
    const seen = await eventually(
      () => shown(third.id),
      ({ newsAt }) => newsAt !== null,
    );
    expect(seen.state).toBe('new');
    expect((await messagesOf(third.id)).some(({ text }) => text.includes(word))).toBe(true);
    await handler.call('POST /api/v1/subjects/{id}/mail-silence', {
      params: { id: third.id },
      body: { scope: 'record', reason: '盗み見の疑い' },
    });
    expect(await refusalOf(send(write(first.id, first.reporter)))).toBe('correspondence.send.silenced');
  });

  it('shows the bounce on the copy that bounced, in the words of the other side', async () => {
    const report = await reported(`不達 ${randomUUID().slice(0, 8)}`);
    const wrong = `nobody-${randomUUID().slice(0, 6)}@example.org`;
    const sent = await send(
      write(report.id, wrong, { cc: [{ address: report.reporter }], title: `宛先違い ${report.number}` }),
    );
    const mail = await sunk(`宛先違い ${report.number}`);
    await mailIn({
      subject: '',
      envelopeFrom: '',
      raw: [
        'From: MAILER-DAEMON@relay.example.jp',
        'To: csirt@example.jp',
        'Subject: Undelivered Mail Returned to Sender',
        'Message-ID: <bounce@relay.example.jp>',
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        'Could not be delivered.',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; relay.example.jp',
        '',
        `Final-Recipient: rfc822; ${wrong}`,
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
        '',
        '--b',
        'Content-Type: text/rfc822-headers',
        '',
        `Message-ID: <${idOf(mail)}>`,
        'Subject: x',
        '',
        '--b--',
        '',
      ].join('\r\n'),
    });
    const all = await eventually(
      () => messagesOf(report.id),
      (items) => items.find(({ id }) => id === sent.id)?.state === 'bounced',
    );
    const message = all.find(({ id }) => id === sent.id);
    expect(message?.recipients).toEqual([
      expect.objectContaining({ address: wrong, state: 'bounced', problem: expect.stringContaining('User unknown') }),
      expect.objectContaining({ address: report.reporter, state: 'sent', problem: null }),
    ]);
    expect(all.filter(({ direction }) => direction === 'in')).toMatchObject([{ isAutomatic: true, knownBy: 'token' }]);
  });
});

describe('afterwards', () => {
  it('nothing was reported as a problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
  it('the audit log has an entry for each mail that was sent by hand', async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from platform.audit_entry where action = 'correspondence.send'`.execute(
      program.ground.databases.owner,
    );
    expect(rows[0]?.count).toBe(2);
  });
});
