import { createServer } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ImapFlow } from 'imapflow';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepCertificate } from '../../src/platform/mail/index.ts';
import { type Dovecot, dovecotMissing, startDovecot } from '../support/dovecot.ts';
import {
  freePort,
  password,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../support/test-program.ts';

const missing = dovecotMissing();
let program: TestProgram;
let administrator: Visitor;
let handler: Visitor;
let dovecot: Dovecot;

beforeAll(async () => {
  program = await startTestProgram({ smtpMaxBytes: 200_000 });
  administrator = await program.person('administrator');
  handler = await program.person('handler');
  await administrator.call('POST /api/v1/session/step-up', { body: { password } });
});
afterAll(async () => {
  await program.stop();
});

beforeEach(async (context) => {
  if (missing !== null) context.skip(missing);
  dovecot = await startDovecot();
});
afterEach(async () => {
  const { items } = await administrator.call('GET /api/v1/mailboxes', {});
  for (const one of items.filter((box) => box.state !== 'removed'))
    await administrator.call('POST /api/v1/mailboxes/{id}/remove', { params: { id: one.id }, body: {} });
  await dovecot?.stop();
});

type Input = Extract<Parameters<Visitor['call']>[0], 'POST /api/v1/mailboxes'> extends never ? never : object;

let count = 0;
function settings(changes: Readonly<Record<string, unknown>> = {}): Input {
  count += 1;
  return {
    ...{
      kind: 'imap',
      name: `箱 ${count}`,
      address: 'csirt@example.jp',
      host: 'localhost',
      port: dovecot.tlsPort,
      tlsMode: 'tls',
    },
    ...{
      isPrivateAllowed: true,
      trustedCertificate: dovecot.certificate,
      userName: dovecot.user,
      authMethod: 'password',
    },
    ...{
      password: dovecot.password,
      tokenEndpoint: null,
      clientId: null,
      tokenScope: null,
      folder: 'INBOX',
      beginsWith: 'all',
    },
    ...{
      afterRead: 'flag',
      moveTo: null,
      locale: null,
      sourceName: null,
      compartmentId: null,
      classHint: null,
      tags: [],
    },
    ...{ isAcknowledged: true, isOwnList: false },
    ...changes,
  };
}

async function make(changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const made = await administrator.call('POST /api/v1/mailboxes', { body: settings(changes) as never });
  return made.id;
}

async function client(): Promise<ImapFlow> {
  const opened = new ImapFlow({
    ...{ host: '127.0.0.1', port: dovecot.tlsPort, secure: true, logger: false as const, disableAutoIdle: true },
    auth: { user: dovecot.user, pass: dovecot.password },
    tls: { rejectUnauthorized: false },
  });
  opened.on('error', () => undefined);
  await opened.connect();
  return opened;
}

async function append(...mails: readonly (string | Buffer)[]): Promise<void> {
  const opened = await client();
  for (const mail of mails) await opened.append('INBOX', mail);
  await opened.logout();
}

async function flagsIn(folder: string): Promise<readonly (readonly string[])[]> {
  const opened = await client();
  await opened.mailboxOpen(folder, { readOnly: true });
  const found =
    opened.mailbox === false || opened.mailbox.exists === 0 ? [] : await opened.fetchAll('1:*', { flags: true });
  await opened.logout();
  return found.map((one) => [...(one.flags ?? [])].filter((flag) => flag !== '\\Recent').toSorted());
}

const mail = (subject: string, body = 'hello') =>
  `From: Sato <sato@example.co.jp>\r\nTo: csirt@example.jp\r\nMessage-ID: <${subject}@example.co.jp>\r\nSubject: ${subject}\r\n\r\n${body}\r\n`;
const titles = async () =>
  (await handler.call('GET /api/v1/reports', { query: { limit: 200 } })).items.map((one) => one.title);
const countOf = async (title: string) => (await titles()).filter((one) => one === title).length;
const view = async (id: string) => {
  const found = (await administrator.call('GET /api/v1/mailboxes', {})).items.find((one) => one.id === id);
  if (found === undefined) throw new Error('no such mailbox');
  return found;
};

describe('a mailbox that is read by IMAP', () => {
  it('S24 keeps each mail byte for byte as a report and only then marks it, over TLS', async () => {
    const raw = Buffer.concat([
      Buffer.from(mail('raw bytes')),
      Buffer.from([0xff, 0xfe, 0x80, 0x0d, 0x0a, 0x2e, 0x0d, 0x0a]),
    ]);
    await append(raw, mail('second'));
    const id = await make();
    await until(
      () => countOf('raw bytes'),
      (seen) => seen === 1,
    );
    await until(
      () => countOf('second'),
      (seen) => seen === 1,
    );
    const report = (await handler.call('GET /api/v1/reports', {})).items.find((one) => one.title === 'raw bytes');
    const original = await handler.fetch(`/api/v1/reports/${report?.id}/original`);
    expect(Buffer.from(await original.arrayBuffer()).equals(raw)).toBe(true);
    await until(
      () => flagsIn('INBOX'),
      (flags) => flags.every((one) => one.join() === '$MatoiKept,\\Seen'),
    );
    expect(
      await until(
        () => view(id),
        (seen) => seen.health === 'well' && seen.mailCount === 2,
      ),
    ).toMatchObject({ problem: null });
    expect(JSON.stringify(await view(id))).not.toContain(dovecot.password);
  }, 60_000);

  it('takes a mail that comes while it waits, by STARTTLS, and moves it', async () => {
    await make({ port: dovecot.port, tlsMode: 'starttls', afterRead: 'move', moveTo: 'Done' });
    await append(mail('first here'));
    await until(
      () => countOf('first here'),
      (seen) => seen === 1,
    );
    await append(mail('while it waits'));
    await until(
      () => countOf('while it waits'),
      (seen) => seen === 1,
    );
    await until(
      () => flagsIn('Done'),
      (flags) => flags.length === 2,
    );
    expect(await flagsIn('INBOX')).toEqual([]);
  }, 60_000);

  it('takes what was unread, or what is new, as it is told to begin', async () => {
    await append(mail('old and read'), mail('old and unread'));
    const opened = await client();
    await opened.mailboxOpen('INBOX');
    await opened.messageFlagsAdd('1', ['\\Seen']);
    await opened.logout();
    const id = await make({ beginsWith: 'unread' });
    await until(
      () => countOf('old and unread'),
      (seen) => seen === 1,
    );
    await append(mail('after it began'));
    await until(
      () => countOf('after it began'),
      (seen) => seen === 1,
    );
    expect(await countOf('old and read')).toBe(0);
    await administrator.call('POST /api/v1/mailboxes/{id}/remove', { params: { id }, body: {} });
    const later = await make({ beginsWith: 'new' });
    await until(
      () => view(later),
      (seen) => seen.health === 'well',
    );
    await append(mail('new alone'));
    await until(
      () => countOf('new alone'),
      (seen) => seen === 1,
    );
    expect(await countOf('old and read')).toBe(0);
    expect(await countOf('after it began')).toBe(1);
  }, 60_000);

  it('a mail that was read by somebody else before it was taken is taken all the same', async () => {
    const id = await make({ beginsWith: 'new' });
    await until(
      () => view(id),
      (seen) => seen.health === 'well',
    );
    await administrator.call('POST /api/v1/mailboxes/{id}/pause', { params: { id }, body: {} });
    await append(mail('read in Outlook meanwhile'));
    const opened = await client();
    await opened.mailboxOpen('INBOX');
    await opened.messageFlagsAdd('1:*', ['\\Seen']);
    await opened.logout();
    await administrator.call('POST /api/v1/mailboxes/{id}/resume', { params: { id }, body: {} });
    await until(
      () => countOf('read in Outlook meanwhile'),
      (seen) => seen === 1,
    );
  }, 60_000);

  it('S24 a mail that was kept and not marked, because the program ended in between, is only marked', async () => {
    await append(mail('kept, not marked'));
    const id = await make();
    await until(
      () => flagsIn('INBOX'),
      (flags) => flags[0]?.includes('$MatoiKept') === true,
    );
    await until(
      () => countOf('kept, not marked'),
      (seen) => seen === 1,
    );
    await administrator.call('POST /api/v1/mailboxes/{id}/pause', { params: { id }, body: {} });
    const opened = await client();
    await opened.mailboxOpen('INBOX');
    await opened.messageFlagsRemove('1:*', ['\\Seen', '$MatoiKept']);
    await opened.logout();
    await sql`update platform.mailbox_mail set marked_at = null where mailbox_id = ${id}::uuid`.execute(
      program.ground.databases.owner,
    );
    await sql`update platform.mailbox_reading set done_uid = 0 where mailbox_id = ${id}::uuid`.execute(
      program.ground.databases.owner,
    );
    await administrator.call('POST /api/v1/mailboxes/{id}/resume', { params: { id }, body: {} });
    await until(
      () => flagsIn('INBOX'),
      (flags) => flags[0]?.includes('$MatoiKept') === true,
    );
    expect(await countOf('kept, not marked')).toBe(1);
  }, 60_000);

  it('S24 numbered anew by its server, it loses nothing and takes nothing twice', async () => {
    await append(mail('before renumbering'));
    const id = await make({ beginsWith: 'all' });
    await until(
      () => countOf('before renumbering'),
      (seen) => seen === 1,
    );
    await until(
      () => flagsIn('INBOX'),
      (flags) => flags[0]?.includes('$MatoiKept') === true,
    );
    await administrator.call('POST /api/v1/mailboxes/{id}/pause', { params: { id }, body: {} });
    const opened = await client();
    const before = (await opened.mailboxOpen('INBOX')).uidValidity;
    await opened.messageFlagsRemove('1:*', ['$MatoiKept']);
    const [kept] = await opened.fetchAll('1', { source: true });
    await opened.mailboxClose();
    await opened.mailboxCreate('Other');
    await opened.mailboxDelete('Other');
    await opened.logout();
    await dovecot.renumber();
    await append(kept?.source ?? '', mail('after renumbering'));
    const again = await client();
    expect((await again.mailboxOpen('INBOX')).uidValidity).not.toBe(before);
    await again.logout();
    await administrator.call('POST /api/v1/mailboxes/{id}/resume', { params: { id }, body: {} });
    await until(
      () => countOf('after renumbering'),
      (seen) => seen === 1,
    );
    await until(
      () => flagsIn('INBOX'),
      (flags) => flags.length > 1 && flags.every((one) => one.includes('$MatoiKept')),
    );
    expect(await countOf('before renumbering')).toBe(1);
  }, 60_000);

  it('S24 a mail that is too large stays in the mailbox, unmarked, and that is shown; the others are taken', async () => {
    await append(mail('far too large', 'x'.repeat(300_000)), mail('small enough'));
    const id = await make();
    await until(
      () => countOf('small enough'),
      (seen) => seen === 1,
    );
    expect(
      await until(
        () => view(id),
        (seen) => seen.leftCount === 1,
      ),
    ).toMatchObject({ leftCount: 1 });
    expect(await countOf('far too large')).toBe(0);
    const flags = await until(
      () => flagsIn('INBOX'),
      (all) => all.some((one) => one.length > 0),
    );
    expect(flags.filter((one) => one.length === 0)).toHaveLength(1);
  }, 60_000);

  it('goes on by itself when the server was away', async () => {
    const id = await make();
    await until(
      () => view(id),
      (seen) => seen.health === 'well',
    );
    await dovecot.restart();
    await append(mail('after the restart'));
    await until(
      () => countOf('after the restart'),
      (seen) => seen === 1,
    );
  }, 60_000);

  it('carries the defaults of its mailbox to the report', async () => {
    await make({ locale: 'en', tags: ['委託先SOC'], sourceName: 'SOC', isAcknowledged: false });
    await append(mail('with defaults'));
    await until(
      () => countOf('with defaults'),
      (seen) => seen === 1,
    );
    const { rows } = await sql<{
      defaults: object;
      envelope_from: string;
    }>`select defaults, envelope_from from platform.inbound_mail order by received_at desc limit 1`.execute(
      program.ground.databases.owner,
    );
    expect(rows[0]).toMatchObject({
      defaults: { locale: 'en', tags: ['委託先SOC'], sourceName: 'SOC', isAcknowledged: false },
      envelope_from: 'sato@example.co.jp',
    });
  }, 60_000);
});

describe('trying a connection', () => {
  const attempt = async (changes: Readonly<Record<string, unknown>>) => {
    const id = await make(changes);
    await administrator.call('POST /api/v1/mailboxes/{id}/pause', { params: { id }, body: {} });
    return administrator.call('POST /api/v1/mailboxes/{id}/try', { params: { id }, body: {} });
  };

  it('says what is in the way, in a word', async () => {
    expect(await attempt({ isPrivateAllowed: false })).toMatchObject({ isWell: false, problem: 'address-private' });
    expect(await attempt({ host: 'no-such-host.invalid' })).toMatchObject({
      isWell: false,
      problem: 'address-unknown',
    });
    expect(await attempt({ port: await freePort() })).toMatchObject({ isWell: false, problem: 'refused' });
    expect(await attempt({ trustedCertificate: null })).toMatchObject({ isWell: false, problem: 'tls' });
    expect(await attempt({ host: '127.0.0.1' })).toMatchObject({ isWell: false, problem: 'tls' });
    expect(await attempt({ password: 'wrong' })).toMatchObject({ isWell: false, problem: 'sign-in' });
    expect(await attempt({ folder: 'Nowhere' })).toMatchObject({ isWell: false, problem: 'folder-missing' });
    expect(await attempt({ afterRead: 'move', moveTo: 'Nowhere' })).toMatchObject({
      isWell: false,
      problem: 'move-folder-missing',
    });
  }, 90_000);

  it('says what it found, and changes nothing there', async () => {
    await append(mail('only looked at'));
    expect(await attempt({})).toEqual({
      isWell: true,
      problem: null,
      detail: null,
      mailCount: 1,
      unreadCount: 1,
      isEncrypted: true,
    });
    expect(await flagsIn('INBOX')).toEqual([[]]);
    expect(await countOf('only looked at')).toBe(0);
  }, 60_000);
});

describe('signing in by XOAUTH2', () => {
  it('asks for an access token by the refresh token, and says when it gets none', async () => {
    const asked: string[] = [];
    const made = await keepCertificate({ directory: null, hostName: 'localhost', now: new Date() });
    const issuer = createHttps({ key: made.key, cert: made.cert }, (request, response) => {
      text(request).then(
        (body) => {
          asked.push(body);
          const isRight = new URLSearchParams(body).get('refresh_token') === 'refresh me';
          response.writeHead(isRight ? 200 : 400, { 'content-type': 'application/json' });
          response.end(
            JSON.stringify(isRight ? { access_token: 'access-1', expires_in: 3600 } : { error: 'invalid_grant' }),
          );
        },
        () => response.destroy(),
      );
    });
    const checker = createServer((request, response) => {
      const isRight = decodeURIComponent(request.url ?? '').endsWith('access-1');
      response.writeHead(isRight ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isRight ? { user: 'csirt' } : { error: 'invalid_token' }));
    });
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => checker.listen(0, '127.0.0.1', resolve));
    const portOf = (server: { address(): AddressInfo | string | null }) => (server.address() as AddressInfo).port;
    await dovecot.stop();
    dovecot = await startDovecot({ tokenInfo: `http://127.0.0.1:${portOf(checker)}/?token=`, certificate: made });
    try {
      const oauth = {
        ...{ authMethod: 'xoauth2', password: undefined, tokenEndpoint: `https://localhost:${portOf(issuer)}/token` },
        ...{
          clientId: 'matoi',
          clientSecret: 'hush',
          tokenScope: 'imap',
          trustedCertificate: made.cert,
        },
      };
      await append(mail('by a token'));
      const id = await make({ ...oauth, refreshToken: 'refresh me' });
      await until(
        () => countOf('by a token'),
        (seen) => seen === 1,
      );
      expect(new URLSearchParams(asked[0])).toEqual(
        new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: 'refresh me',
          client_id: 'matoi',
          client_secret: 'hush',
          scope: 'imap',
        }),
      );
      expect(JSON.stringify(await view(id))).not.toMatch(/refresh me|hush|access-1/);
      const wrong = await make({ ...oauth, address: 'other@example.jp', refreshToken: 'expired' });
      expect(
        await until(
          () => view(wrong),
          (seen) => seen.health === 'failed',
        ),
      ).toMatchObject({ problem: 'token', problemDetail: 'HTTP 400 invalid_grant' });
    } finally {
      issuer.close();
      checker.close();
    }
  }, 90_000);
});
