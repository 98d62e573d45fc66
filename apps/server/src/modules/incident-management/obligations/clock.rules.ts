import type { Basis, Clock } from './assessment.model.ts';
import { isVerifiedThrough, opennessOf } from './calendar.rules.ts';
import {
  type ClockInput,
  calendarOf,
  dayDue,
  dayPart,
  nothing,
  type Part,
  textOf,
  withCalendar,
} from './clock-part.rules.ts';
import { holds } from './condition.rules.ts';
import {
  businessDays,
  calendarDaysAfter,
  doraInitial,
  doraRelief,
  elapsed,
  euPeriod,
  guidelineDays,
  jpDaysInclusive,
  jpDaysUnsettled,
} from './counting.rules.ts';
import { addMonths, dayIn, endOfDay } from './day.rules.ts';
import type { InstantText, Zone } from './fact.model.ts';
import type { Counting, DoraRelief, HolidayCalendar } from './regime.model.ts';
import { type Said, sentenceOf, zoneText } from './sentence.rules.ts';

/**
 * One clock with its basis and the sentence that explains it. What is known less exactly counts from its earliest
 * moment, which is on the safe side.
 */
export function clockOf(input: ClockInput): Clock {
  const part = counted(input);
  const { regime, stage, counting, anchor } = input;
  const anchorOn = dayIn(part.zone, anchor.at);
  const basis: Basis = {
    regimeId: regime.id,
    regimeVersion: regime.version,
    stage: stage.code,
    strategy: counting.strategy,
    anchorAt: anchor.at,
    anchorPrecision: anchor.precision,
    anchorOn,
    zone: part.zone,
    calendar:
      part.calendar === null
        ? null
        : { code: part.calendar.code, version: part.calendar.version, isVerified: part.isVerified },
    variantOf: input.variantOf,
  };
  return {
    due: part.due,
    window: part.window,
    readings: part.readings,
    safeOn: part.safeOn,
    missingCalendar: part.missingCalendar,
    basis,
    explanation: sentenceOf(input.phrases, [leadOf(input, part.zone), ...part.said, ...precisionOf(input)]),
  };
}

function counted(input: ClockInput): Part {
  const { counting, regime, anchor } = input;
  switch (counting.strategy) {
    case 'jp-days-inclusive':
      return withCalendar(input, counting.calendar, (calendar) =>
        dayPart({
          input,
          calendar,
          day: jpDaysInclusive({ anchorOn: dayIn(calendar.zone, anchor.at), days: counting.days, calendar }),
          lead: [{ key: 'count.first-day' }],
          ends: 'count.jp',
          number: counting.days,
          closesAt: null,
        }),
      );
    case 'jp-days-unsettled':
      return withCalendar(input, counting.calendar, (calendar) => unsettledPart(input, counting, calendar));
    case 'guideline-days':
      return withCalendar(input, counting.calendar, (calendar) => guidelinePart(input, counting, calendar));
    case 'elapsed':
      return elapsedPart(input, counting);
    case 'eu-period':
      return withCalendar(input, counting.calendar, (calendar) =>
        dayPart({
          input,
          calendar,
          day: euPeriod({ anchorOn: dayIn(calendar.zone, anchor.at), ...counting, calendar }),
          lead: [{ key: `count.eu-${counting.unit}`, params: { n: { number: counting.length } } }],
          ends: 'count.eu',
          number: counting.length,
          closesAt: null,
        }),
      );
    case 'dora-initial':
      return doraInitialPart(input, counting);
    case 'dora-hours':
      return reliefPart({
        input,
        at: elapsed(anchor.at, counting.hours * 60),
        relief: counting.relief,
        said: [{ key: 'count.hours', params: { n: { number: counting.hours } } }],
        form: '',
      });
    case 'dora-months':
      return doraMonthsPart(input, counting);
    case 'business-days':
      return withCalendar(input, counting.calendar, (calendar) =>
        dayPart({
          input,
          calendar,
          day: businessDays({ anchorOn: dayIn(calendar.zone, anchor.at), days: counting.days, calendar }),
          lead: [{ key: 'count.day-zero' }],
          ends: 'count.business',
          number: counting.days,
          closesAt: counting.closesAt,
        }),
      );
    case 'calendar-days-after': {
      const on = calendarDaysAfter(dayIn(counting.zone, anchor.at), counting.days);
      const params = {
        n: { number: counting.days },
        on: { day: on },
        zone: { text: zoneText(input.phrases, counting.zone) },
      };
      return {
        ...nothing,
        due: dayDue({ on, zone: counting.zone, closesAt: null }),
        zone: counting.zone,
        calendar: null,
        isVerified: true,
        said: [{ key: 'count.days-after', params }],
      };
    }
    case 'without-delay':
      return {
        ...nothing,
        zone: regime.zone,
        calendar: null,
        isVerified: true,
        said: [{ key: 'count.without-delay' }],
      };
  }
}

function guidelinePart(
  input: ClockInput,
  counting: Extract<Counting, { strategy: 'guideline-days' }>,
  calendar: HolidayCalendar,
): Part {
  const window = guidelineDays({ anchorOn: dayIn(calendar.zone, input.anchor.at), ...counting, calendar });
  const days = { from: { number: counting.fromDay }, through: { number: counting.throughDay } };
  const closed = opennessOf(calendar, window.through).is === 'closed';
  return {
    ...nothing,
    due: dayDue({ on: window.through, zone: calendar.zone, closesAt: null }),
    window,
    zone: calendar.zone,
    calendar,
    isVerified: isVerifiedThrough(calendar, window.through),
    said: [
      { key: 'count.first-day' },
      { key: 'count.window', params: { ...days, fromOn: { day: window.from }, throughOn: { day: window.through } } },
      ...(closed ? [{ key: 'count.window-closed', params: { throughOn: { day: window.through } } }] : []),
      ...(closed && window.recommendedOn !== null
        ? [{ key: 'count.window-recommended', params: { on: { day: window.recommendedOn } } }]
        : []),
    ],
  };
}

function unsettledPart(
  input: ClockInput,
  counting: Extract<Counting, { strategy: 'jp-days-unsettled' }>,
  calendar: HolidayCalendar,
): Part {
  const { on, readings } = jpDaysUnsettled({ anchorOn: dayIn(calendar.zone, input.anchor.at), ...counting, calendar });
  const latest = readings.reduce((found, { on: day }) => (day > found ? day : found), on);
  const params = { n: { number: counting.days }, on: { day: on }, latest: { day: latest } };
  return {
    ...nothing,
    due: dayDue({ on, zone: calendar.zone, closesAt: null }),
    readings: readings.map((one) => ({ name: textOf(input.phrases, `reading.${one.reading}`), on: one.on })),
    zone: calendar.zone,
    calendar,
    isVerified: isVerifiedThrough(calendar, latest),
    said: [
      { key: 'count.first-day' },
      { key: 'count.jp-ends', params },
      ...(latest === on ? [] : [{ key: `count.jp-unsettled-${counting.firstDay}`, params }]),
    ],
  };
}

function elapsedPart(input: ClockInput, counting: Extract<Counting, { strategy: 'elapsed' }>): Part {
  const at = elapsed(input.anchor.at, counting.minutes);
  const size = { minutes: 1, hours: 60, days: 1440 }[counting.shownIn];
  const { zone } = input.anchor;
  return {
    ...nothing,
    due: { kind: 'instant', at, zone },
    zone,
    calendar: null,
    isVerified: true,
    said: [
      { key: `count.${counting.shownIn}`, params: { n: { number: counting.minutes / size } } },
      { key: 'count.until', params: { at: { moment: at, zone }, zone: { text: zoneText(input.phrases, zone) } } },
    ],
  };
}

function doraInitialPart(input: ClockInput, counting: Extract<Counting, { strategy: 'dora-initial' }>): Part {
  const { hoursFromClassified, hoursFromKnown } = counting;
  const given = { classifiedAt: input.anchor.at, hoursFromClassified, hoursFromKnown };
  const first =
    input.knownAt === null
      ? { at: elapsed(input.anchor.at, hoursFromClassified * 60), by: 'classified' as const }
      : doraInitial({ ...given, knownAt: input.knownAt });
  const hours = first.by === 'known' ? hoursFromKnown : hoursFromClassified;
  const said = [{ key: `count.dora-${first.by}`, params: { n: { number: hours } } }];
  return reliefPart({ input, at: first.at, relief: counting.relief, said, form: '' });
}

function doraMonthsPart(input: ClockInput, counting: Extract<Counting, { strategy: 'dora-months' }>): Part {
  const said = [{ key: 'count.eu-months', params: { n: { number: counting.months } } }];
  const zone = calendarOf(input, counting.relief.calendar).calendar?.zone ?? input.regime.zone;
  const on = addMonths(dayIn(zone, input.anchor.at), counting.months);
  return reliefPart({ input, at: endOfDay(zone, on), relief: counting.relief, said, form: '-months' });
}

/**
 * The limit, moved to noon where the relief is granted. Without certainty about it, or without a calendar that reaches
 * there, it is not granted: the limit as counted is on the safe side, to the hour.
 */
function reliefPart(given: {
  readonly input: ClockInput;
  readonly at: InstantText;
  readonly relief: DoraRelief;
  readonly said: readonly Said[];
  /** `-months` where what was said before is a sentence of its own. */
  readonly form: '' | '-months';
}): Part {
  const { input, at, relief, said, form } = given;
  const { zone } = input.anchor;
  const until = (key: string, moment: InstantText, where: Zone): Said => ({
    key: `${key}${form}`,
    params: { at: { moment, zone: where }, zone: { text: zoneText(input.phrases, where) } },
  });
  const plain: Part = {
    ...nothing,
    due: { kind: 'instant', at, zone },
    zone,
    calendar: null,
    isVerified: true,
    said: [...said, until('count.until', at, zone)],
  };
  const isGranted = relief.unless === null || holds(relief.unless, { facts: {}, scope: input.scope }).truth === 'no';
  if (!isGranted) return plain;
  const { calendar } = calendarOf(input, relief.calendar);
  const moved = calendar === null ? null : doraRelief({ at, calendar });
  if (calendar === null || moved === null || moved.at === null) {
    return { ...plain, said: [...plain.said, { key: 'count.relief-unknown' }] };
  }
  const isVerified = isVerifiedThrough(calendar, dayIn(calendar.zone, moved.at));
  if (moved.passed.length === 0) return { ...plain, calendar, isVerified };
  return {
    ...plain,
    due: { kind: 'instant', at: moved.at, zone },
    safeOn: isVerified ? null : dayIn(zone, at),
    calendar,
    isVerified,
    said: [
      ...said,
      until('count.relief', moved.at, calendar.zone),
      ...(isVerified ? [] : [{ key: 'count.unverified' }]),
    ],
  };
}

function leadOf(input: ClockInput, zone: Zone): Said {
  const { anchor } = input;
  const when = isInHours(input) ? { moment: anchor.at, zone: anchor.zone } : { day: dayIn(zone, anchor.at) };
  return 'kind' in anchor.from
    ? { key: `anchor.${anchor.from.kind}`, params: { anchor: when } }
    : { key: 'anchor.filing', params: { anchor: when, stage: { text: anchor.from.filedStage } } };
}

function precisionOf(input: ClockInput): readonly Said[] {
  const { precision } = input.anchor;
  if (precision === 'month') return [{ key: 'precision.month' }];
  if (isInHours(input) && (precision === 'date' || precision === 'hour')) return [{ key: `precision.${precision}` }];
  return [];
}

const isInHours = ({ counting }: ClockInput) =>
  counting.strategy === 'elapsed' || counting.strategy === 'dora-initial' || counting.strategy === 'dora-hours';
