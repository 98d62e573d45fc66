import type { ExportedReport } from '../reports/index.ts';

/** The columns of an exported ledger that every report has, in the order in which people know them. */
export const exportColumns = [
  'number',
  'received-at',
  'channel',
  'title',
  'text',
  'reporter-name',
  'reporter-department',
  'reporter-contact',
  'occurred-at',
  'class',
  'impact',
  'urgency',
  'priority',
  'assignee',
  'state',
  'response',
  'closed-at',
  'own-number',
  'incident',
] as const;

export type ExportColumn = (typeof exportColumns)[number];

/** Widths in Excel, by the same order. */
export const exportWidths: readonly number[] = [
  16, 17, 10, 40, 60, 16, 20, 26, 17, 20, 8, 8, 8, 16, 10, 40, 17, 16, 16,
];

export type ExportWords = {
  /** One of our words in the language of the file. */
  readonly say: (key: `ledger.${string}`) => string;
  /** A moment as `2026/11/05 09:30` in the zone of the team. */
  readonly when: (moment: Date) => string;
  /** Only the day, for what is known no better. */
  readonly day: (moment: Date) => string;
  readonly className: (code: string) => string;
  readonly personName: (id: string) => string;
  readonly incidentNumber: (id: string) => string;
};

/** Closed reports say how, where the word brings the same outcome back when the file is imported. */
function stateKey({ state, outcome }: ExportedReport): `ledger.${string}` {
  if (state !== 'closed') return `ledger.state.${state}`;
  return outcome === 'not-an-incident' || outcome === 'duplicate' || outcome === 'spam'
    ? `ledger.outcome.${outcome}`
    : 'ledger.state.closed';
}

/** One report as the cells of its row, followed by those of its own fields in the order of `fields`. Pure. */
export function exportRow(report: ExportedReport, fields: readonly string[], words: ExportWords): readonly string[] {
  const { say, when, day } = words;
  const level = (value: string | null) => (value === null ? '' : say(`ledger.level.${value}`));
  const isOwnNumber = report.source === 'ledger' && report.externalId !== null && !report.externalId.startsWith('row:');
  const contact = [report.reporterAddress, report.reporterPhone].filter((part) => part !== null).join(' ');
  const cells: Readonly<Record<ExportColumn, string>> = {
    number: isOwnNumber ? (report.externalId ?? '') : report.number,
    'received-at': report.receivedPrecision === 'date' ? day(report.receivedAt) : when(report.receivedAt),
    // Said of what came in here; what was imported came in by a way that the ledger may know better.
    channel: report.channel === 'ledger' ? '' : say(`ledger.channel.${report.channel}`),
    title: report.title,
    text: report.text,
    'reporter-name': report.reporterName ?? '',
    'reporter-department': report.reporterDepartment ?? '',
    'reporter-contact': contact,
    'occurred-at': report.occurredAt === null ? '' : when(report.occurredAt),
    class: report.classCode === null ? '' : words.className(report.classCode),
    impact: level(report.impact),
    urgency: level(report.urgency),
    priority: report.priority === null ? '' : String(report.priority),
    assignee: report.assigneeId === null ? '' : words.personName(report.assigneeId),
    state: say(stateKey(report)),
    response: report.closeReason ?? '',
    'closed-at': report.closedAt === null ? '' : when(report.closedAt),
    'own-number': report.number,
    incident: report.handledAs === null ? '' : words.incidentNumber(report.handledAs),
  };
  const own = new Map(report.fields.map(({ label, value }) => [label, value]));
  return [...exportColumns.map((column) => cells[column]), ...fields.map((name) => own.get(name) ?? '')];
}
