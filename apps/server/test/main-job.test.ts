import Encoding from 'encoding-japanese';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailSink } from './support/mail-sink.ts';
import { sendMail } from './support/send-mail.ts';
import {
  freePort,
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from './support/test-program.ts';

let program: TestProgram;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let handler: Visitor;
let commander: Visitor;

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

/** A mail as an older Japanese mailer writes it: ISO-2022-JP in subject, body and file name. */
function japaneseMail(): Buffer {
  const jis = (text: string) =>
    Buffer.from(Encoding.convert(Encoding.stringToCode(text), { to: 'JIS', from: 'UNICODE' }));
  const word = (text: string) => `=?ISO-2022-JP?B?${jis(text).toString('base64')}?=`;
  const head = [
    `From: ${word('佐藤 健')} <sato@example.co.jp>`,
    'To: csirt@example.jp',
    `Subject: ${word('【至急】誤送信のご報告')}`,
    'Date: Fri, 27 Nov 2026 18:42:00 +0900',
    'Message-ID: <first@example.co.jp>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=ISO-2022-JP',
    'Content-Transfer-Encoding: 7bit',
    '',
    '',
  ].join('\r\n');
  const tail = [
    '',
    '--b1',
    `Content-Type: text/csv; name="${word('送信先.csv')}"`,
    `Content-Disposition: attachment; filename="${word('送信先.csv')}"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('name,address\r\n').toString('base64'),
    '--b1--',
    '',
  ].join('\r\n');
  return Buffer.concat([
    Buffer.from(head),
    jis('営業二課の佐藤です。お客様312名へToで一斉送信してしまいました。'),
    Buffer.from(tail),
  ]);
}

async function mailIn(raw: Buffer): Promise<string> {
  return await sendMail(program.smtpPort, { envelope: { from: 'sato@example.co.jp', to: 'csirt@example.jp' }, raw });
}

describe('from a mail to a closed incident', () => {
  it('keeps, reads and shows an ISO-2022-JP mail with its attachment as a report with a number', async () => {
    expect(await mailIn(japaneseMail())).toMatch(/^250/);
    const list = await until(
      () => handler.call('GET /api/v1/reports', {}),
      (page) => page.items.length === 1,
    );
    expect(list.items[0]).toMatchObject({
      title: '【至急】誤送信のご報告',
      state: 'new',
      channel: 'mail',
      attachmentCount: 1,
    });
    const report = await handler.call('GET /api/v1/reports/{id}', { params: { id: list.items[0]?.number ?? '' } });
    expect(report.number).toMatch(/^REP-\d{4}-0001$/);
    expect(report.text).toContain('お客様312名へToで一斉送信');
    expect(report.reporter).toEqual({ name: '佐藤 健', address: 'sato@example.co.jp' });
    expect(report.attachments[0]).toMatchObject({ name: '送信先.csv', size: 14 });
    const original = await handler.fetch(`/api/v1/reports/${report.number}/original`);
    expect(Buffer.from(await original.arrayBuffer()).equals(japaneseMail())).toBe(true);
    expect(original.headers.get('content-disposition')).toMatch(/^attachment; filename="REP-/);
    const attachment = await handler.fetch(`/api/v1/reports/${report.id}/attachments/${report.attachments[0]?.id}`);
    expect(await attachment.text()).toBe('name,address\r\n');
  });

  it('acknowledges to the sender in Japanese through the relay, with the number and without a return path', async () => {
    await until(
      async () => sink.mails.length,
      (count) => count === 1,
    );
    const mail = sink.mails[0];
    expect(mail?.from).toBe('');
    expect(mail?.to).toEqual(['sato@example.co.jp']);
    expect(mail?.email.subject).toMatch(/^\[REP-\d{4}-0001\] 受付のご連絡：【至急】誤送信のご報告$/);
    expect(mail?.email.text).toContain('佐藤 健 様');
    expect(mail?.email.headers.find((one) => one.key === 'auto-submitted')?.value).toBe('auto-replied');
    expect(mail?.email.inReplyTo).toBe('<first@example.co.jp>');
    const sent = await until(
      () => handler.call('GET /api/v1/messages', { query: { subjectId: `REP-${new Date().getFullYear()}-0001` } }),
      (page) => page.items[0]?.state === 'sent',
    );
    expect(sent.items).toHaveLength(1);
  });

  it('opens an incident from the report, notes, restricts, closes with a reason', async () => {
    const [report] = (await handler.call('GET /api/v1/reports', {})).items;
    const incident = await handler.call('POST /api/v1/incidents', { body: { reportId: report?.number ?? '' } });
    expect(incident.number).toMatch(/^INC-\d{4}-0001$/);
    expect(incident.title).toBe('【至急】誤送信のご報告');
    expect(incident.reports).toMatchObject([{ kind: 'report', number: report?.number }]);
    expect(
      (await handler.call('GET /api/v1/reports/{id}', { params: { id: report?.id ?? '' } })).handledAs?.number,
    ).toBe(incident.number);

    const entry = await handler.call('POST /api/v1/journal-entries', {
      body: { subjectId: incident.number, text: '受信者へ削除をお願いした', lane: 'communication' },
    });
    expect(entry).toMatchObject({ kind: 'note', lane: 'communication', text: '受信者へ削除をお願いした' });

    const compartment = await commander.call('POST /api/v1/compartments', {
      body: { name: '誤送信対応', memberIds: [handler.id] },
    });
    await handler.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: incident.id },
      body: { compartmentId: compartment.id },
    });
    const restricted = await handler.call('GET /api/v1/incidents/{id}', { params: { id: incident.id } });
    expect(restricted.compartment).toMatchObject({ name: '誤送信対応', isOpen: false });

    const closed = await commander.call('POST /api/v1/incidents/{id}/close', {
      params: { id: incident.id },
      body: { outcome: 'resolved', reason: '全員に削除を確認', overrideReason: '記録は紙で残した' },
      version: restricted.version,
    });
    expect(closed).toMatchObject({ phase: 'closed', closing: { outcome: 'resolved', reason: '全員に削除を確認' } });
    expect(
      await refusalOf(
        handler.call('POST /api/v1/journal-entries', { body: { subjectId: incident.id, text: 'あとから' } }),
      ),
    ).toBe('incidents.annotate.closed');
  });

  it('hides the restricted incident, its report, journal, files and search hits from another handler', async () => {
    const outsider = await program.person('handler');
    const [incident] = (await handler.call('GET /api/v1/incidents', {})).items;
    const [report] = (await handler.call('GET /api/v1/reports', {})).items;
    expect((await outsider.call('GET /api/v1/incidents', {})).items).toEqual([]);
    expect((await outsider.call('GET /api/v1/reports', {})).total).toEqual({ count: 0, isMore: false });
    expect((await outsider.call('GET /api/v1/search', { query: { q: '誤送信' } })).items).toEqual([]);
    expect((await handler.call('GET /api/v1/search', { query: { q: '誤送信' } })).items.length).toBeGreaterThan(0);
    for (const path of [
      `/api/v1/incidents/${incident?.number}`,
      `/api/v1/reports/${report?.id}`,
      `/api/v1/reports/${report?.id}/original`,
      `/api/v1/journal-entries?subjectId=${incident?.id}`,
      `/api/v1/messages?subjectId=${report?.id}`,
    ]) {
      const answer = await outsider.fetch(path);
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  it('takes a report over the API once for each external id', async () => {
    const soc = await program.machine('soc');
    const body = { title: '同一端末から短時間の認証失敗', text: '46回', source: 'soc-east', externalId: 'A-1' };
    const first = await soc.call('POST /api/v1/reports', { body });
    const again = await soc.call('POST /api/v1/reports', { body });
    expect(again).toMatchObject({ number: first.number, isRepeated: true });
    expect(await refusalOf(soc.call('GET /api/v1/reports', {}))).toBe('permission.use.denied');
  });

  it('reports nothing as a problem on the way', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
