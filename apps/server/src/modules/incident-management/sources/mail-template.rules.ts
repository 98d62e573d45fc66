import { type MailFieldRole, type MailTemplateDefinition, type SeverityHint, severityHints } from '@matoi/contract';
import { type FoundMoment, readMoment } from './moment.rules.ts';

export type MailAct = { readonly at: Date; readonly what: string };
/** What was found where in the text, in characters: for showing somebody who writes a template what it does. */
export type MailMark = { readonly role: MailFieldRole; readonly from: number; readonly until: number };

export type MailFinding = {
  readonly title: string | null;
  readonly externalId: string | null;
  readonly severityHint: SeverityHint | null;
  readonly occurredAt: Date | null;
  readonly detectedAt: Date | null;
  readonly hosts: readonly string[];
  readonly rule: string | null;
  /** Every labelled line that was found, in the order of the mail. */
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly acts: readonly MailAct[];
  readonly marks: readonly MailMark[];
};

/** Words for severity and what they mean. */
export type SeverityWords = readonly { readonly word: string; readonly severity: string }[];

type Field = MailTemplateDefinition['fields'][number];
type Found = { readonly field: Field; readonly label: string; readonly value: string; readonly from: number };

const longestText = 200_000;
const longestLabel = 80;
const longestValue = 4_000;
const mostFields = 60;
const mostActs = 50;
const mostHosts = 50;

/** The form in which labels, words and senders are compared: width, case and spaces do not matter. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

/** Whether a mail is one of these: its sender is named, and its subject holds every given text. */
export function isFixedMail(
  definition: Pick<MailTemplateDefinition, 'from' | 'subjectContains'>,
  mail: { readonly from: string | null; readonly subject: string },
): boolean {
  const address = plain(mail.from ?? '');
  const domain = address.slice(address.lastIndexOf('@'));
  if (!address.includes('@')) return false;
  const isSender = definition.from.map(plain).some((one) => (one.startsWith('@') ? one === domain : one === address));
  const subject = plain(mail.subject);
  return isSender && definition.subjectContains.every((text) => subject.includes(plain(text)));
}

/**
 * Reads the labelled lines of a fixed mail. Works line by line, in time linear in the text; the definition holds texts
 * alone, never expressions. What is not there stays null: a template never invents.
 */
export function readFixedMail(
  definition: MailTemplateDefinition,
  mail: { readonly text: string; readonly receivedAt: Date },
  commonWords: SeverityWords,
): MailFinding {
  const found = findFields(definition, mail.text.slice(0, longestText));
  const first = (role: MailFieldRole) => found.find((one) => one.field.role === role && one.value !== '');
  const moment = (role: MailFieldRole) => momentOf(first(role)?.value, definition.zone, mail.receivedAt);
  const occurredAt = moment('occurred-at');
  const detectedAt = moment('detected-at');
  const severity = first('severity');
  const near = occurredAt ?? detectedAt ?? mail.receivedAt;
  return {
    title: lineOf(first('title')?.value, 300),
    externalId: lineOf(first('external-id')?.value, 200),
    severityHint: severity === undefined ? null : severityOf(severity.value, [definition.severities, commonWords]),
    occurredAt,
    detectedAt,
    hosts: hostsOf(found),
    rule: lineOf(first('rule')?.value, 200),
    fields: found.map(({ label, value }) => ({ label, value })).slice(0, mostFields),
    acts: found
      .filter((one) => one.field.role === 'acts')
      .flatMap((one) => readActs(one.value, { zone: definition.zone, near }))
      .slice(0, mostActs),
    marks: found.map(({ field, value, from }) => ({ role: field.role, from, until: from + value.length })),
  };
}

type Open = {
  readonly field: Field;
  readonly label: string;
  readonly from: number;
  readonly until: number;
  /** True while nothing of the value was read: it may stand in the lines below. */
  readonly isEmpty: boolean;
};

function findFields(definition: MailTemplateDefinition, text: string): readonly Found[] {
  const byLabel = new Map(definition.fields.flatMap((field) => field.labels.map((label) => [plain(label), field])));
  const found: Open[] = [];
  let open: Open | null = null;
  let at = 0;
  for (const line of text.split('\n')) {
    const head = readHead(line, byLabel);
    const next: Open | null =
      head === null
        ? goesOn(open, line, at)
        : {
            field: head.field,
            label: head.label,
            from: at + head.valueAt,
            until: at + line.length,
            isEmpty: line.slice(head.valueAt).trim() === '',
          };
    if (open !== null && next?.label !== open.label) found.push(open);
    else if (open !== null && head !== null) found.push(open);
    open = next;
    at += line.length + 1;
  }
  if (open !== null) found.push(open);
  return found
    .map(({ field, label, from, until }) => ({
      field,
      label,
      from,
      value: text.slice(from, Math.min(until, from + longestValue)).trimEnd(),
    }))
    .filter((one) => one.value !== '')
    .slice(0, mostFields);
}

/** The field that is being read with one more line, or null when this line ends it. */
function goesOn(open: Open | null, line: string, at: number): Open | null {
  if (open === null || isRule(line)) return null;
  const until = at + line.length;
  const isBlank = line.trim() === '';
  if (open.isEmpty) return { ...open, from: until - line.trimStart().length, until, isEmpty: isBlank };
  return open.field.isMultiline && !isBlank ? { ...open, until } : null;
}

/** Lines of dashes, equal signs or the like end a value. */
function isRule(line: string): boolean {
  const signs = line.trim();
  return signs.length >= 4 && /^[-=_*─━―#＿＝－～~・]+$/.test(signs);
}

/** The label at the beginning of a line, if it is one of the template's, and where its value begins. */
function readHead(
  line: string,
  byLabel: ReadonlyMap<string, Field>,
): { readonly field: Field; readonly label: string; readonly valueAt: number } | null {
  const begin =
    /^[\s　>]{0,20}(?:[■□●○◆◇▼▽・*＊#【［[<＜-]{0,3}|\(?\d{1,2}[.)．）])[\s　]{0,5}/.exec(line)?.[0].length ?? 0;
  const rest = line.slice(begin, begin + longestLabel);
  const sign = rest.search(/[:：】］\]>＞\t=＝]/);
  const label = (sign === -1 ? rest : rest.slice(0, sign)).trim();
  if (sign === -1 && line.length - begin > longestLabel) return null;
  const field = byLabel.get(plain(label));
  if (field === undefined) return null;
  if (sign === -1) return { field, label, valueAt: line.length };
  // 「【端末名】：」: the bracket and the colon after it are one sign. What follows it is the value.
  const after = begin + sign + 1;
  const more = /^[\s　]{0,10}[:：=＝]?[\s　]*/.exec(line.slice(after))?.[0].length ?? 0;
  return { field, label, valueAt: after + more };
}

function lineOf(value: string | undefined, limit: number): string | null {
  const line = value?.replace(/\s+/g, ' ').trim().slice(0, limit);
  return line === undefined || line === '' ? null : line;
}

function momentOf(value: string | undefined, zone: string, near: Date): Date | null {
  return value === undefined ? null : (readMoment(value.trim(), { zone, near })?.at ?? null);
}

/** The sender's own words before the common ones; of those that occur the longest (「最高」 before 「高」). */
function severityOf(value: string, lists: readonly SeverityWords[]): SeverityHint | null {
  const text = plain(value);
  for (const list of lists) {
    const known = list.filter(({ word }) => text.includes(plain(word)));
    const longest = known.toSorted((left, right) => right.word.length - left.word.length)[0];
    if (longest !== undefined) return severityHints.find((hint) => hint === longest.severity) ?? null;
  }
  return null;
}

function hostsOf(found: readonly Found[]): readonly string[] {
  const hosts = found
    .filter((one) => one.field.role === 'host')
    .flatMap((one) => one.value.split(/[\s,、，;；/／]+/))
    .map((host) => host.trim())
    .filter((host) => host !== '' && host.length <= 255);
  return [...new Set(hosts)].slice(0, mostHosts);
}

/** Lines that begin with a time say what the sender did then. Without a date, the day of the event is meant. */
function readActs(value: string, given: { readonly zone: string; readonly near: Date }): readonly MailAct[] {
  const acts: MailAct[] = [];
  for (const line of value.split('\n').slice(0, 200)) {
    const text = line.replace(/^[\s　・\-*●○■□>［[【(（]{0,10}/, '');
    const moment = readMoment(text, { ...given, isTimeEnough: true });
    if (moment === null || moment.end === 0) continue;
    const what = text
      .slice(moment.end)
      .replace(/^[\s　\]］】)）:：,、]{0,10}(?:頃|ごろ)?(?:に|、|,|-|–|:|：)?[\s　]{0,5}/, '')
      .trim();
    if (what !== '') acts.push({ at: onTheNight(moment, text, given.near), what: what.slice(0, 1_000) });
  }
  return acts;
}

/** An act at 00:20 about an event at 23:50 was on the next day: nobody acts half a day before the event. */
function onTheNight(moment: FoundMoment, text: string, near: Date): Date {
  const hasDate = /^\D{0,3}\d{1,4}[-/年月.]/.test(text.normalize('NFKC')) || /^[A-Za-z]{3}/.test(text);
  const isBefore = near.getTime() - moment.at.getTime() > 12 * 3_600_000;
  return !hasDate && isBefore ? new Date(moment.at.getTime() + 24 * 3_600_000) : moment.at;
}
