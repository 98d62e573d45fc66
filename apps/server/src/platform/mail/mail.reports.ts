import { oneLine } from './mail.rules.ts';
import { decoded, firstHeader, type Header, readHeaderBlock } from './mime.header.ts';
import type { DeliveryOutcome, DeliveryReport, FeedbackReport } from './parsed-mail.ts';

const limits = { groups: 201, values: 100, text: 1_000 };

/** What both kinds of reports say about the mail they are about, from the copy or the headers that came along. */
export type OriginalMail = { readonly messageId: string | null; readonly subject: string | null };

/** RFC 3464 §2.1: a group of fields about the mail, then one for each recipient, separated by empty lines. */
export function readDeliveryReport(bytes: Buffer, original: OriginalMail): DeliveryReport {
  const groups = fieldGroups(bytes);
  const isAboutRecipient = (group: readonly Header[]) =>
    group.some((one) => /^(?:final|original)-recipient$|^action$/.test(one.name));
  const about = groups.filter((group) => !isAboutRecipient(group)).flat();
  return {
    reportingMta: typed(firstHeader(about, 'reporting-mta')),
    originalMessageId: original.messageId,
    originalSubject: original.subject,
    recipients: groups.filter(isAboutRecipient).map(readOutcome),
  };
}

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

function readOutcome(fields: readonly Header[]): DeliveryOutcome {
  const action = (firstHeader(fields, 'action') ?? '')
    .replace(/\(.*?\)/g, '')
    .trim()
    .toLowerCase();
  const diagnostic = typed(firstHeader(fields, 'diagnostic-code'));
  const final = address(firstHeader(fields, 'final-recipient'));
  return {
    recipient: address(firstHeader(fields, 'original-recipient')) ?? final,
    finalRecipient: final,
    action: actions.find((one) => one === action) ?? null,
    status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(firstHeader(fields, 'status') ?? diagnostic ?? '')?.[0] ?? null,
    diagnostic,
    remoteMta: typed(firstHeader(fields, 'remote-mta')),
  };
}

/** RFC 5965 §3: one group of fields; some stand there more than once. */
export function readFeedbackReport(bytes: Buffer, original: OriginalMail): FeedbackReport {
  const fields = fieldGroups(bytes).flat();
  const one = (name: string) => clean(firstHeader(fields, name));
  const all = (name: string) =>
    fields
      .filter((field) => field.name === name)
      .slice(0, limits.values)
      .flatMap((field) => clean(field.value) ?? []);
  const incidents = Number.parseInt(one('incidents') ?? '', 10);
  return {
    feedbackType: one('feedback-type')?.toLowerCase() ?? null,
    userAgent: one('user-agent'),
    version: one('version'),
    sourceIp: one('source-ip'),
    originalMailFrom: one('original-mail-from'),
    originalRecipients: all('original-rcpt-to'),
    arrivalDate: one('arrival-date') ?? one('received-date'),
    reportedDomains: all('reported-domain'),
    reportedUris: all('reported-uri'),
    authenticationResults: all('authentication-results'),
    incidents: Number.isSafeInteger(incidents) && incidents > 0 ? incidents : null,
    fields: fields.slice(0, 500).map((field) => [field.name, clean(field.value) ?? ''] as const),
    originalMessageId: original.messageId,
  };
}

function fieldGroups(bytes: Buffer): readonly (readonly Header[])[] {
  const groups: (readonly Header[])[] = [];
  let at = 0;
  while (at < bytes.length && groups.length < limits.groups) {
    const block = readHeaderBlock(bytes, at, bytes.length);
    if (block.headers.length > 0) groups.push(block.headers);
    if (block.bodyStart <= at) break;
    at = block.bodyStart;
  }
  return groups;
}

function clean(value: string | null): string | null {
  const line = oneLine(decoded(value ?? ''), limits.text);
  return line === '' ? null : line;
}

/** `dns; mx.example.org` and `smtp; 550 …`: the kind before the semicolon goes. */
function typed(value: string | null): string | null {
  return clean((value ?? '').replace(/^\s*[\w-]+\s*;/, ''));
}

/** `rfc822; <taro@example.jp>`. */
function address(value: string | null): string | null {
  const text = typed(value);
  return text === null ? null : oneLine(text.replace(/^<(.*)>$/, '$1'), 320);
}
