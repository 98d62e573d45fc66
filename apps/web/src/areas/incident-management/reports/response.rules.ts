/** How far the first answer is: `over` when the target passed without one. Times are instants in ISO 8601. */
export type FirstResponse =
  | { readonly state: 'none' }
  | { readonly state: 'met' }
  | { readonly state: 'running' | 'soon' | 'over'; readonly share: number; readonly dueAt: string };

type Timed = {
  readonly state: string;
  readonly receivedAt: string;
  readonly dueAt: string | null;
  readonly answeredAt: string | null;
};

/** From this share of the time on it is due soon. */
const soonFrom = 0.75;

/**
 * The share of the time until the first answer that is used, 0 to 1. The target was counted in business time when it was
 * set; the share is of the time on the clock, so that the bar moves as the remaining time does.
 */
export function firstResponse(report: Timed, now: Date): FirstResponse {
  if (report.answeredAt !== null) return { state: 'met' };
  if (report.dueAt === null || !['new', 'waiting'].includes(report.state)) return { state: 'none' };
  const start = Date.parse(report.receivedAt);
  const end = Date.parse(report.dueAt);
  const { dueAt } = report;
  if (now.getTime() >= end) return { state: 'over', share: 1, dueAt };
  const share = end <= start ? 1 : Math.min(1, Math.max(0, (now.getTime() - start) / (end - start)));
  return { state: share >= soonFrom ? 'soon' : 'running', share, dueAt };
}
