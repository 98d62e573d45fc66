import type { DemoReport, Fate } from '../story.model.ts';

type Triage = NonNullable<DemoReport['triage']>;
type Ended<Kind extends Fate['kind']> = Extract<Fate, { readonly kind: Kind }>;
type Closed = Ended<'closed'>;
type HandedOver = Ended<'handed-over'>;
type Merged = Ended<'merged'>;
type Asked = Ended<'asked'>;
type Snoozed = Ended<'snoozed'>;

/** A report as a line of a table: what came in, how it was sorted (null: not yet), and what became of it. */
export type ReportRow = readonly [
  head: readonly [key: string, at: DemoReport['at'], title: string],
  text: string,
  from: DemoReport['from'],
  triage:
    | readonly [
        at: Triage['at'],
        by: Triage['by'],
        classCode: Triage['classCode'],
        impact: Triage['impact'],
        urgency: Triage['urgency'],
        more?: Partial<Triage>,
      ]
    | null,
  fate:
    | readonly ['new' | 'incident']
    | readonly ['closed', at: Closed['at'], by: Closed['by'], outcome: Closed['outcome'], reason: string]
    | readonly ['handed-over', at: HandedOver['at'], by: HandedOver['by'], to: string, reason: string]
    | readonly ['merged', at: Merged['at'], by: Merged['by'], into: string]
    | readonly ['asked', at: Asked['at'], by: Asked['by'], text: string]
    | readonly ['snoozed', at: Snoozed['at'], by: Snoozed['by'], hours: number],
];

/** The reports that a table says. */
export function reportsOf(rows: readonly ReportRow[]): readonly DemoReport[] {
  return rows.map(([[key, at, title], text, from, triage, fate]) => ({
    ...{ key, at, title, text, from },
    ...(triage === null ? {} : { triage: triageOf(triage) }),
    fate: fateOf(fate),
  }));
}

const triageOf = ([at, by, classCode, impact, urgency, more]: NonNullable<ReportRow[3]>): Triage => ({
  ...{ at, by, classCode, impact, urgency },
  ...more,
});

function fateOf(fate: ReportRow[4]): Fate {
  switch (fate[0]) {
    case 'new':
    case 'incident':
      return { kind: fate[0] };
    case 'closed':
      return { kind: 'closed', at: fate[1], by: fate[2], outcome: fate[3], reason: fate[4] };
    case 'handed-over':
      return { kind: 'handed-over', at: fate[1], by: fate[2], to: fate[3], reason: fate[4] };
    case 'merged':
      return { kind: 'merged', at: fate[1], by: fate[2], into: fate[3] };
    case 'asked':
      return { kind: 'asked', at: fate[1], by: fate[2], text: fate[3] };
    case 'snoozed':
      return { kind: 'snoozed', at: fate[1], by: fate[2], hours: fate[3] };
  }
}
