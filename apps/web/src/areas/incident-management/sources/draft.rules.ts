import type { MailFieldRole, SeverityHint } from '@matoi/contract/values';
import { mailFieldRoles, severityHints } from '@matoi/contract/values';
import type { MailTemplate, WebhookDefinition } from './queries.ts';

/** A definition as it is typed: lists are lines of text. */
export type MapDraft = {
  readonly source: string;
  readonly each: string;
  readonly title: string;
  readonly text: string;
  readonly externalId: string;
  readonly occurredAt: string;
  readonly detectedAt: string;
  readonly rule: string;
  readonly link: string;
  readonly hosts: string;
  readonly tags: string;
  readonly severity: string;
  readonly severities: string;
  readonly fields: string;
  readonly dedupeKey: string;
  readonly minutes: string;
};

/** Lines without the empty ones. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The two sides of a line `left = right`; a line without a sign has no right side. */
export function sidesOf(line: string): readonly [left: string, right: string] {
  const at = line.search(/[=＝]/);
  return at === -1 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

/** A stored definition as text to be changed. */
export function draftOf({ source, map, dedupe }: WebhookDefinition): MapDraft {
  return {
    source,
    each: map.each,
    title: map.title,
    text: map.text ?? '',
    externalId: map.externalId ?? '',
    occurredAt: map.occurredAt ?? '',
    detectedAt: map.detectedAt ?? '',
    rule: map.rule ?? '',
    link: map.link ?? '',
    hosts: map.hosts.join('\n'),
    tags: map.tags.join('\n'),
    severity: map.severity?.value ?? '',
    severities: (map.severity?.table ?? [])
      .map((row) => `${'is' in row ? row.is : `${row.atLeast}+`} = ${row.severity}`)
      .join('\n'),
    fields: map.fields.map(({ label, value }) => `${label} = ${value}`).join('\n'),
    dedupeKey: dedupe.key ?? '',
    minutes: String(dedupe.minutes),
  };
}

/** What was typed as a definition. Whether it can be read is judged by the server, with the field. */
export function definitionOf(draft: MapDraft): WebhookDefinition {
  const optional = <Name extends string>(name: Name, value: string) =>
    (value.trim() === '' ? {} : { [name]: value.trim() }) as Partial<Record<Name, string>>;
  return {
    source: draft.source.trim(),
    map: {
      each: draft.each.trim(),
      title: draft.title.trim(),
      ...optional('text', draft.text),
      ...optional('externalId', draft.externalId),
      ...optional('occurredAt', draft.occurredAt),
      ...optional('detectedAt', draft.detectedAt),
      ...optional('rule', draft.rule),
      ...optional('link', draft.link),
      hosts: linesOf(draft.hosts),
      tags: linesOf(draft.tags),
      fields: linesOf(draft.fields).map((line) => {
        const [label, value] = sidesOf(line);
        return { label, value };
      }),
      ...(draft.severity.trim() === ''
        ? {}
        : { severity: { value: draft.severity.trim(), table: linesOf(draft.severities).map(severityRow) } }),
    },
    dedupe: { ...optional('key', draft.dedupeKey), minutes: Math.max(0, Math.floor(Number(draft.minutes) || 0)) },
  };
}

type SeverityRow = NonNullable<WebhookDefinition['map']['severity']>['table'][number];

function severityRow(line: string): SeverityRow {
  const [left, right] = sidesOf(line);
  const severity: SeverityHint = severityHints.find((hint) => hint === right.toLowerCase()) ?? 'medium';
  const number = /^(-?\d+(?:\.\d+)?)\+$/.exec(left)?.[1];
  return number === undefined ? { is: left, severity } : { atLeast: Number(number), severity };
}

export const emptyDraft: MapDraft = {
  source: '',
  each: '',
  title: '{/title}',
  text: '{/description}',
  externalId: '{/id}',
  occurredAt: '',
  detectedAt: '',
  rule: '',
  link: '',
  hosts: '',
  tags: '',
  severity: '',
  severities: '',
  fields: '',
  dedupeKey: '',
  minutes: '60',
};

/** A template of fixed mails as it is typed. */
export type MailDraft = {
  readonly source: string;
  readonly from: string;
  readonly subjectContains: string;
  readonly labels: Readonly<Record<MailFieldRole, string>>;
  readonly severities: string;
  readonly zone: string;
  readonly actsBy: string;
};

type MailDefinition = MailTemplate['definition'];

/** Roles whose values go over several lines. */
const multiline: readonly MailFieldRole[] = ['acts', 'other'];

export function mailDraftOf(definition: MailDefinition): MailDraft {
  const labelsOf = (role: MailFieldRole) =>
    definition.fields
      .filter((field) => field.role === role)
      .flatMap((field) => field.labels)
      .join('\n');
  return {
    source: definition.source,
    from: definition.from.join('\n'),
    subjectContains: definition.subjectContains.join('\n'),
    labels: Object.fromEntries(mailFieldRoles.map((role) => [role, labelsOf(role)])) as MailDraft['labels'],
    severities: definition.severities.map(({ word, severity }) => `${word} = ${severity}`).join('\n'),
    zone: definition.zone,
    actsBy: definition.actsBy,
  };
}

/** The labels of one role are one field; those of `other` are fields of their own. */
export function mailDefinitionOf(draft: MailDraft): MailDefinition {
  return {
    source: draft.source.trim(),
    from: linesOf(draft.from),
    subjectContains: linesOf(draft.subjectContains),
    fields: mailFieldRoles.flatMap((role) => {
      const labels = linesOf(draft.labels[role]);
      const isMultiline = multiline.includes(role);
      if (labels.length === 0) return [];
      const groups = role === 'other' ? labels.map((label) => [label]) : [labels];
      return groups.map((group) => ({ role, labels: group, isMultiline }));
    }),
    severities: linesOf(draft.severities).map((line) => {
      const [word, right] = sidesOf(line);
      return { word, severity: severityHints.find((hint) => hint === right.toLowerCase()) ?? 'medium' };
    }),
    zone: draft.zone.trim(),
    actsBy: draft.actsBy.trim(),
  };
}

/** What a Japanese SOC usually writes, to begin with. */
export const emptyMailDraft: MailDraft = {
  source: '',
  from: '',
  subjectContains: '',
  labels: {
    title: '検知名\n件名',
    'external-id': 'ケース番号\n管理番号\nCase No.',
    severity: '重大度\n危険度\nSeverity',
    'occurred-at': '発生日時\nOccurred at',
    'detected-at': '検知日時\nDetected at',
    host: '端末名\nホスト名\nHost',
    rule: '検知ルール\nRule',
    acts: '対応内容\n実施済みの対応\nActions taken',
    other: '概要',
  },
  severities: '',
  zone: 'Asia/Tokyo',
  actsBy: 'SOC',
};

/** A text cut at its marks, for showing what was found where. Overlapping marks are left out. */
export function piecesOf<Mark extends { readonly from: number; readonly until: number }>(
  text: string,
  marks: readonly Mark[],
): readonly { readonly text: string; readonly mark: Mark | null; readonly at: number }[] {
  const pieces: { text: string; mark: Mark | null; at: number }[] = [];
  let at = 0;
  for (const mark of marks.toSorted((left, right) => left.from - right.from)) {
    if (mark.from < at || mark.until <= mark.from) continue;
    if (mark.from > at) pieces.push({ text: text.slice(at, mark.from), mark: null, at });
    pieces.push({ text: text.slice(mark.from, mark.until), mark, at: mark.from });
    at = mark.until;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), mark: null, at });
  return pieces;
}
