import Encoding from 'encoding-japanese';
import { convert } from 'html-to-text';
import PostalMime from 'postal-mime';
import { oneLine, wholeCharacters } from './mail.rules.ts';
import type { ParseAnswer, ParsedAttachment, ParsedMail } from './parsed-mail.ts';

const limits = { text: 2_000_000, attachments: 500, recipients: 500, headers: 2_000 };
/** Decoding headers takes time that grows with the square of their length; no honest mail comes near. Bytes. */
const longestHeader = 256 * 1024;

/** Reads raw RFC 5322 bytes. Never throws on hostile input: what cannot be read is said in the answer. */
export async function parseMail(raw: Uint8Array): Promise<ParseAnswer> {
  try {
    const email = await PostalMime.parse(withReadableHeaders(raw), {
      attachmentEncoding: 'arraybuffer',
      maxHeadersSize: longestHeader,
    });
    if (email.headers.length === 0) return { isParsed: false, problem: 'no header was found' };
    return { isParsed: true, mail: toMail(email) };
  } catch (error) {
    return { isParsed: false, problem: oneLine(error instanceof Error ? error.message : String(error), 300) };
  }
}

type Email = Awaited<ReturnType<typeof PostalMime.parse>>;

function toMail(email: Email): ParsedMail {
  const header = (name: string) => email.headers.find((one) => one.key === name)?.value ?? null;
  const hasText = email.text !== undefined && email.text.trim() !== '';
  const text = hasText ? (email.text ?? '') : textOfHtml(email.html ?? '');
  const from = email.from;
  const recipients = [...(email.to ?? []), ...(email.cc ?? [])].flatMap((one) =>
    'address' in one && one.address ? [one.address] : [],
  );
  return {
    format: 'mime',
    inReplyTo: null,
    references: [],
    html: null,
    headerText: '',
    deliveryReport: null,
    feedbackReport: null,
    doubts: [],
    messageId: email.messageId === undefined ? null : oneLine(email.messageId, 300),
    from:
      from !== undefined && 'address' in from && from.address
        ? { name: oneLine(from.name ?? '', 200), address: oneLine(from.address, 320) }
        : null,
    recipients: recipients.slice(0, limits.recipients).map((address) => oneLine(address, 320)),
    subject: oneLine(email.subject ?? '', 300),
    sentAt: validDate(email.date),
    text: wholeCharacters(
      text
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n\t]/gu, '')
        .slice(0, limits.text),
    ),
    isTextFromHtml: !hasText && text !== '',
    charset: charsetOf(header('content-type')) ?? charsetOfParts(email),
    contentLanguage: header('content-language'),
    headers: email.headers.slice(0, limits.headers).map((one) => [one.key, one.value] as const),
    attachments: email.attachments.slice(0, limits.attachments).map(toAttachment),
  };
}

function toAttachment(attachment: Email['attachments'][number], at: number): ParsedAttachment {
  const content = attachment.content;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  const fallback = attachment.mimeType === 'message/rfc822' ? `message-${at + 1}.eml` : `attachment-${at + 1}`;
  const name = oneLine((attachment.filename ?? '').replace(/[/\\]/g, '_'), 200);
  return {
    name: name === '' ? fallback : name,
    mediaType: oneLine(attachment.mimeType, 200),
    bytes,
    contentId: null,
    isInline: false,
    inner: null,
  };
}

function textOfHtml(html: string): string {
  if (html === '') return '';
  return convert(html.slice(0, limits.text), {
    wordwrap: false,
    limits: { maxInputLength: limits.text, maxDepth: 100, ellipsis: '…' },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { ignoreHref: false, hideLinkHrefIfSameAsText: true } },
    ],
  });
}

function charsetOf(contentType: string | null): string | null {
  const found = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1];
  return found === undefined ? null : found.slice(0, 40);
}

/** The charset of the first text part, read from the part headers that the parser lists. */
function charsetOfParts(email: Email): string | null {
  const lines: readonly { key: string; line: string }[] = email.headerLines ?? [];
  return charsetOf(
    lines
      .filter((one) => one.key === 'content-type')
      .map((one) => one.line)
      .join(' '),
  );
}

function validDate(text: string | undefined): string | null {
  const moment = new Date(text ?? '');
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/**
 * Some Japanese mailers write raw Shift_JIS or EUC-JP into headers, which no standard allows and every receiver meets:
 * when the header block has bytes that are not UTF-8, its encoding is guessed and the block rewritten as UTF-8.
 */
function withReadableHeaders(raw: Uint8Array): Uint8Array {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.indexOf('\n\n');
  const end = crlf === -1 ? lf : lf === -1 ? crlf : Math.min(crlf, lf);
  const head = end === -1 ? bytes.subarray(0, 65_536) : bytes.subarray(0, end);
  if (!head.some((byte) => byte > 0x7f)) return raw;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head);
    return raw;
  } catch {
    const guessed = Encoding.detect(head);
    if (guessed !== 'SJIS' && guessed !== 'EUCJP') return raw;
    const text = Encoding.convert(head, { to: 'UNICODE', from: guessed, type: 'string' });
    return Buffer.concat([Buffer.from(text, 'utf8'), bytes.subarray(head.length)]);
  }
}
