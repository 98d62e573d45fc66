import type { Locale } from '@matoi/contract/values';
import { clockTime, isoDay, type Reading } from '../../../shared/moments.format.ts';

/** One phase of the row: the handling phases, and the end. */
export type PhaseStep<Phase extends string = string> = {
  readonly phase: Phase;
  readonly state: 'not-started' | 'active' | 'done' | 'not-applicable';
  readonly startedAt: string | null;
  readonly endedAt: string | null;
};

/**
 * From when to when, in as few words as are clear: days only where they are not today, the second one only where it
 * differs. `05:40–05:52` · `11-20 22:14–11-21 05:52` · `06:05–`.
 */
export function spanText(step: Pick<PhaseStep, 'startedAt' | 'endedAt'>, now: Date, reading: Reading): string | null {
  if (step.startedAt === null) return null;
  const start = new Date(step.startedAt);
  const startDay = isoDay(start, reading.zone);
  const today = isoDay(now, reading.zone);
  const from = `${dayPart(startDay, today)}${clockTime(start, reading)}`;
  if (step.endedAt === null) return `${from}–`;
  const end = new Date(step.endedAt);
  const endDay = isoDay(end, reading.zone);
  return `${from}–${endDay === startDay ? '' : dayPart(endDay, today)}${clockTime(end, reading)}`;
}

function dayPart(day: string, today: string): string {
  if (day === today) return '';
  return `${day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day} `;
}

const minute = 60_000;

/** How long it took or has taken so far, in at most two units: `12分` · `2時間07分` · `4日` · `12 min`. */
export function durationText(step: Pick<PhaseStep, 'startedAt' | 'endedAt'>, now: Date, locale: Locale): string | null {
  if (step.startedAt === null) return null;
  const end = step.endedAt === null ? now : new Date(step.endedAt);
  const minutes = Math.max(0, Math.floor((end.getTime() - Date.parse(step.startedAt)) / minute));
  const hours = Math.floor(minutes / 60);
  const rest = String(minutes % 60).padStart(2, '0');
  if (hours >= 72) return locale === 'ja' ? `${Math.floor(hours / 24)}日` : `${Math.floor(hours / 24)} days`;
  if (hours > 0) return locale === 'ja' ? `${hours}時間${rest}分` : `${hours} h ${rest} min`;
  return locale === 'ja' ? `${minutes}分` : `${minutes} min`;
}

/** The steps that a small screen shows first: the furthest active one with its neighbours. */
export function nearSteps(steps: readonly Pick<PhaseStep, 'state'>[]): readonly number[] {
  const active = steps.findLastIndex(({ state }) => state === 'active');
  const here = active >= 0 ? active : steps.findLastIndex(({ state }) => state === 'done');
  const from = Math.min(Math.max(0, here - 1), Math.max(0, steps.length - 3));
  return steps.map((_step, at) => at).slice(from, from + 3);
}
