import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import type { MailboxProblem } from '@matoi/contract';
import { ImapFlow } from 'imapflow';
import * as z from 'zod';
import { AddressRefusal, postForm, resolveOutgoing } from '../outgoing/index.ts';
import { oneLine } from './mail.rules.ts';
import type { ImapSettings } from './mailbox.model.ts';
import { type MailboxSecret, openMailboxSecret } from './mailbox.secrets.ts';

/** Why a mailbox could not be reached, in a word that is shown, with what the other side said. */
export class MailboxTrouble extends Error {
  readonly code: MailboxProblem;

  constructor(code: MailboxProblem, detail: string) {
    super(oneLine(detail, 300));
    this.code = code;
  }
}

const limits = { connectMs: 20_000, greetingMs: 20_000, socketMs: 300_000, idleMs: 240_000 };

/**
 * Connects and signs in to a mailbox elsewhere. The host is resolved once and the address looked at
 * (`resolveOutgoing`); the certificate is checked against the name. Throws `MailboxTrouble`.
 */
export async function connectImap(given: {
  readonly mailboxId: string;
  readonly imap: ImapSettings;
  readonly key: Buffer;
}): Promise<ImapFlow> {
  const { imap } = given;
  try {
    if (imap.secret === null) throw new MailboxTrouble('sign-in', 'no secret is kept for this mailbox');
    const secret = openMailboxSecret(imap.secret, given);
    const auth =
      secret.method === 'password'
        ? { user: imap.userName, pass: secret.password }
        : { user: imap.userName, accessToken: await accessToken(imap, secret) };
    const client = new ImapFlow({
      host: await resolveOutgoing(imap.host, imap),
      port: imap.port,
      secure: imap.tlsMode === 'tls',
      doSTARTTLS: imap.tlsMode === 'starttls',
      ...(isIP(imap.host) === 0 ? { servername: imap.host } : {}),
      auth,
      logger: false,
      tls: {
        minVersion: 'TLSv1.2',
        ...(imap.trustedCertificate === null ? {} : { ca: [...rootCertificates, imap.trustedCertificate] }),
      },
      connectionTimeout: limits.connectMs,
      greetingTimeout: limits.greetingMs,
      socketTimeout: limits.socketMs,
      maxIdleTime: limits.idleMs,
      disableAutoIdle: true,
    });
    // Without a listener an error that comes while nothing is asked would end the process; what is asked next fails with it.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  } catch (error) {
    throw toTrouble(error);
  }
}

const tokenSchema = z.object({ access_token: z.string().min(1) });

/** A fresh access token for the refresh token that is kept (RFC 6749 §6). */
async function accessToken(imap: ImapSettings, secret: Extract<MailboxSecret, { method: 'xoauth2' }>): Promise<string> {
  const fields = {
    grant_type: 'refresh_token',
    refresh_token: secret.refreshToken,
    client_id: imap.clientId ?? '',
    ...(secret.clientSecret === null ? {} : { client_secret: secret.clientSecret }),
    ...(imap.tokenScope === null ? {} : { scope: imap.tokenScope }),
  };
  const answer = await postForm(imap.tokenEndpoint ?? '', fields, imap).catch((error: unknown) => {
    throw error instanceof AddressRefusal ? error : new MailboxTrouble('token', words(error));
  });
  const parsed = tokenSchema.safeParse(jsonOf(answer.body));
  if (answer.status === 200 && parsed.success) return parsed.data.access_token;
  const said = z.object({ error: z.string() }).safeParse(jsonOf(answer.body));
  throw new MailboxTrouble('token', `HTTP ${answer.status}${said.success ? ` ${said.data.error}` : ''}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

const timeouts = new Set([
  'ETIMEDOUT',
  'ETIMEOUT',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const closings = new Set([
  'NoConnection',
  'EConnectionClosed',
  'ClosedAfterConnectText',
  'ClosedAfterConnectTLS',
  'ECONNRESET',
  'EPIPE',
  'StateLogout',
]);

/** Sorts what went wrong; an error of our own program is no trouble of the mailbox and is thrown on as it is. */
export function toTrouble(error: unknown): unknown {
  if (error instanceof MailboxTrouble) return error;
  if (error instanceof AddressRefusal)
    return new MailboxTrouble(error.reason === 'private' ? 'address-private' : 'address-unknown', error.message);
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  const response = 'responseText' in error && typeof error.responseText === 'string' ? error.responseText : '';
  const detail = response === '' ? error.message : response;
  if ('authenticationFailed' in error && error.authenticationFailed === true)
    return new MailboxTrouble('sign-in', detail);
  if (code === 'ECONNREFUSED') return new MailboxTrouble('refused', detail);
  if (timeouts.has(code)) return new MailboxTrouble('timeout', detail);
  if (closings.has(code)) return new MailboxTrouble('closed', detail);
  if (
    /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|EPROTO|ERR_OSSL|HOSTNAME_MISMATCH)/.test(code) ||
    /STARTTLS|certificate|wrong version number/i.test(detail)
  )
    return new MailboxTrouble('tls', detail);
  const isImap = 'responseStatus' in error || 'command' in error || /^Parser/.test(code);
  return isImap ? new MailboxTrouble('other', detail) : error;
}

export type TrialAnswer = {
  readonly isWell: boolean;
  readonly problem: MailboxProblem | null;
  readonly detail: string | null;
  readonly mailCount: number | null;
  readonly unreadCount: number | null;
  readonly isEncrypted: boolean | null;
};

/** Goes the way that a reading goes and says how far it came; nothing is changed in the mailbox. */
export async function tryMailbox(given: {
  readonly mailboxId: string;
  readonly imap: ImapSettings;
  readonly key: Buffer;
}): Promise<TrialAnswer> {
  let client: ImapFlow | null = null;
  try {
    client = await connectImap(given);
    await openFolder(client, given.imap, { readOnly: true });
    if (given.imap.afterRead === 'move' && !(await hasFolder(client, given.imap.moveTo ?? '')))
      throw new MailboxTrouble('move-folder-missing', given.imap.moveTo ?? '');
    const status = await client.status(given.imap.folder, { messages: true, unseen: true });
    return {
      isWell: true,
      problem: null,
      detail: null,
      mailCount: status === false ? null : (status.messages ?? null),
      unreadCount: status === false ? null : (status.unseen ?? null),
      isEncrypted: client.secureConnection,
    };
  } catch (error) {
    const trouble = toTrouble(error);
    if (!(trouble instanceof MailboxTrouble)) throw error;
    return {
      isWell: false,
      problem: trouble.code,
      detail: trouble.message,
      mailCount: null,
      unreadCount: null,
      isEncrypted: null,
    };
  } finally {
    client?.close();
  }
}

/** Opens the folder; throws `MailboxTrouble` when it is not there. */
export async function openFolder(client: ImapFlow, imap: ImapSettings, options: { readonly readOnly: boolean }) {
  try {
    return await client.mailboxOpen(imap.folder, options);
  } catch (error) {
    const isMissing = error instanceof Error && 'responseStatus' in error && error.responseStatus === 'NO';
    throw isMissing
      ? new MailboxTrouble('folder-missing', `${imap.folder}: ${words(toTrouble(error))}`)
      : toTrouble(error);
  }
}

async function hasFolder(client: ImapFlow, path: string): Promise<boolean> {
  return (await client.list()).some((one) => one.path === path);
}
