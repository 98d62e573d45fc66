import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { makeHealth } from '../health/index.ts';
import { type MailTransport, makeMailTransport, relaySecurity } from './transport.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

type Relay = { readonly port: number; readonly heard: { user: string | null; isSecure: boolean; raw: string }[] };

/** A real relay with a certificate that nobody vouches for: the one that comes with the server's library. */
async function startRelay(options: { readonly secure?: boolean; readonly offersTls?: boolean } = {}): Promise<Relay> {
  const heard: Relay['heard'] = [];
  const server = new SMTPServer({
    secure: options.secure === true,
    logger: false,
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: options.offersTls === false ? ['STARTTLS'] : [],
    onAuth({ username, password }, _session, done) {
      if (password === 'right') done(null, { user: username ?? '' });
      else done(Object.assign(new Error('wrong password'), { responseCode: 535 }));
    },
    onRcptTo({ address }, _session, done) {
      done(address.startsWith('no-') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null);
    },
    onData(stream, session, done) {
      buffer(stream).then((raw) => {
        heard.push({
          user: typeof session.user === 'string' ? session.user : null,
          isSecure: session.secure,
          raw: raw.toString(),
        });
        done();
      }, done);
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  stops.push(() => server.close(() => undefined));
  return { port: (server.server.address() as AddressInfo).port, heard };
}

function transportTo(url: string): MailTransport {
  const transport = makeMailTransport(
    url,
    makeHealth(() => new Date()),
  );
  stops.push(() => transport.close());
  return transport;
}

const mail = {
  from: 'csirt@example.jp',
  fromName: 'CSIRT',
  to: [{ name: '山田', address: 'a@example.jp' }],
  subject: 'subject',
  text: 'text',
  messageId: 'matoi-1@example.jp',
  inReplyTo: 'theirs@example.jp',
  references: ['first@example.jp'],
  language: 'ja',
  isAutomatic: false,
};

describe('the way to the relay', () => {
  it.each([
    ['smtp://relay.example.jp', { tls: { rejectUnauthorized: false } }],
    ['smtp://u:p@relay.example.jp:587', { requireTLS: true, tls: { rejectUnauthorized: true } }],
    ['smtp://u:p@127.0.0.1:587', { tls: { rejectUnauthorized: false } }],
    ['smtps://relay.example.jp', { tls: { rejectUnauthorized: true } }],
    ['smtp://relay.example.jp?requireTLS=true', { tls: { rejectUnauthorized: true } }],
    ['smtp://u:p@relay.example.jp?requireTLS=false', { tls: { rejectUnauthorized: true } }],
    ['smtps://relay.example.jp?tls.rejectUnauthorized=false', {}],
  ])('%s is secured by %j', (url, expected) => {
    expect(relaySecurity(url)).toEqual(expected);
  });

  it('by TLS from the first byte needs a certificate that holds, and says what is wrong', async () => {
    const relay = await startRelay({ secure: true });
    const answer = await transportTo(`smtps://user:right@127.0.0.1:${relay.port}`).send(mail);
    expect(answer).toMatchObject({ isSent: false, isFinal: false, problem: expect.stringMatching(/certificate/) });
    expect(relay.heard).toEqual([]);
  });

  it('by TLS and password hands the mail over, with threads as headers', async () => {
    const relay = await startRelay({ secure: true });
    const url = `smtps://user:right@127.0.0.1:${relay.port}?tls.rejectUnauthorized=false`;
    expect(await transportTo(url).send(mail)).toEqual({ isSent: true, refused: [] });
    expect(relay.heard).toMatchObject([{ user: 'user', isSecure: true }]);
    const raw = relay.heard[0]?.raw.replace(/\r\n\s+/g, ' ') ?? '';
    expect(raw).toContain('In-Reply-To: <theirs@example.jp>');
    expect(raw).toContain('References: <first@example.jp> <theirs@example.jp>');
    expect(raw).toContain('Message-ID: <matoi-1@example.jp>');
    expect(raw).not.toMatch(/^(Auto-Submitted|X-Matoi-Loop)/im);
  });

  it('by STARTTLS is taken where it is offered, also with a self-made certificate', async () => {
    const relay = await startRelay();
    expect(await transportTo(`smtp://127.0.0.1:${relay.port}`).send(mail)).toMatchObject({ isSent: true });
    expect(relay.heard).toMatchObject([{ isSecure: true }]);
  });

  it('without the TLS that was asked for is not taken', async () => {
    const relay = await startRelay({ offersTls: false });
    const answer = await transportTo(`smtp://user:right@127.0.0.1:${relay.port}?requireTLS=true`).send(mail);
    expect(answer).toMatchObject({ isSent: false });
    expect(relay.heard).toEqual([]);
  });

  it('with a wrong password is not final for the mail: the address may be put right', async () => {
    const relay = await startRelay();
    const answer = await transportTo(`smtp://user:wrong@127.0.0.1:${relay.port}`).send(mail);
    expect(answer).toMatchObject({ isSent: false, isFinal: false, problem: expect.stringContaining('wrong password') });
  });
});

describe('copies', () => {
  it('that the relay does not take are told by address while the others go', async () => {
    const relay = await startRelay();
    const to = [...mail.to, { name: null, address: 'no-one@example.jp' }];
    expect(await transportTo(`smtp://127.0.0.1:${relay.port}`).send({ ...mail, to })).toEqual({
      isSent: true,
      refused: [{ address: 'no-one@example.jp', problem: expect.stringContaining('no such user') }],
    });
  });

  it('of which none is taken are a final refusal', async () => {
    const relay = await startRelay();
    const to = [{ name: null, address: 'no-one@example.jp' }];
    const answer = await transportTo(`smtp://127.0.0.1:${relay.port}`).send({ ...mail, to });
    expect(answer).toMatchObject({ isSent: false, isFinal: true });
  });
});
