import type { TriageLevel, TriagePriority } from '@matoi/contract';

/** 影響度 × 緊急度 → 優先度: a priority for each pair, by impact, then by urgency. */
export type PriorityTable = Readonly<Record<TriageLevel, Readonly<Record<TriageLevel, TriagePriority>>>>;

/** The priority of one cell. */
export function priorityIn(table: PriorityTable, impact: TriageLevel, urgency: TriageLevel): TriagePriority {
  return table[impact][urgency];
}
