import { instantIn, type Refusal, refusal, zoneOffset } from '@matoi/kernel';
import type { AnchorKind, Precision } from './obligation.model.ts';
import type { AnchorChoice, AnchorEntry } from './record.model.ts';

/** Clocks of people are not exact. Milliseconds. */
const toleranceMs = 5 * 60_000;

type Proposed = {
  readonly kind: AnchorKind;
  readonly regimeId: string | null;
  readonly at: Date;
  readonly precision: Precision;
  readonly zone: string;
  readonly source: string;
  readonly isAsserted: boolean;
  readonly reason: string;
};

/** The beginning of what is known: of a date the local midnight, of a month that of its first day. */
export function beginningOf(at: Date, precision: Precision, zone: string): Date {
  const wall = new Date(at.getTime() + zoneOffset(zone, at.getTime()));
  const [year, month, day, hour] = [
    wall.getUTCFullYear(),
    wall.getUTCMonth(),
    wall.getUTCDate(),
    wall.getUTCHours(),
  ] as const;
  switch (precision) {
    case 'instant':
      return at;
    case 'minute':
      return new Date(Math.floor(at.getTime() / 60_000) * 60_000);
    case 'hour':
      return new Date(instantIn(zone, Date.UTC(year, month, day, hour)));
    case 'date':
      return new Date(instantIn(zone, Date.UTC(year, month, day)));
    case 'month':
      return new Date(instantIn(zone, Date.UTC(year, month, 1)));
    default:
      return precision satisfies never;
  }
}

/**
 * A moment that has not come is no anchor. The same moment of the same knowledge is proposed once. Whoever asserts
 * another one than counts now says why.
 */
export function decideAnchor(
  proposed: Proposed,
  given: { readonly anchors: readonly AnchorEntry[]; readonly choices: readonly AnchorChoice[]; readonly now: Date },
): { readonly at: Date; readonly zone: string; readonly isAsserted: boolean } | Refusal {
  const { kind, regimeId, precision, zone, source, isAsserted, reason } = proposed;
  // A year of less than four digits is a slip of whoever typed it.
  if (proposed.at.getTime() < 0) return refusal('obligations.propose-anchor.too-long-ago');
  const at = beginningOf(proposed.at, precision, zone);
  if (at.getTime() > given.now.getTime() + toleranceMs) return refusal('obligations.propose-anchor.in-the-future');
  const isThere = given.anchors.some(
    (one) => one.kind === kind && one.regimeId === regimeId && one.at.getTime() === at.getTime() && one.who === source,
  );
  if (isThere) return refusal('obligations.propose-anchor.there');
  const others = given.choices.find((one) => one.kind === kind && one.regimeId === regimeId);
  if (isAsserted && others != null && others.anchorId !== null && reason === '')
    return refusal('obligations.assert-anchor.needs-reason', {}, [
      { path: 'body.reason', code: 'obligations.assert-anchor.needs-reason' },
    ]);
  return { at, zone, isAsserted };
}

/** What counts already is not asserted again, and what does not count is not taken back. */
export function decideAssert(
  anchor: AnchorEntry | null,
  choices: readonly AnchorChoice[],
  { isAsserted }: { readonly isAsserted: boolean },
): { readonly anchor: AnchorEntry } | Refusal {
  if (anchor === null) return refusal('record.find.not-found');
  const counts =
    choices.find((one) => one.kind === anchor.kind && one.regimeId === anchor.regimeId)?.anchorId === anchor.id;
  if (counts === isAsserted)
    return refusal(isAsserted ? 'obligations.assert-anchor.counts' : 'obligations.assert-anchor.does-not-count');
  return { anchor };
}

/** A moment on the clocks of a zone, no more exact than it is known. */
export function spokenMoment(at: Date, zone: string, precision: Precision): string {
  const text = new Date(at.getTime() + zoneOffset(zone, at.getTime())).toISOString().slice(0, 16).replace('T', ' ');
  if (precision === 'month') return text.slice(0, 7);
  if (precision === 'date') return text.slice(0, 10);
  return precision === 'hour' ? `${text.slice(0, 13)}:00± (${zone})` : `${text} (${zone})`;
}
