import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Health } from '../health/index.ts';

type Address = { readonly name: string | null; readonly address: string };

export type OutgoingMail = {
  readonly from: string;
  readonly fromName: string;
  readonly to: readonly Address[];
  readonly cc?: readonly Address[];
  readonly subject: string;
  readonly text: string;
  /** Without angle brackets; recorded before the mail is handed over, so that a repeat carries the same one. */
  readonly messageId: string;
  /** Without angle brackets. */
  readonly inReplyTo: string | null;
  /** Without angle brackets, oldest first. */
  readonly references?: readonly string[];
  readonly language: string;
  readonly isAutomatic: boolean;
  readonly attachments?: readonly {
    readonly name: string;
    readonly mediaType: string;
    /** Called once for each try. */
    open(): Readable;
  }[];
};

export type SendAnswer =
  /** `refused`: copies that the relay did not take while it took others. */
  | { readonly isSent: true; readonly refused: readonly { readonly address: string; readonly problem: string }[] }
  | { readonly isSent: false; readonly isFinal: boolean; readonly problem: string };

export type MailTransport = { send(mail: OutgoingMail): Promise<SendAnswer>; close(): void };

/**
 * How the way to the relay is secured, as far as its address does not say it. With a password nothing is said without
 * TLS and a certificate that holds; without one, TLS is used where the relay offers it, with any certificate (RFC 7435):
 * otherwise a relay with a self-made one would be spoken to in clear or not at all. This machine itself is trusted.
 */
export function relaySecurity(relayUrl: string): {
  readonly requireTLS?: boolean;
  readonly tls?: { readonly rejectUnauthorized: boolean };
} {
  const url = new URL(relayUrl);
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  const hasPassword = url.username !== '' || url.password !== '';
  const isGuarded = hasPassword && !isHere;
  const isDemanded = url.protocol === 'smtps:' || url.searchParams.get('requireTLS') === 'true';
  return {
    ...(isGuarded && !url.searchParams.has('requireTLS') ? { requireTLS: true } : {}),
    ...(url.searchParams.has('tls.rejectUnauthorized') ? {} : { tls: { rejectUnauthorized: isGuarded || isDemanded } }),
  };
}

/** Hands mail to the relay. A refusal of the mail with 5xx is final; everything else may be tried again. */
export function makeMailTransport(relayUrl: string, health: Health): MailTransport {
  const transport = createTransport({
    url: relayUrl,
    ...relaySecurity(relayUrl),
    pool: true,
    maxConnections: 3,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
  });
  return {
    async send(mail) {
      try {
        const references = [
          ...new Set([...(mail.references ?? []), ...(mail.inReplyTo === null ? [] : [mail.inReplyTo])]),
        ];
        const info = await transport.sendMail({
          from: { name: mail.fromName, address: mail.from },
          to: mail.to.map(named),
          cc: (mail.cc ?? []).map(named),
          subject: mail.subject,
          text: mail.text,
          messageId: `<${mail.messageId}>`,
          ...(mail.inReplyTo === null ? {} : { inReplyTo: `<${mail.inReplyTo}>` }),
          ...(references.length === 0 ? {} : { references: references.map((id) => `<${id}>`).join(' ') }),
          // RFC 3834 §4: an automatic answer has a null return path, so that no bounce of it is answered again.
          ...(mail.isAutomatic ? { envelope: { from: '', to: mail.to.map(({ address }) => address) } } : {}),
          headers: {
            'Content-Language': mail.language,
            // Only on what no person wrote: another Matoi shall acknowledge what a person writes to it.
            ...(mail.isAutomatic
              ? { 'X-Matoi-Loop': '1', 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' }
              : {}),
          },
          attachments: (mail.attachments ?? []).map(({ name, mediaType, open }) => ({
            filename: name,
            contentType: mediaType,
            contentDisposition: 'attachment' as const,
            content: open(),
          })),
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        health.report('mail-relay', 'ok', 'the last mail was handed over');
        return { isSent: true, refused: refusedCopies(info) };
      } catch (error) {
        const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
        const problem = (error instanceof Error ? error.message : String(error)).slice(0, 300);
        health.report('mail-relay', 'degraded', problem);
        return { isSent: false, isFinal: isAboutTheMail(error) && code >= 500 && code < 600, problem };
      }
    },
    close: () => transport.close(),
  };
}

/** A relay that refuses us (greeting, password) refuses no mail: it waits until that is put right. */
function isAboutTheMail(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE');
}

function named({ name, address }: Address): { name: string; address: string } {
  return { name: name ?? '', address };
}

/** The copies that were not taken, each with the words of the relay. */
function refusedCopies(info: {
  readonly rejected?: readonly (string | { readonly address: string })[] | undefined;
  readonly rejectedErrors?:
    | readonly { readonly recipient?: string | undefined; readonly message: string }[]
    | undefined;
}): readonly { readonly address: string; readonly problem: string }[] {
  return (info.rejected ?? []).map((one) => {
    const address = typeof one === 'string' ? one : one.address;
    const said = info.rejectedErrors?.find(({ recipient }) => recipient === address);
    return { address, problem: (said?.message ?? '').slice(0, 300) };
  });
}
