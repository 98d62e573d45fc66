import type { ResponseOf, RouteOf } from '@matoi/contract';

export type History = ResponseOf<RouteOf<'GET /api/v1/incidents/{id}/history'>>;

type Of<Kind extends string, Part> = {
  readonly kind: Kind;
  readonly id: string;
  readonly at: string;
  readonly by: string;
} & {
  readonly part: Part;
};

/** One change of an incident: who, when, what was before and what after. */
export type HistoryRow =
  | Of<'phase', History['phases'][number]>
  | Of<
      'severity',
      History['severities'][number] & { readonly before: History['severities'][number]['severity'] | null }
    >
  | Of<'given' | 'ended', History['functions'][number]>
  | Of<'field', History['fields'][number]>;

/** All changes of an incident in one order, the newest first. A function that has ended is told twice: given, and ended. */
export function historyRows({ phases, severities, functions, fields }: History): readonly HistoryRow[] {
  const rows: readonly HistoryRow[] = [
    ...phases.map((part) => ({
      kind: 'phase' as const,
      id: part.id,
      at: part.recordedAt,
      by: part.recordedBy.name,
      part,
    })),
    ...severities.map((part, at) => ({
      kind: 'severity' as const,
      id: `severity ${part.decidedAt} ${at}`,
      at: part.decidedAt,
      by: part.decidedBy.name,
      part: { ...part, before: severities[at + 1]?.severity ?? null },
    })),
    ...functions.flatMap((part, at) => [
      { kind: 'given' as const, id: `given ${at}`, at: part.from, by: part.givenBy.name, part },
      ...(part.until === null ? [] : [{ kind: 'ended' as const, id: `ended ${at}`, at: part.until, by: '', part }]),
    ]),
    ...fields.map((part) => ({ kind: 'field' as const, id: part.id, at: part.at, by: part.by.name, part })),
  ];
  return rows.toSorted((one, other) => other.at.localeCompare(one.at));
}
