import { randomUUID } from 'node:crypto';
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
let incident: { readonly id: string; readonly number: string };

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
beforeAll(async () => {
  sink = await startMailSink();
  program = await startTestProgram({ smtpRelayUrl: sink.url, smtpPort: await freePort() });
  handler = await program.person('handler');
  commander = await program.person('commander');
  incident = await handler.call('POST /api/v1/incidents', { body: { title: 'mail' } });
});
afterAll(async () => {
  await program.stop();
  await sink.stop();
});

const write = (more: object = {}) => ({
  subjectId: incident.id,
  purpose: 'reply' as const,
  to: [{ address: 'a@example.jp' }],
  title: 'title',
  text: 'text',
  locale: 'ja' as const,
  tlp: null,
  ...more,
});
const send = (more: object = {}, who: Visitor = handler) => who.call('POST /api/v1/messages', { body: write(more) });
const preview = (more: object = {}) => handler.call('POST /api/v1/messages/preview', { body: write(more) });

async function sunkTo(address: string) {
  const mails = await eventually(
    async () => sink.mails.filter(({ to }) => to.includes(address)),
    (all) => all.length > 0,
  );
  const mail = mails[0];
  if (mail === undefined) throw new Error('nothing was sent');
  return mail;
}
const anyAddress = () => `${randomUUID()}@example.jp`;
const headersOf = (mail: Awaited<ReturnType<typeof sunkTo>>) =>
  new Map(mail.email.headers.map((one) => [one.key, one.value]));

const crlf = ['\r\nBcc: evil@example.org', '\nBcc: evil@example.org', '\rBcc: evil@example.org', '\u2028Bcc: x'];

describe('S8 a mail that answers a message of another record', () => {
  it('takes nothing of that conversation along', async () => {
    const [first, second] = [anyAddress(), anyAddress()];
    const other = await handler.call('POST /api/v1/incidents', { body: { title: 'other' } });
    const theirs = await send({ subjectId: other.id, to: [{ address: first }] });
    const theirId = headersOf(await sunkTo(first)).get('message-id') ?? '';
    await send({ answers: theirs.id, to: [{ address: second }] });
    const mail = headersOf(await sunkTo(second));
    expect(theirId).toMatch(/^<.+>$/);
    expect(JSON.stringify([...mail])).not.toContain(theirId.slice(1, -1));
    const third = anyAddress();
    await send({ subjectId: other.id, answers: theirs.id, to: [{ address: third }] });
    expect(headersOf(await sunkTo(third)).get('in-reply-to')).toBe(theirId);
  });
});

describe('S23 header injection', () => {
  it.each(crlf)('a title with %j is refused at the door, or one line', async (tail) => {
    expect(await refusalOf(send({ title: `x${tail}` }))).toBe('request.read.invalid');
  });

  it.each(crlf)('a name of a receiver with %j is refused', async (tail) => {
    expect(await refusalOf(send({ to: [{ name: `x${tail}`, address: 'a@example.jp' }] }))).toBe('request.read.invalid');
  });

  it.each(['a@example.jp\r\nBcc: b@example.jp', 'a@example.jp, b@example.jp', '<a@example.jp>', 'a b@example.jp'])(
    'the address %j is refused',
    async (address) => {
      expect(await refusalOf(send({ to: [{ address }] }))).toBe('request.read.invalid');
    },
  );

  it('of a stranger: what stands in a reported subject and name adds no header to what leaves', async () => {
    const reporter = anyAddress();
    const encoded = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
    await sendMail(program.smtpPort, {
      envelope: { from: reporter, to: 'csirt@example.jp' },
      raw: [
        `From: ${encoded('Evil\r\nBcc: hidden@example.org\r\nX-Evil: 1')} <${reporter}>`,
        'To: csirt@example.jp',
        `Subject: ${encoded('hello\r\nBcc: hidden@example.org\r\nX-Evil: 1\r\n\r\nbody')}`,
        'Message-ID: <evil@example.org>\r\n\tX-Evil: 1',
        '',
        'text',
      ].join('\r\n'),
    });
    const acknowledgement = await sunkTo(reporter);
    expect(acknowledgement.to).toEqual([reporter]);
    const headers = headersOf(acknowledgement);
    expect([headers.has('bcc'), headers.has('x-evil')]).toEqual([false, false]);
    const { items } = await handler.call('GET /api/v1/reports', { query: { q: reporter } });
    const prepared = await handler.call('GET /api/v1/subjects/{id}/correspondence', {
      params: { id: items[0]?.id ?? '' },
      query: {},
    });
    for (const { title } of prepared.templates) expect(title).not.toMatch(/[\r\n]/);
  });

  it('of the text: it stays text, whatever headers, boundaries or dots it looks like', async () => {
    const address = anyAddress();
    const text =
      'Bcc: x@example.org\n\n.\n--boundary--\nContent-Type: text/html\n\n<script>alert(1)</script>\n..\nFrom me';
    await send({ to: [{ address }], text, signature: false });
    const mail = await sunkTo(address);
    expect(mail.email.text?.trimEnd()).toBe(text);
    expect(mail.email.html).toBeUndefined();
    expect(headersOf(mail).has('bcc')).toBe(false);
  });
});

const hostile = [
  '{{constructor}}',
  '{{__proto__}}',
  '{{toString}}',
  '{{number.constructor}}',
  '{{#if x}}y{{/if}}',
  "{{ ''.constructor.constructor('return process')() }}",
  '{{> partial}}',
  '{{{number}}}x{{env}}',
  '{{include "/etc/passwd"}}',
];
const both = (text: string) => ({ ja: text, en: text });

describe('S3 a template of an administrator or commander', () => {
  it.each(hostile)('that asks for %j is refused by the name of what it asks for', async (text) => {
    const body = { purpose: 'reply' as const, name: both('x'), title: both('x'), text: both(text) };
    expect(await refusalOf(commander.call('POST /api/v1/message-templates', { body }))).toBe(
      'correspondence.change-template.unknown-variable',
    );
    const inTitle = { ...body, title: both(text), text: both('x') };
    expect(await refusalOf(commander.call('POST /api/v1/message-templates', { body: inTitle }))).toBe(
      'correspondence.change-template.unknown-variable',
    );
  });

  // biome-ignore lint/suspicious/noTemplateCurlyInString: the signs of another engine
  it.each(['${process.env.HOME}', '<%= process.env %>', '#{7*7}', '{% include "x" %}', '[[7*7]]', '{{}} {{ }}'])(
    'with the signs of other engines, %j, is text, or refused',
    async (text) => {
      const body = { purpose: 'reply' as const, name: both('x'), title: both('x'), text: both(text) };
      if (text.includes('{{')) {
        expect(await refusalOf(commander.call('POST /api/v1/message-templates', { body }))).toBe(
          'correspondence.change-template.unknown-variable',
        );
        return;
      }
      const made = await commander.call('POST /api/v1/message-templates', { body });
      const prepared = await handler.call('GET /api/v1/subjects/{id}/correspondence', {
        params: { id: incident.id },
        query: {},
      });
      expect(prepared.templates.find(({ key }) => key === made.key)?.text).toBe(text);
    },
  );

  it('is not made by a handler', async () => {
    const body = { purpose: 'reply' as const, name: both('x'), title: both('x'), text: both('x') };
    expect(await refusalOf(handler.call('POST /api/v1/message-templates', { body }))).toBe('permission.use.denied');
  });

  it('is filled once: values that look like variables stay as they are written', async () => {
    const named = await handler.call('POST /api/v1/incidents', { body: { title: '{{teamName}} {{authorName}}' } });
    const prepared = await handler.call('GET /api/v1/subjects/{id}/correspondence', {
      params: { id: named.id },
      query: { locale: 'en' },
    });
    const template = prepared.templates.find(({ key }) => key === 'coordination');
    expect(template?.title).toBe('{{teamName}} {{authorName}}');
  });

  it('leaves nothing unfilled: a mail with a variable of ours is refused by its name', async () => {
    expect(await refusalOf(send({ text: 'x {{recipientName}} y' }))).toBe('correspondence.send.variable-left');
    expect((await preview({ text: '{{recipientName}}' })).refusal).toEqual({
      code: 'correspondence.send.variable-left',
      params: { name: 'recipientName' },
    });
    const quoted = anyAddress();
    await send({ to: [{ address: quoted }], text: 'the payload was {{7*7}} {{foo}}' });
    expect((await sunkTo(quoted)).email.text).toContain('{{7*7}} {{foo}}');
  });

  it('that the program itself needs cannot be retired, and a stale change is refused', async () => {
    const { items } = await commander.call('GET /api/v1/message-templates', {});
    const acknowledgement = items.find(({ key }) => key === 'acknowledgement');
    if (acknowledgement === undefined) throw new Error('missing');
    const { name, title, text, version } = acknowledgement;
    const change = (body: object, at: number) =>
      commander.call('PATCH /api/v1/message-templates/{key}', {
        params: { key: 'acknowledgement' },
        body: { name, title, text, isRetired: false, ...body },
        version: at,
      });
    expect(await refusalOf(change({ isRetired: true }, version))).toBe('correspondence.change-template.always-needed');
    const changed = await change({ text: both('{{number}} 受付済み') }, version);
    expect(changed).toMatchObject({ version: version + 1, isReady: true });
    expect(await refusalOf(change({}, version))).toBe('record.change.stale');
  });
});

const scripts = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '"><svg onload=alert(1)>',
];

describe('S1 the preview of a mail', () => {
  it.each(scripts)('shows %j as text in title, text, name and quotation', async (text) => {
    const shown = await preview({
      title: text,
      text,
      quote: { name: text, address: 'x@example.jp', at: '2026-11-22T00:00:00Z', text },
    });
    expect(shown.title).toContain(text);
    expect(shown.text.split(text)).toHaveLength(4);
    const answer = await handler.fetch('/api/v1/messages/preview', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(write({ text })),
    });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is byte for byte what leaves', async () => {
    const address = anyAddress();
    const mail = {
      to: [{ address }],
      title: '件名 TLP:RED [TLP:GREEN]',
      text: '本文\n二行目',
      tlp: 'amber+strict',
      quote: { name: null, address: 'x@example.jp', at: '2026-11-22T00:00:00Z', text: 'a\n> b' },
    };
    const shown = await preview(mail);
    expect(shown.title).toBe(`[TLP:AMBER+STRICT] [${incident.number}] 件名`);
    expect(shown.text.split('\n')[0]).toBe('TLP:AMBER+STRICT');
    await send(mail);
    const sent = await sunkTo(address);
    expect([sent.email.subject, sent.email.text?.trimEnd()]).toEqual([shown.title, shown.text.trimEnd()]);
  });
});

describe('what may leave', () => {
  it('TLP:RED to several is refused; to one it leaves', async () => {
    const [one, two] = [anyAddress(), anyAddress()];
    expect(await refusalOf(send({ tlp: 'red', to: [{ address: one }, { address: two }] }))).toBe(
      'correspondence.send.red-to-many',
    );
    expect(await refusalOf(send({ tlp: 'red', to: [{ address: one }], cc: [{ address: two }] }))).toBe(
      'correspondence.send.red-to-many',
    );
    await send({ tlp: 'red', to: [{ address: one }] });
    expect((await sunkTo(one)).email.subject).toMatch(/^\[TLP:RED\] /);
  });

  it('nobody, and more than twenty, are refused', async () => {
    expect(await refusalOf(send({ to: [] }))).toBe('correspondence.send.no-address');
    const many = Array.from({ length: 21 }, () => ({ address: anyAddress() }));
    expect(await refusalOf(send({ to: many }))).toBe('correspondence.send.too-many');
  });

  it('a withheld record lets a mail leave for a reason only, and no acknowledgement; it ends by a commander', async () => {
    const { id } = await handler.call('POST /api/v1/incidents', { body: { title: 'compromised' } });
    const address = anyAddress();
    const silence = (who: Visitor, scope: 'record' | 'compartment') =>
      who.call('POST /api/v1/subjects/{id}/mail-silence', {
        params: { id },
        body: { scope, reason: 'メールが読まれているおそれ' },
      });
    expect(await refusalOf(silence(handler, 'compartment'))).toBe('correspondence.silence.needs-commander');
    await silence(handler, 'record');
    expect(await refusalOf(silence(handler, 'record'))).toBe('correspondence.silence.already');
    expect(await refusalOf(send({ subjectId: id, to: [{ address }] }))).toBe('correspondence.send.silenced');
    const sent = await send({ subjectId: id, to: [{ address }], overrideReason: '電話で確認済み' });
    expect(sent.overrideReason).toBe('電話で確認済み');
    const end = (who: Visitor) =>
      who.call('POST /api/v1/subjects/{id}/mail-silence/end', { params: { id }, body: { scope: 'record' } });
    expect(await refusalOf(end(handler))).toBe('permission.use.denied');
    expect((await end(commander)).silences).toEqual([]);
    expect(await refusalOf(end(commander))).toBe('correspondence.end-silence.not-silenced');
  });

  it('a file of another record is refused, one of the record goes along unchanged', async () => {
    const from = anyAddress();
    const content = Buffer.from([0, 1, 2, 255, 13, 10, 46, 13, 10]);
    await sendMail(program.smtpPort, {
      from,
      to: 'csirt@example.jp',
      subject: `file ${from}`,
      text: 'x',
      attachments: [{ filename: '証拠"\r\n.bin', content, contentType: 'application/octet-stream' }],
    });
    const { items } = await eventually(
      () => handler.call('GET /api/v1/reports', { query: { q: from } }),
      (list) => list.items.length > 0,
    );
    const report = items[0]?.id ?? '';
    const { files } = await handler.call('GET /api/v1/subjects/{id}/correspondence', {
      params: { id: report },
      query: {},
    });
    const file = files.find(({ name }) => name.startsWith('証拠'));
    if (file === undefined) throw new Error('the attachment is missing');
    expect(await refusalOf(send({ attachments: [file.id] }))).toBe('correspondence.send.foreign-file');
    const address = anyAddress();
    await send({ subjectId: report, to: [{ address }], attachments: [file.id] });
    const [attachment] = (await sunkTo(address)).email.attachments;
    expect(Buffer.from(attachment?.content as ArrayBuffer).equals(content)).toBe(true);
    expect(attachment?.disposition).toBe('attachment');
  });

  it('S33 of a restricted record: notifications and automatic mail carry no word of it', async () => {
    const word = `極秘${randomUUID().slice(0, 8)}`;
    const compartment = await commander.call('POST /api/v1/compartments', { body: { name: randomUUID() } });
    const secret = await commander.call('POST /api/v1/incidents', { body: { title: word } });
    await commander.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: secret.id },
      body: { compartmentId: compartment.id },
    });
    const address = anyAddress();
    await send(
      { subjectId: secret.id, to: [{ address }], title: 'ご連絡', text: '本文のみ', signature: false },
      commander,
    );
    const mail = await sunkTo(address);
    expect(JSON.stringify(mail)).not.toContain(word);
    const others = sink.mails.filter(({ to }) => !to.includes(address));
    expect(JSON.stringify(others)).not.toContain(word);
    expect(JSON.stringify(await handler.call('GET /api/v1/notifications', {}))).not.toContain(secret.id);
    expect(JSON.stringify(await handler.call('GET /api/v1/outgoing-messages', { query: {} }))).not.toContain(address);
  });
});

describe('afterwards', () => {
  it('nothing was reported as a problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
