import type { ServiceClock, ServiceLevelRow, TriagePriority } from '@matoi/contract';
import type { BusinessClock } from './calendar.rules.ts';

/** Targets (目安) for one priority, in minutes of the clock they run by, from the receipt of the report. */
export type ServiceTarget = {
  readonly acknowledgeMinutes: number;
  readonly firstResponseMinutes: number;
  readonly triageMinutes: number;
  readonly clock: ServiceClock;
};

/** `none` counts until a report has a priority. */
export type ServiceLevels = { readonly targets: Readonly<Record<ServiceLevelRow, ServiceTarget>> };

export type TargetsDue = { readonly acknowledgeBy: Date; readonly firstResponseBy: Date; readonly triageBy: Date };

/** The target of a priority. */
export function targetOf(levels: ServiceLevels, priority: TriagePriority | null): ServiceTarget {
  return levels.targets[priority === null ? 'none' : (String(priority) as ServiceLevelRow)];
}

/** The moments by which a report received at `from` should be acknowledged, answered and triaged. */
export function targetsDue(target: ServiceTarget, from: Date, clock: BusinessClock): TargetsDue {
  const due = (minutes: number) => {
    const ms = minutes * 60_000;
    return target.clock === 'around-the-clock' ? new Date(from.getTime() + ms) : clock.after(from, ms);
  };
  return {
    acknowledgeBy: due(target.acknowledgeMinutes),
    firstResponseBy: due(target.firstResponseMinutes),
    triageBy: due(target.triageMinutes),
  };
}
