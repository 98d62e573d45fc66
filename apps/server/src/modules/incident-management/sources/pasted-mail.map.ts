import type { ParsedMail } from '../../../platform/mail/index.ts';

/** A mail as somebody pasted it: what a template looks at. */
export type PastedMail = {
  readonly from: string | null;
  readonly subject: string;
  readonly text: string;
  readonly sentAt: Date | null;
};

/** Whether the pasted text is a whole message with its headers, which is read like one that arrived. */
export function hasHeaders(pasted: string): boolean {
  const head = pasted.slice(0, 4_000).split(/\r?\n\r?\n/)[0] ?? '';
  return /^(from|to|subject|date|received|return-path|message-id|mime-version):/im.test(head);
}

/** Text copied out of a mail program: sender and subject are unknown, only the labelled lines are looked at. */
export function pastedText(pasted: string): PastedMail {
  return { from: null, subject: '', text: pasted.replace(/\r\n?/g, '\n'), sentAt: null };
}

/** What a parsed message gives a template. */
export function parsedText(mail: ParsedMail): PastedMail {
  return {
    from: mail.from?.address ?? null,
    subject: mail.subject,
    text: mail.text.replace(/\r\n?/g, '\n'),
    sentAt: mail.sentAt === null ? null : new Date(mail.sentAt),
  };
}
