import { type InnerBudget, toParsedMail } from './mail.assembly.ts';
import { isMsg, readMsg } from './mail.msg.ts';
import { oneLine } from './mail.rules.ts';
import { readMimeTree } from './mime.tree.ts';
import type { ParseAnswer, ParsedMail, SafeHtmlAnswer } from './parsed-mail.ts';
import { safeHtml } from './safe-html.ts';

const limits = { innerDepth: 5, innerMails: 100, attachments: 500 };

/**
 * Reads the raw bytes of a mail: RFC 5322 with MIME, or a message saved by Outlook. Never throws on hostile input: what
 * cannot be read is said in the answer.
 */
export async function parseMail(raw: Uint8Array): Promise<ParseAnswer> {
  const budget = { mails: limits.innerMails, attachments: limits.attachments };
  return parseAt(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), 0, budget);
}

function parseAt(bytes: Buffer, depth: number, budget: InnerBudget): ParseAnswer {
  const readInner = (inner: Buffer): ParsedMail | 'too-deep' | null => {
    if (depth + 1 > limits.innerDepth || budget.mails <= 0) return 'too-deep';
    budget.mails -= 1;
    const answer = parseAt(inner, depth + 1, budget);
    return answer.isParsed ? answer.mail : null;
  };
  try {
    if (isMsg(bytes)) return { isParsed: true, mail: readMsg(bytes, { budget, readInner }) };
    const root = readMimeTree(bytes);
    if (root.headers.length === 0) return { isParsed: false, problem: 'no header was found' };
    return { isParsed: true, mail: toParsedMail(root, { budget, readInner }) };
  } catch (error) {
    return { isParsed: false, problem: oneLine(error instanceof Error ? error.message : String(error), 300) };
  }
}

/**
 * Reads a mail and makes its HTML inert. `path` leads to a mail inside: the positions of the attachments on the way,
 * empty for the mail itself. Answers `html: null` when that mail has none.
 */
export async function showHtml(raw: Uint8Array, path: readonly number[]): Promise<SafeHtmlAnswer> {
  const answer = await parseMail(raw);
  if (!answer.isParsed) return { isMade: false, problem: answer.problem };
  let mail: ParsedMail | null = answer.mail;
  for (const at of path) mail = mail?.attachments[at]?.inner ?? null;
  if (mail === null) return { isMade: false, problem: 'there is no such mail inside' };
  if (mail.html === null) return { isMade: true, html: null };
  const cidImages = new Map(
    mail.attachments.flatMap((one) => (one.contentId === null ? [] : [[one.contentId, one] as const])),
  );
  try {
    return { isMade: true, html: safeHtml(mail.html, { cidImages }) };
  } catch (error) {
    return { isMade: false, problem: oneLine(error instanceof Error ? error.message : String(error), 300) };
  }
}
