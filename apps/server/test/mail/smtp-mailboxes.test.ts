import { connect as connectTls } from 'node:tls';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectSmtp } from '../reliability/smtp.client.ts';
import { sendMail } from '../support/send-mail.ts';
import { freePort, refusalOf, startTestProgram, type TestProgram, type Visitor } from '../support/test-program.ts';

let program: TestProgram;
let administrator: Visitor;
let handler: Visitor;
beforeAll(async () => {
  program = await startTestProgram({ smtpPort: await freePort() });
  administrator = await program.person('administrator');
  handler = await program.person('handler');
});
afterAll(() => program.stop());

const input = (address: string, changes: object = {}) =>
  ({
    ...{ kind: 'smtp-address', name: address, address, isCatchAll: false, locale: null, sourceName: null },
    ...{ compartmentId: null, classHint: null, tags: [], isAcknowledged: true, isOwnList: false },
    ...changes,
  }) as never;
const imap = (changes: object = {}) =>
  ({
    ...{ kind: 'imap', name: 'x', address: 'x@example.jp', host: 'imap.example.invalid', port: 993, tlsMode: 'tls' },
    ...{
      isPrivateAllowed: false,
      trustedCertificate: null,
      userName: 'x',
      authMethod: 'password',
      password: 'secret-1',
    },
    ...{ tokenEndpoint: null, clientId: null, tokenScope: null, folder: 'INBOX', beginsWith: 'new', afterRead: 'flag' },
    ...{ moveTo: null, locale: null, sourceName: null, compartmentId: null, classHint: null, tags: [] },
    ...{ isAcknowledged: true, isOwnList: false },
    ...changes,
  }) as never;

const make = (body: never) => administrator.call('POST /api/v1/mailboxes', { body });

describe('mailboxes as records', () => {
  it('are nobody else’s than the administrator’s', async () => {
    expect(await refusalOf(handler.call('GET /api/v1/mailboxes', {}))).toBe('permission.use.denied');
    expect(await refusalOf(handler.call('POST /api/v1/mailboxes', { body: input('a@example.jp') }))).toBe(
      'permission.use.denied',
    );
  });

  it('refuse what does not fit together, by name', async () => {
    expect(await refusalOf(make(imap({ password: undefined })))).toBe('mailboxes.save.secret-missing');
    expect(await refusalOf(make(imap({ authMethod: 'xoauth2', refreshToken: 'x' })))).toBe(
      'mailboxes.save.token-endpoint-missing',
    );
    expect(await refusalOf(make(imap({ afterRead: 'move' })))).toBe('mailboxes.save.folder-to-move-missing');
    expect(await refusalOf(make(imap({ tlsMode: 'none' })))).toBe('mailboxes.save.plain-password');
    expect(await refusalOf(make(input('a@example.jp', { compartmentId: 999 })))).toBe(
      'mailboxes.save.compartment-unknown',
    );
    expect(await refusalOf(make(imap({ host: 'http://x/' })))).toBe('request.read.invalid');
    expect(await refusalOf(make(imap({ tokenEndpoint: 'http://169.254.169.254/', clientId: 'x' })))).toBe(
      'request.read.invalid',
    );
  });

  it('never answer a secret, keep it encrypted, and S15 want it again for another server and another way to it', async () => {
    const made = await make(imap());
    await administrator.call('POST /api/v1/mailboxes/{id}/pause', { params: { id: made.id }, body: {} });
    const { items } = await administrator.call('GET /api/v1/mailboxes', {});
    expect(JSON.stringify([made, items])).not.toContain('secret-1');
    const { rows } = await sql<{ secret: Buffer; audit: string }>`
      select secret, (select string_agg(entry::text, ' ') from platform.audit_entry entry) as audit
      from platform.mailbox where id = ${made.id}::uuid`.execute(program.ground.databases.owner);
    expect(rows[0]?.audit).toContain('mailboxes.create');
    expect(rows[0]?.secret.includes('secret-1')).toBe(false);
    expect(rows[0]?.audit).not.toContain('secret-1');
    const change = (body: never, version: number) =>
      administrator.call('POST /api/v1/mailboxes/{id}', { params: { id: made.id }, body, version });
    const renamed = await change(imap({ name: 'renamed', password: undefined }), 2);
    expect(renamed).toMatchObject({ name: 'renamed', imap: { hasSecret: true } });
    for (const way of [
      { host: 'evil.example' },
      { port: 1993 },
      { tlsMode: 'starttls' },
      { tlsMode: 'none', isPrivateAllowed: true },
      { isPrivateAllowed: true },
    ]) {
      const refused = await refusalOf(change(imap({ ...way, password: undefined }), renamed.version));
      expect([way, refused]).toEqual([way, 'mailboxes.save.secret-missing']);
    }
    const own = {
      trustedCertificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      password: undefined,
    };
    expect(await refusalOf(change(imap(own), renamed.version))).toBe('mailboxes.save.secret-missing');
    expect(await refusalOf(change(imap(), 1))).toBe('record.change.stale');
    expect(await refusalOf(change(input('x@example.jp'), renamed.version))).toBe('mailboxes.change.kind');
    const gone = await administrator.call('POST /api/v1/mailboxes/{id}/remove', { params: { id: made.id }, body: {} });
    expect(gone).toMatchObject({ state: 'removed', imap: { hasSecret: false } });
  });
});

describe('the receiver with declared addresses', () => {
  const recipient = async (address: string) => {
    const client = await connectSmtp(program.smtpPort ?? 0);
    await client.say('EHLO test.example');
    await client.say('MAIL FROM:<a@b.example>');
    const answer = await client.say(`RCPT TO:<${address}>`);
    client.close();
    return answer.slice(0, 9);
  };

  it('takes them, refuses others for good and the paused for now, and gives the defaults along', async () => {
    const made = await make(input('csirt@example.jp', { locale: 'en', tags: ['窓口'], isAcknowledged: false }));
    expect(await refusalOf(make(input('CSIRT@example.jp')))).toBe('mailboxes.save.address-taken');
    expect(await recipient('csirt@example.jp')).toMatch(/^250/);
    expect(await recipient('Csirt+x@example.jp')).toMatch(/^250/);
    expect(await recipient('nobody@example.jp')).toBe('550 5.1.1');
    await sendMail(program.smtpPort, {
      from: 'a@b.example',
      to: 'csirt@example.jp',
      subject: 'with defaults',
      text: 'x',
    });
    const { rows } = await sql<{
      mailbox_id: string;
      defaults: object;
    }>`select mailbox_id, defaults from platform.inbound_mail`.execute(program.ground.databases.owner);
    expect(rows).toMatchObject([
      { mailbox_id: made.id, defaults: { locale: 'en', tags: ['窓口'], isAcknowledged: false } },
    ]);
    await administrator.call('POST /api/v1/mailboxes/{id}/pause', { params: { id: made.id }, body: {} });
    expect(await recipient('csirt@example.jp')).toBe('450 4.2.1');
    await make(input('all@example.jp', { isCatchAll: true }));
    expect(await recipient('nobody@example.jp')).toMatch(/^250/);
    expect(await refusalOf(make(input('more@example.jp', { isCatchAll: true })))).toBe(
      'mailboxes.save.catch-all-taken',
    );
  });

  it('speaks TLS after STARTTLS, with its own certificate', async () => {
    const client = await connectSmtp(program.smtpPort ?? 0);
    await client.say('EHLO test.example');
    expect(await client.say('STARTTLS')).toMatch(/^220/);
    client.socket.removeAllListeners('data');
    const secure = connectTls({ socket: client.socket, rejectUnauthorized: false });
    await new Promise<void>((resolve, reject) => {
      secure.once('secureConnect', () => resolve());
      secure.once('error', reject);
    });
    const { valid_to: validTo, subject } = secure.getPeerCertificate();
    expect(new Date(validTo).getTime() - Date.now()).toBeGreaterThan(600 * 86_400_000);
    expect(subject.CN).not.toBe('');
    expect(secure.getProtocol()).toMatch(/TLSv1\.[23]/);
    secure.destroy();
  });
});
