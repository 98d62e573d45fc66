import type { BacklogAge, ReportChannel, StatisticsSpan, StatisticsTime } from '@matoi/contract';

/** A period by its first and last day, in the zone of the team. */
export type StatisticsAsked = {
  readonly from: string;
  readonly until: string;
  readonly by: StatisticsSpan;
  readonly zone: string;
  /** Classes of trials and exercises: they never count. */
  readonly uncounted: readonly string[];
};

export type Counted<Key> = { readonly key: Key; readonly count: number };

/** Seconds since 1970 of the arrival and of what came after it, for each report that has got so far. */
export type Pairs = { readonly from: readonly number[]; readonly to: readonly number[] };

export type StatisticsRows = {
  readonly received: readonly Counted<string>[];
  readonly channels: readonly Counted<ReportChannel>[];
  readonly classes: readonly Counted<string | null>[];
  readonly ended: readonly Counted<string>[];
  /** Open reports at the beginning of the period. */
  readonly openBefore: number;
  readonly backlog: Readonly<Record<BacklogAge, number>>;
  readonly times: Readonly<Record<StatisticsTime, Pairs>>;
};

/** Minutes; null without reports. */
export type Spread = { readonly median: number; readonly p90: number } | null;
