import type { ResponseOf, RouteWith } from '@matoi/contract';

/** The board as the contract describes it. */
export type Board = ResponseOf<RouteWith<'picture.show'>>;
export type Deadline = Board['deadlines']['items'][number];
export type Total = Board['deadlines']['totals'][number]['total'];

/** A deadline before the record that it is on was named. */
export type FoundDeadline = Omit<Deadline, 'subject' | 'dueAt'> & { readonly subjectId: string; readonly dueAt: Date };

/** The nearest deadlines of one kind, and how many there are. */
export type DeadlinesOfKind = {
  readonly kind: Deadline['kind'];
  readonly rows: readonly FoundDeadline[];
  readonly total: Total;
};
