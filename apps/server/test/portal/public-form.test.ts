import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailSink } from '../support/mail-sink.ts';
import { openPage, reportByForm, sendForm } from '../support/portal.client.ts';
import { refusalOf, startTestProgram, type TestProgram, until, type Visitor } from '../support/test-program.ts';

let program: TestProgram;
let handler: Visitor;
let sink: Awaited<ReturnType<typeof startMailSink>>;

beforeAll(async () => {
  sink = await startMailSink();
  program = await startTestProgram({ smtpRelayUrl: sink.url });
  handler = await program.person('commander', 'handler');
});
afterAll(async () => {
  await program.stop();
  await sink.stop();
});

const reports = async () => (await handler.call('GET /api/v1/reports', { query: { limit: 200 } })).items;
const right = { tile: 'mis-sent', text: '名簿を別の会社に送ってしまいました。\n13時ごろです。' };

const partOf = (disposition: string) => `--x\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;

describe('the report form', () => {
  it.each([
    ['without anything', {}, ['「何がありましたか」を一つ選んでください', 'どんなことか']],
    ['without a choice', { text: 'a' }, ['「何がありましたか」を一つ選んでください']],
    ['without a text', { tile: 'lost', text: ' \n ' }, ['どんなことか']],
    ['with a text that is too long', { tile: 'lost', text: 'あ'.repeat(20_001) }, ['文章が長すぎます']],
    ['with a name that is too long', { ...right, name: 'n'.repeat(101) }, ['100字まで']],
  ])('%s is not sent, says why beside the field, and keeps what was typed', async (_name, fields, sentences) => {
    const before = (await reports()).length;
    const { nonce } = await openPage(program, '/report?lang=ja');
    const page = await sendForm(program, '/report?lang=ja', { fields: { contact: 'a@example.jp', ...fields, nonce } });
    expect(page.status).toBe(422);
    for (const sentence of sentences) expect(page.text).toContain(sentence);
    expect(page.html).toContain('value="a@example.jp"');
    if (!sentences.some((sentence) => sentence.includes('何が'))) expect(page.html).toContain('aria-invalid="true"');
    if ('text' in fields) expect(page.html).toContain(`\n${fields.text.slice(0, 50).replace('\n', '\r\n')}`);
    expect(await reports()).toHaveLength(before);
  });

  it('becomes a report of its channel, with its files, and answers number and link', async () => {
    const page = await reportByForm(program, { ...right, name: '山根', contact: 'yamane@moegido.example' }, [
      { name: '送信.eml', content: 'Subject: x\r\n\r\ny', type: 'message/rfc822' },
    ]);
    expect(page.status).toBe(200);
    expect(page.text).toContain('受け付けました');
    const report = await handler.call('GET /api/v1/reports/{id}', { params: { id: page.number } });
    expect(report).toMatchObject({
      channel: 'form',
      state: 'new',
      title: 'メールの誤送信：名簿を別の会社に送ってしまいました。',
      text: right.text,
      reporter: { name: '山根', address: 'yamane@moegido.example' },
      compartment: { isOpen: true },
    });
    expect(report.attachments.map((one) => [one.name, one.size])).toEqual([['送信.eml', 15]]);
  });

  it('is acknowledged with the address of its page, which stands in no stored message', async () => {
    const sent = await reportByForm(program, { ...right, contact: 'mori@moegido.example' });
    expect(sent.text).toContain('入力されたメールアドレスにもお送りします');
    const mail = await until(
      async () => sink.mails.find((one) => one.to.includes('mori@moegido.example')),
      (found) => found !== undefined,
    );
    expect(mail?.email.text).toContain(`/g/${sent.token}`);
    const { id } = await handler.call('GET /api/v1/reports/{id}', { params: { id: sent.number } });
    const { items } = await handler.call('GET /api/v1/messages', { query: { subjectId: id } });
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toContain(sent.token);
  });

  it('S15 sends nothing that was typed to an address that may be somebody else’s', async () => {
    const contact = 'victim@moegido.example';
    const typed = { text: '当選です https://evil.example/win', name: '今すぐ https://evil.example/name へ', contact };
    const sent = await reportByForm(program, { ...right, ...typed });
    const mail = await until(
      async () => sink.mails.find((one) => one.to.includes(contact)),
      (found) => found !== undefined,
    );
    expect(mail?.email.subject).toBe(`[${sent.number}] 受付のご連絡：メールの誤送信`);
    expect(mail?.email.text).toContain(sent.number);
    expect(JSON.stringify(mail?.email)).not.toContain('evil.example');
  });

  it('may be sent without a name, without an address, and without a script', async () => {
    const page = await reportByForm(program, { tile: 'other', text: '相談です' });
    const report = await handler.call('GET /api/v1/reports/{id}', { params: { id: page.number } });
    expect(report.reporter).toEqual({ name: null, address: null });
  });

  it('sent twice gives one report and the same link', async () => {
    const before = (await reports()).length;
    const { nonce } = await openPage(program, '/report');
    const fields = { ...right, text: '二度押し', nonce };
    const pages = await Promise.all([1, 2, 3].map(() => sendForm(program, '/report', { fields })));
    expect(new Set(pages.map((page) => page.path)).size).toBe(1);
    expect(await reports()).toHaveLength(before + 1);
  });

  it('sent again with another text from the same page is asked about first, and loses nothing', async () => {
    const { nonce } = await openPage(program, '/report?lang=ja');
    await sendForm(program, '/report?lang=ja', { fields: { ...right, nonce } });
    const second = await sendForm(program, '/report?lang=ja', { fields: { ...right, text: '別の話です', nonce } });
    expect([second.status, second.text.includes('すでに受け付けています')]).toEqual([409, true]);
    expect(second.html).toContain('別の話です');
    const third = await sendForm(program, '/report?lang=ja', {
      fields: { ...right, text: '別の話です', nonce: second.nonce },
    });
    expect(third.text).toContain('受け付けました');
  });

  it('filled in by a machine is taken all the same, without an automatic answer', async () => {
    const page = await reportByForm(program, { ...right, contact: 'a@example.jp', website: 'https://spam.example' });
    const report = await handler.call('GET /api/v1/reports/{id}', { params: { id: page.number } });
    const messages = await until(
      async () => (await handler.call('GET /api/v1/messages', { query: { subjectId: report.id } })).items,
      (items) => items.length > 0,
    );
    expect(messages.map((one) => one.suppression)).toEqual(['automatic-sender']);
  });

  it.each([
    ['too many files', Array.from({ length: 11 }, (_, at) => ({ name: `${at}.txt`, content: 'x' })), '10個まで'],
    ['a file that is too large', [{ name: 'a.bin', content: new Uint8Array(25 * 1_048_576 + 1) }], '25 MB'],
    [
      'files that are too large together',
      [1, 2, 3].map((at) => ({ name: `${at}.bin`, content: new Uint8Array(20 * 1_048_576) })),
      '50 MB',
    ],
  ])('with %s says so and keeps the text', async (_name, files, sentence) => {
    const before = (await reports()).length;
    const { nonce } = await openPage(program, '/report?lang=ja');
    const page = await sendForm(program, '/report?lang=ja', { fields: { ...right, nonce }, files });
    expect(page.status).toBe(422);
    expect(page.text).toContain(sentence);
    expect(page.text).toContain('名簿を別の会社に');
    expect(await reports()).toHaveLength(before);
  });

  it.each([
    ['without a nonce of ours', ['x', ''], 409],
    ['with its nonce behind the files', ['', 'right'], 429],
  ])('S20 %s has its files thrown away unread and unjudged', async (_name, [before, after], status) => {
    const { nonce } = await openPage(program, '/report?lang=ja');
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...right, nonce: before ?? '' })) body.append(name, value);
    for (let at = 0; at < 11; at += 1) body.append('files', new Blob(['x']), `${at}.bin`);
    if (after === 'right') body.append('nonce', nonce);
    const answer = await fetch(`${program.origin}/report?lang=ja`, { method: 'POST', body });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain('名簿を別の会社に');
  });

  it('takes files up to the limits', async () => {
    const files = [1, 2].map((at) => ({ name: `${at}.bin`, content: new Uint8Array(25 * 1_048_576) }));
    const page = await reportByForm(program, right, files);
    const report = await handler.call('GET /api/v1/reports/{id}', { params: { id: page.number } });
    expect(report.attachments.map((one) => one.size)).toEqual([26_214_400, 26_214_400]);
  });

  it.each([
    ['no boundary', 'multipart/form-data', 'x'],
    ['another boundary', 'multipart/form-data; boundary=x', '--y\r\n'],
    ['a field without an end', 'multipart/form-data; boundary=x', `${partOf('name="text"')}abc`],
    ['a file without an end', 'multipart/form-data; boundary=x', `${partOf('name="files"; filename="a"')}abc`],
    ['a field of another world', 'multipart/form-data; boundary=x', `${partOf('name="__proto__"')}a\r\n--x--\r\n`],
  ])('S16 as a form with %s is refused as unreadable, without an alarm', async (_name, type, body) => {
    const page = await fetch(`${program.origin}/report`, { method: 'POST', headers: { 'content-type': type }, body });
    expect([page.status, page.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect(program.problems).toEqual([]);
  });

  it('speaks the language that was asked for, else the browser’s, else the team’s', async () => {
    expect((await openPage(program, '/report?lang=en')).text).toContain('Report a security problem');
    expect((await openPage(program, '/report', { 'accept-language': 'en-GB,ja;q=0.5' })).html).toContain(
      '<html lang="en"',
    );
    expect((await openPage(program, '/report', { 'accept-language': 'fr,de;q=0.5' })).html).toContain(
      '<html lang="ja"',
    );
  });

  it('weighs less than 30 KB with its style, and asks for nothing but one script of ours', async () => {
    for (const path of ['/report?lang=ja', '/report?lang=en', '/privacy']) {
      const page = await openPage(program, path);
      expect(gzipSync(page.html).length).toBeLessThan(30 * 1024);
      const asked = [...page.html.matchAll(/\s(?:src|href)="([^"]+)"/g)].map((found) => found[1] ?? '');
      expect(asked.filter((one) => !/^(mailto:|\/report|\/privacy|#|\/portal\/enhance\.js$)/.test(one))).toEqual([]);
    }
    const script = await fetch(`${program.origin}/portal/enhance.js`);
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  });
});

describe('the settings of the form', () => {
  it('are refused to readers, for a class that is not there, and for a version that is not the newest', async () => {
    const reader = await program.person('reader');
    const change = (visitor: Visitor, body: object, version: number) =>
      visitor.call('PATCH /api/v1/public-form', { body, version });
    const { version, tiles } = await handler.call('GET /api/v1/public-form', {});
    expect(await refusalOf(change(reader, { isOpen: false }, version))).toBe('permission.use.denied');
    const wrong = tiles.map((tile) => ({ ...tile, classHint: 'own:never-heard-of' }));
    expect(await refusalOf(change(handler, { tiles: wrong }, version))).toBe('public-form.change.class-unknown');
    expect(await refusalOf(change(handler, { phone: 'javascript:alert(1)' }, version))).toBe('request.read.invalid');
    await change(handler, { phone: '052-000-0143', hours: { ja: '24時間', en: '24 hours' } }, version);
    expect(await refusalOf(change(handler, { isOpen: false }, version))).toBe('record.change.stale');
    const page = await openPage(program, '/report?lang=ja');
    expect(page.html).toContain('href="tel:0520000143"');
    expect(page.text).toContain('24時間');
  });

  it('close the form, which says where to turn instead', async () => {
    const { version } = await handler.call('GET /api/v1/public-form', {});
    const { nonce } = await openPage(program, '/report');
    const closed = await handler.call('PATCH /api/v1/public-form', { body: { isOpen: false }, version });
    const before = (await reports()).length;
    for (const page of [
      await openPage(program, '/report?lang=ja'),
      await sendForm(program, '/report?lang=ja', { fields: { ...right, nonce } }),
    ]) {
      expect(page.text).toContain('休止しています');
      expect(page.html).not.toContain('<form');
    }
    expect(await reports()).toHaveLength(before);
    await handler.call('PATCH /api/v1/public-form', { body: { isOpen: true }, version: closed.version });
  });
});

describe('a sender of many forms with files', () => {
  it('S20 is held up before the files are taken, and may still report without them', async () => {
    const { nonce } = await openPage(program, '/report?lang=ja');
    const files = [{ name: 'a.txt', content: 'x' }];
    const send = (fields: Record<string, string>, more: object) =>
      sendForm(program, '/report?lang=ja', { fields: { ...fields, nonce }, ...more });
    const statuses: number[] = [];
    while (statuses.length < 61 && statuses.at(-1) !== 429)
      statuses.push((await send({ tile: 'lost' }, { files })).status);
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([422]));
    const page = await send(right, { files });
    expect([page.status, page.headers.get('retry-after')]).toEqual([429, '600']);
    expect(page.text).toContain('名簿を別の会社に');
    expect((await send(right, {})).status).toBe(200);
  }, 30_000);
});

describe('what the pages leave behind', () => {
  it('is no problem of the program', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
