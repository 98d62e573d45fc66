import type { IncidentTimeKind, Precision, TimeSourceKind } from '@matoi/contract';
import { isZone, type Refusal, refusal } from '@matoi/kernel';
import type { AssertedTime, ChosenTimes } from './incident.model.ts';
import { clockTolerance } from './phase.rules.ts';

export type TimeInput = {
  readonly kind: IncidentTimeKind;
  readonly at: Date | null;
  readonly precision: Precision;
  readonly zone: string;
  readonly source: { readonly kind: TimeSourceKind; readonly text: string };
  readonly note: string | null;
  readonly supersedes: string | null;
  readonly reason: string | null;
  readonly isChosen: boolean;
};

/** What is to be written: the assertion, and whether it counts from now on. */
export type TimeDecision = {
  readonly time: Omit<AssertedTime, 'id' | 'recordedAt' | 'assertedBy'>;
  readonly isChosen: boolean;
};

const atField = (code: string, field: string) => refusal(code, {}, [{ path: `body.${field}`, code }]);

/**
 * Checks an assertion. The first of a kind counts at once; later ones stand beside it until somebody chooses; the
 * correction of the one that counts counts in its place.
 */
export function decideTime(
  given: { readonly times: readonly AssertedTime[]; readonly chosen: ChosenTimes; readonly now: Date },
  input: TimeInput,
): TimeDecision | Refusal {
  const { times, chosen, now } = given;
  const { isChosen, ...time } = input;
  if (!isIanaZone(time.zone)) return atField('incidents.assert-time.zone-unknown', 'zone');
  if (time.at !== null && time.at.getTime() > now.getTime() + clockTolerance)
    return atField('incidents.assert-time.in-the-future', 'at');
  // A year of less than four digits is a slip of whoever typed it.
  if (time.at !== null && time.at.getTime() < 0) return atField('incidents.assert-time.too-long-ago', 'at');
  if (time.at === null && time.note === null) return atField('incidents.assert-time.needs-note', 'note');
  const counts = chosen.get(time.kind);
  if (time.supersedes === null) return { time: { ...time, reason: null }, isChosen: isChosen || counts === undefined };
  const corrected = times.find((one) => one.id === time.supersedes);
  if (corrected === undefined) return refusal('record.find.not-found');
  if (corrected.kind !== time.kind) return atField('incidents.assert-time.other-kind', 'kind');
  if (isSuperseded(times, corrected.id)) return refusal('incidents.assert-time.superseded');
  if (time.reason === null) return atField('incidents.assert-time.needs-reason', 'reason');
  return { time, isChosen: isChosen || counts === corrected.id };
}

/** A name of a place in the database of zones, or UTC; offsets (`+09:00`) tell nothing of the clocks of a place. */
export function isIanaZone(zone: string): boolean {
  return /^(?:UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){1,2})$/.test(zone) && isZone(zone);
}

/** Whether another assertion has corrected this one. */
export function isSuperseded(times: readonly AssertedTime[], id: string): boolean {
  return times.some((one) => one.supersedes === id);
}

/** The assertion of a kind that counts, or null while there is none. */
export function chosenTime(
  times: readonly AssertedTime[],
  chosen: ChosenTimes,
  kind: IncidentTimeKind,
): AssertedTime | null {
  const id = chosen.get(kind);
  return times.find((one) => one.id === id) ?? null;
}

/** Which assertion counts from now on. A superseded one cannot. */
export function decideChoice(times: readonly AssertedTime[], timeId: string): AssertedTime | Refusal {
  const time = times.find((one) => one.id === timeId);
  if (time === undefined) return refusal('record.find.not-found');
  return isSuperseded(times, timeId) ? refusal('incidents.choose-time.superseded') : time;
}
