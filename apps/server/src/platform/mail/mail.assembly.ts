import { convert } from 'html-to-text';
import { type Address, addressParser } from 'postal-mime';
import { type OriginalMail, readDeliveryReport, readFeedbackReport } from './mail.reports.ts';
import { oneLine, wholeCharacters } from './mail.rules.ts';
import { decodeBody, unflowed } from './mime.body.ts';
import { readText } from './mime.charset.ts';
import { decoded, firstHeader, type Header, readHeaderBlock } from './mime.header.ts';
import type { MimePart } from './mime.tree.ts';
import type { MailDoubt, ParsedAttachment, ParsedMail } from './parsed-mail.ts';

const limits = { text: 2_000_000, textBytes: 8_000_000, recipients: 500, references: 100 };

/** How much may still be taken out of a mail with all that lies inside; shared by all levels. */
export type InnerBudget = { mails: number; attachments: number };
/** Reads a mail inside the mail; `too-deep` when it lies deeper than what is read. */
export type InnerReader = {
  readonly budget: InnerBudget;
  readonly readInner: (bytes: Buffer) => ParsedMail | 'too-deep' | null;
};

/** A piece of the body: what one alternative, or one text part, says in both forms. */
type BodyPiece = { readonly plain: string | null; readonly html: string | null };
type Collected = {
  readonly pieces: BodyPiece[];
  readonly attachments: ParsedAttachment[];
  readonly doubts: Set<MailDoubt>;
  readonly delivery: Buffer[];
  readonly feedback: Buffer[];
  readonly originals: OriginalMail[];
  /** Inside of multipart/alternative, where a name does not make an attachment of a text. */
  readonly isAlternative: boolean;
  charset: string | null;
};

/** Makes the answer of the tree of a mail: every leaf becomes part of the body or an attachment. */
export function toParsedMail(root: MimePart, inner: InnerReader): ParsedMail {
  const found: Collected = {
    pieces: [],
    attachments: [],
    doubts: new Set(),
    delivery: [],
    feedback: [],
    originals: [],
    isAlternative: false,
    charset: charsetOf(root),
  };
  collect(root, found, inner);
  const body = joinPieces(found);
  const original = found.originals[0] ?? { messageId: null, subject: null };
  return {
    ...readHead(root.headers, found.doubts),
    format: 'mime',
    ...body,
    charset: found.charset,
    headerText: cleanText(root.headerText),
    attachments: found.attachments,
    deliveryReport: found.delivery[0] === undefined ? null : readDeliveryReport(found.delivery[0], original),
    feedbackReport: found.feedback[0] === undefined ? null : readFeedbackReport(found.feedback[0], original),
    doubts: [...found.doubts],
  };
}

type Head = Pick<
  ParsedMail,
  | 'messageId'
  | 'inReplyTo'
  | 'references'
  | 'from'
  | 'recipients'
  | 'subject'
  | 'sentAt'
  | 'contentLanguage'
  | 'headers'
>;

const deciding = ['from', 'subject', 'message-id', 'date', 'content-type'];

/** What the headers of a mail say about it. */
export function readHead(headers: readonly Header[], doubts: Set<MailDoubt>): Head {
  const first = (name: string) => firstHeader(headers, name);
  if (deciding.some((name) => headers.filter((one) => one.name === name).length > 1)) doubts.add('header-repeated');
  const [from] = mailboxes(headers, 'from');
  const recipients = [...mailboxes(headers, 'to'), ...mailboxes(headers, 'cc')].slice(0, limits.recipients);
  return {
    messageId: first('message-id') === null ? null : oneLine(first('message-id') ?? '', 300),
    inReplyTo: messageIds(first('in-reply-to'))[0] ?? null,
    references: messageIds(first('references')).slice(-limits.references),
    from: from === undefined ? null : { name: oneLine(from.name, 200), address: oneLine(from.address, 320) },
    recipients: recipients.map((one) => oneLine(one.address, 320)),
    subject: oneLine(decoded(first('subject') ?? ''), 300),
    sentAt: validDate(first('date')),
    contentLanguage: first('content-language') === null ? null : oneLine(first('content-language') ?? '', 100),
    headers: headers.map((one) => [one.name, oneLine(decoded(one.value), 8_000)] as const),
  };
}

function mailboxes(headers: readonly Header[], name: string): { readonly name: string; readonly address: string }[] {
  const flat = (one: Address): { name: string; address: string }[] =>
    one.group === undefined
      ? [{ name: one.name, address: one.address }]
      : one.group.map(({ name: who, address }) => ({ name: who, address }));
  return headers
    .filter((one) => one.name === name)
    .flatMap((one) => addressParser(one.value).flatMap(flat))
    .filter((one) => one.address !== '');
}

function messageIds(value: string | null): string[] {
  const bracketed = [...(value ?? '').matchAll(/<([^<>\s]{1,300})>/g)].flatMap((match) => match[1] ?? []);
  if (bracketed.length > 0) return bracketed.map((id) => oneLine(id, 300));
  return (value ?? '')
    .split(/\s+/)
    .filter((word) => /^[^\s<>]{1,250}@[^\s<>]{1,50}$/.test(word))
    .map((id) => oneLine(id, 300));
}

/** The zone names that Japanese mailers write without their offset; RFC 5322 knows only American ones. */
function validDate(text: string | null): string | null {
  const plain = (text ?? '').replace(/\([^()]*\)/g, ' ').replace(/\bJST\b/, '+0900');
  const moment = new Date(plain.trim());
  const year = moment.getUTCFullYear();
  return Number.isNaN(year) || year < 1970 || year > 9999 ? null : moment.toISOString();
}

function collect(part: MimePart, found: Collected, inner: InnerReader): void {
  if (part.children === null) {
    collectLeaf(part, found, inner);
    return;
  }
  if (part.type.value !== 'multipart/alternative') {
    for (const child of part.children) collect(child, found, inner);
    return;
  }
  const within: Collected = { ...found, pieces: [], isAlternative: true };
  for (const child of part.children) collect(child, within, inner);
  found.charset = within.charset;
  const join = (texts: readonly (string | null)[]) => {
    const given = texts.flatMap((text) => text ?? []);
    return given.length === 0 ? null : given.join('\n');
  };
  if (within.pieces.length > 0)
    found.pieces.push({
      plain: join(within.pieces.map((one) => one.plain)),
      html: join(within.pieces.map((one) => one.html)),
    });
}

function collectLeaf(part: MimePart, found: Collected, inner: InnerReader): void {
  const bytes = decodeBody(part);
  const declaredName = part.disposition.params.filename ?? part.type.params.name ?? '';
  const isText = part.type.value === 'text/plain' || part.type.value === 'text/html';
  const isNamedFurther = declaredName !== '' && found.pieces.length > 0 && !found.isAlternative;
  if (isText && part.disposition.value !== 'attachment' && !isNamedFurther) {
    collectText(part, bytes, found);
    return;
  }
  if (part.isBroken) found.doubts.add('structure-broken');
  if (/^message\/(?:global-)?delivery-status$/.test(part.type.value)) found.delivery.push(bytes);
  if (part.type.value === 'message/feedback-report') found.feedback.push(bytes);
  if (/^text\/rfc822-headers$|^message\/global-headers$/.test(part.type.value)) {
    const { headers } = readHeaderBlock(bytes, 0, bytes.length);
    found.originals.push(originalOf(readHead(headers, new Set())));
  }
  attach(found, inner, {
    name: declaredName,
    mediaType: part.type.value,
    bytes,
    contentId: part.contentId,
    isInline:
      part.disposition.value === 'inline' || (part.contentId !== null && part.disposition.value !== 'attachment'),
  });
}

const originalOf = (mail: Pick<ParsedMail, 'messageId' | 'subject'>): OriginalMail => ({
  messageId: mail.messageId?.replace(/^<|>$/g, '') ?? null,
  subject: mail.subject === '' ? null : mail.subject,
});

/** Adds an attachment, reads the mail inside it, and says so when something had to be left out. */
export function attach(
  found: Pick<Collected, 'attachments' | 'doubts' | 'originals'>,
  { budget, readInner }: InnerReader,
  given: Omit<ParsedAttachment, 'inner'> & { readonly bytes: Buffer },
): void {
  if (budget.attachments <= 0) {
    found.doubts.add('attachments-cut');
    return;
  }
  budget.attachments -= 1;
  const name = oneLine(given.name.replace(/[/\\]/g, '_'), 200);
  const isMail =
    /^message\/(?:rfc822|global)$|^application\/vnd\.ms-outlook$/.test(given.mediaType) || /\.(?:eml|msg)$/i.test(name);
  const read = isMail ? readInner(given.bytes) : null;
  if (read === 'too-deep') found.doubts.add('nested-too-deep');
  const mail = read === 'too-deep' ? null : read;
  if (mail !== null && /^message\/(?:rfc822|global)$/.test(given.mediaType)) found.originals.push(originalOf(mail));
  found.attachments.push({
    ...given,
    name: name === '' ? nameFor(given.mediaType, found.attachments.length + 1) : name,
    mediaType: oneLine(given.mediaType, 200),
    inner: mail,
  });
}

const endings: Readonly<Record<string, string>> = {
  'text/calendar': '.ics',
  'text/html': '.html',
  'text/plain': '.txt',
  'text/rfc822-headers': '.txt',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'application/pdf': '.pdf',
};

function nameFor(mediaType: string, at: number): string {
  if (/^message\/(?:rfc822|global)$/.test(mediaType)) return `message-${at}.eml`;
  if (mediaType.endsWith('delivery-status')) return `delivery-status-${at}.txt`;
  if (mediaType === 'message/feedback-report') return `feedback-report-${at}.txt`;
  return `attachment-${at}${endings[mediaType] ?? ''}`;
}

function charsetOf(part: MimePart): string | null {
  const name = oneLine(part.type.params.charset ?? '', 40);
  return name === '' ? null : name;
}

function collectText(part: MimePart, bytes: Buffer, found: Collected): void {
  if (bytes.length > limits.textBytes) found.doubts.add('text-cut');
  const declared = part.type.params.charset ?? null;
  const read = readText(bytes.subarray(0, limits.textBytes), declared);
  if (read.isGuessed) found.doubts.add('charset-guessed');
  if (read.isDamaged) found.doubts.add('text-damaged');
  found.charset ??= charsetOf(part);
  const text = cleanText(unflowed(read.text, part.type.params), found.doubts);
  found.pieces.push(part.type.value === 'text/html' ? { plain: null, html: text } : { plain: text, html: null });
}

/** Text that can be stored: whole characters, one kind of line end, no other control characters, not without end. */
export function cleanText(text: string, doubts: Set<MailDoubt> = new Set()): string {
  if (text.length > limits.text) doubts.add('text-cut');
  return wholeCharacters(
    text
      .replace(/\r\n?/g, '\n')
      .replace(/[^\P{Cc}\n\t]/gu, '')
      .slice(0, limits.text),
  );
}

const isBlank = (text: string | null) => text === null || text.trim() === '';

/** The body in both forms. HTML becomes text only where there is no text beside it. */
export function joinPieces(found: {
  readonly pieces: readonly BodyPiece[];
  readonly doubts: Set<MailDoubt>;
}): Pick<ParsedMail, 'text' | 'isTextFromHtml' | 'html'> {
  let left = limits.text;
  const texts = found.pieces.map((one) => {
    if (!isBlank(one.plain)) return one.plain ?? '';
    const html = (one.html ?? '').slice(0, left);
    left -= html.length;
    return textOfHtml(html);
  });
  const text = cleanText(texts.join('\n'), found.doubts);
  const hasHtml = found.pieces.some((one) => !isBlank(one.html));
  const html = found.pieces.map((one) => one.html ?? `<pre>${escapeHtml(one.plain ?? '')}</pre>`).join('\n');
  return {
    text,
    isTextFromHtml: text.trim() !== '' && found.pieces.every((one) => isBlank(one.plain)),
    html: hasHtml ? html.slice(0, limits.text) : null,
  };
}

const escapeHtml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

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
