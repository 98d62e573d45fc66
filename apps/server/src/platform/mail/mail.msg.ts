import MsgReaderModule, { type FieldsData } from '@kenjiuno/msgreader';
import iconv from 'iconv-lite';
import { attach, cleanText, type InnerReader, joinPieces, readHead } from './mail.assembly.ts';
import { oneLine } from './mail.rules.ts';
import { readText } from './mime.charset.ts';
import { firstHeader, readHeaderBlock } from './mime.header.ts';
import { compoundFileProblem } from './msg.container.ts';
import type { MailDoubt, ParsedAttachment, ParsedMail } from './parsed-mail.ts';

// The package is CommonJS; depending on who loads it, its class is the default or lies one level deeper.
const MsgReader = 'default' in MsgReaderModule ? (MsgReaderModule.default as typeof MsgReaderModule) : MsgReaderModule;

const compoundFile = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Whether bytes are a compound file, the container of messages saved by Outlook (MS-CFB §2.2). */
export function isMsg(bytes: Buffer): boolean {
  return bytes.length > 512 && bytes.subarray(0, 8).equals(compoundFile);
}

/** Reads a message saved by Outlook (MS-OXMSG). Throws when the container is broken or holds no message. */
export function readMsg(bytes: Buffer, inner: InnerReader): ParsedMail {
  const problem = compoundFileProblem(bytes);
  if (problem !== null) throw new Error(problem);
  const content = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const first = new MsgReader(content).getFileData();
  const reader = new MsgReader(content);
  // Texts that are not Unicode are in the code page of the sender's machine; here that is mostly the Japanese one.
  reader.parserConfig = { ansiEncoding: ansiEncodingOf(first) };
  const fields = reader.getFileData();
  if (fields.dataType !== 'msg' || fields.error !== undefined)
    throw new Error(oneLine(fields.error ?? 'no message inside', 200));

  const doubts = new Set<MailDoubt>();
  const head = readHeaderBlock(Buffer.from(fields.headers ?? '', 'utf8'), 0, Buffer.byteLength(fields.headers ?? ''));
  const fromHeaders = readHead(head.headers, doubts);
  const plain = fields.body ?? null;
  const html = htmlOf(fields);
  const body = joinPieces({
    pieces: [
      { plain: plain === null ? null : cleanText(plain, doubts), html: html === null ? null : cleanText(html, doubts) },
    ],
    doubts,
  });
  const recipients = fromHeaders.recipients.length > 0 ? fromHeaders.recipients : recipientsOf(fields);
  return {
    ...fromHeaders,
    format: 'msg',
    messageId: fromHeaders.messageId ?? (fields.messageId === undefined ? null : oneLine(fields.messageId, 300)),
    from: fromHeaders.from ?? senderOf(fields),
    recipients,
    subject: oneLine(fields.subject ?? '', 300) || fromHeaders.subject,
    sentAt: fromHeaders.sentAt ?? dateOf(fields.clientSubmitTime) ?? dateOf(fields.messageDeliveryTime),
    ...body,
    charset: null,
    headerText: head.text,
    contentLanguage: firstHeader(head.headers, 'content-language'),
    attachments: attachmentsOf({ reader, fields, inner, doubts }),
    deliveryReport: null,
    feedbackReport: null,
    doubts: [...doubts],
  };
}

function attachmentsOf(given: {
  readonly reader: InstanceType<typeof MsgReader>;
  readonly fields: FieldsData;
  readonly inner: InnerReader;
  readonly doubts: Set<MailDoubt>;
}): readonly ParsedAttachment[] {
  const found = { attachments: [] as ParsedAttachment[], doubts: given.doubts, originals: [] };
  for (const attachment of given.fields.attachments ?? []) {
    const isMessage = attachment.innerMsgContent === true;
    const read = given.reader.getAttachment(attachment);
    const name = attachment.fileName ?? attachment.name ?? read.fileName ?? '';
    attach(found, given.inner, {
      name: isMessage && !/\.msg$/i.test(name) ? `${name === '' ? 'message' : name}.msg` : name,
      mediaType: isMessage ? 'application/vnd.ms-outlook' : mediaTypeOf(attachment.attachMimeTag),
      bytes: Buffer.from(read.content),
      contentId: attachment.pidContentId ?? null,
      isInline: attachment.pidContentId !== undefined || attachment.attachmentHidden === true,
    });
  }
  return found.attachments;
}

/** Within an organisation Outlook notes X.500 names instead of addresses; those are nobody's address. */
const mailAddressOf = (smtp: string | undefined, other: string | undefined): string | null =>
  smtp ?? (other?.includes('@') === true ? other : null);

function senderOf(fields: FieldsData): ParsedMail['from'] {
  const address = mailAddressOf(fields.senderSmtpAddress, fields.senderEmail);
  return address === null ? null : { name: oneLine(fields.senderName ?? '', 200), address: oneLine(address, 320) };
}

function recipientsOf(fields: FieldsData): readonly string[] {
  return (fields.recipients ?? [])
    .flatMap((one) => mailAddressOf(one.smtpAddress, one.email) ?? [])
    .slice(0, 500)
    .map((one) => oneLine(one, 320));
}

function ansiEncodingOf(fields: FieldsData): string {
  const page = fields.messageCodepage ?? fields.internetCodepage;
  if (page === 65_001) return 'utf8';
  const isJapanese = page === undefined || [932, 50_220, 50_221, 50_222, 51_932, 20_932].includes(page);
  return isJapanese || !iconv.encodingExists(`cp${page}`) ? 'cp932' : `cp${page}`;
}

/** The code page of the HTML bytes is declared beside them; the HTML itself may say otherwise and is not asked. */
function htmlOf(fields: FieldsData): string | null {
  if (fields.bodyHtml !== undefined) return fields.bodyHtml;
  if (fields.html === undefined) return null;
  const page = fields.internetCodepage;
  const japanese: Readonly<Record<number, string>> = {
    932: 'shift_jis',
    50220: 'iso-2022-jp',
    50221: 'iso-2022-jp',
    50222: 'iso-2022-jp',
    51932: 'euc-jp',
  };
  const label =
    page === undefined
      ? null
      : page === 65_001
        ? 'utf-8'
        : page === 28_591
          ? 'iso-8859-1'
          : (japanese[page] ?? `cp${page}`);
  return readText(fields.html, label).text;
}

const mediaTypeOf = (tag: string | undefined) =>
  tag !== undefined && /^[\w.+-]+\/[\w.+-]+$/.test(tag) ? tag.toLowerCase() : 'application/octet-stream';

function dateOf(text: string | undefined): string | null {
  const moment = new Date(text ?? '');
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
