import { createTransport } from 'nodemailer';
import type { Health } from '../health/index.ts';

export type OutgoingMail = {
  readonly from: string;
  readonly fromName: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Without angle brackets; recorded before the mail is handed over, so that a repeat carries the same one. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly language: string;
  readonly isAutomatic: boolean;
};

export type SendAnswer =
  | { readonly isSent: true }
  | { readonly isSent: false; readonly isFinal: boolean; readonly problem: string };

export type MailTransport = { send(mail: OutgoingMail): Promise<SendAnswer>; close(): void };

/** Hands mail to the relay. A refusal with 5xx is final; everything else may be tried again. */
export function makeMailTransport(relayUrl: string, health: Health): MailTransport {
  const transport = createTransport({
    url: relayUrl,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail({
          from: { name: mail.fromName, address: mail.from },
          to: { name: '', address: mail.to },
          subject: mail.subject,
          text: mail.text,
          messageId: `<${mail.messageId}>`,
          ...(mail.inReplyTo === null ? {} : { inReplyTo: mail.inReplyTo, references: mail.inReplyTo }),
          // RFC 3834 §4: an automatic answer has a null return path, so that no bounce of it is answered again.
          ...(mail.isAutomatic ? { envelope: { from: '', to: mail.to } } : {}),
          headers: {
            'Content-Language': mail.language,
            'X-Matoi-Loop': '1',
            ...(mail.isAutomatic ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {}),
          },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        health.report('mail-relay', 'ok', 'the last mail was handed over');
        return { isSent: true };
      } catch (error) {
        const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
        const problem = (error instanceof Error ? error.message : String(error)).slice(0, 300);
        health.report('mail-relay', 'degraded', problem);
        return { isSent: false, isFinal: code >= 500 && code < 600, problem };
      }
    },
    close: () => transport.close(),
  };
}
