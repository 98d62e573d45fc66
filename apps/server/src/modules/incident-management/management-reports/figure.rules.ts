import type { DocumentBlock, FigureShape } from '@matoi/contract';
import { type JournalLane, journalLanes } from '@matoi/contract';
import type { Given } from './compose.model.ts';
import type { TimelineFact } from './facts.model.ts';
import { nameOf, sayShort } from './moment.rules.ts';

const width = 480;
const left = 76;
const right = 12;
const top = 12;
const laneHeight = 34;
/** More points than this are drawn without their number: the numbers would lie on each other. */
const mostNumbered = 40;
const mostRows = 200;

/** The timeline as a picture and as a table of the same entries, the oldest first. Nothing where nothing happened. */
export function timelineBlocks({ facts, shape, say }: Given): readonly DocumentBlock[] {
  const entries = facts.timeline.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  if (entries.length === 0) return [];
  const { zone } = facts.team;
  const { language } = shape;
  const lanes = journalLanes.filter((lane) => entries.some((entry) => entry.lane === lane));
  const laneName = (lane: JournalLane) => say(`terms.lane.${lane}`);
  return [
    {
      kind: 'figure',
      width,
      height: top + lanes.length * laneHeight + 24,
      caption: say('management-reports.figure.caption', { zone: nameOf(zone, facts.openedAt) }),
      shapes: drawTimeline(entries, { lanes, laneName, tick: (at) => sayShort(language, at, zone) }),
    },
    {
      kind: 'table',
      columns: [
        { title: say('management-reports.column.number'), share: 1.1 },
        { title: say('management-reports.column.at-zone', { zone: nameOf(zone, facts.openedAt) }), share: 2.6 },
        { title: say('management-reports.column.lane'), share: 2.4 },
        { title: say('management-reports.column.text'), share: 6 },
      ],
      rows: entries
        .slice(0, mostRows)
        .map((entry, at) => [
          String(at + 1),
          sayShort(language, entry.at, zone),
          laneName(entry.lane),
          entry.isAssumed ? say('management-reports.say.assumed', { text: entry.text }) : entry.text,
        ]),
    },
    ...(entries.length <= mostRows
      ? []
      : [
          {
            kind: 'text',
            tone: 'note',
            text: say('management-reports.say.more', { count: entries.length - mostRows }),
          } as const,
        ]),
  ];
}

/** The number of a point, or of the first and last of several that lie too close for one each. */
type NumberLabel = {
  readonly x: number;
  readonly isAbove: boolean;
  readonly first: number;
  readonly last: number;
};

/** Room that a number needs beside the next one, and one of several points. */
const numberWidth = 11;
const rangeWidth = 20;

/** Numbers that would touch stand in turn above and below; where both are taken, the one below tells of several. Points come from left to right. */
function withNumber(labels: readonly NumberLabel[], x: number, number: number): NumberLabel[] {
  const isFree = (isAbove: boolean) => {
    const before = labels.findLast((one) => one.isAbove === isAbove);
    if (before === undefined) return true;
    return x - before.x >= (before.first === before.last ? numberWidth : rangeWidth);
  };
  const isAbove = isFree(true);
  if (isAbove || isFree(false)) return [...labels, { x, isAbove, first: number, last: number }];
  const below = labels.findLastIndex((one) => !one.isAbove);
  return labels.map((one, at) => (at === below ? { ...one, last: number } : one));
}

/** Lanes with a point for each entry, numbered like the rows of the table; below, when it began and ended. */
export function drawTimeline(
  entries: readonly TimelineFact[],
  given: {
    readonly lanes: readonly JournalLane[];
    readonly laneName: (lane: JournalLane) => string;
    readonly tick: (at: Date) => string;
  },
): readonly FigureShape[] {
  const moments = entries.map(({ at }) => at.getTime());
  const first = Math.min(...moments);
  const last = Math.max(...moments);
  const span = Math.max(last - first, 1);
  const xOf = (at: number) => left + 8 + ((at - first) / span) * (width - left - right - 16);
  const yOf = (lane: JournalLane) => top + given.lanes.indexOf(lane) * laneHeight + laneHeight / 2;
  const bottom = top + given.lanes.length * laneHeight;
  const isNumbered = entries.length <= mostNumbered;
  const shapes: FigureShape[] = given.lanes.flatMap((lane): FigureShape[] => [
    { kind: 'line', x1: left, y1: yOf(lane), x2: width - right, y2: yOf(lane), tone: 'line' },
    { kind: 'label', x: 0, y: yOf(lane) + 3, text: given.laneName(lane), size: 8, tone: lane, isBold: true },
  ]);
  const numbers = new Map<JournalLane, NumberLabel[]>();
  for (const [at, entry] of entries.entries()) {
    const x = xOf(entry.at.getTime());
    const y = yOf(entry.lane);
    shapes.push({ kind: 'dot', x, y, r: 3, tone: entry.lane, ...(entry.isAssumed ? { isOpen: true } : {}) });
    if (isNumbered) {
      const labels = numbers.get(entry.lane) ?? [];
      numbers.set(entry.lane, withNumber(labels, x, at + 1));
    }
  }
  for (const [lane, labels] of numbers)
    for (const { x, isAbove, first: from, last: until } of labels)
      shapes.push({
        kind: 'label',
        x,
        y: isAbove ? yOf(lane) - 6 : yOf(lane) + 12,
        text: from === until ? String(from) : `${from}…${until}`,
        size: 6.5,
        tone: 'ink',
        anchor: 'middle',
      });
  shapes.push({ kind: 'line', x1: left, y1: bottom + 4, x2: width - right, y2: bottom + 4, tone: 'faint' });
  shapes.push({ kind: 'label', x: left, y: bottom + 15, text: given.tick(new Date(first)), size: 7.5, tone: 'faint' });
  if (last > first)
    shapes.push({
      kind: 'label',
      x: width - right,
      y: bottom + 15,
      text: given.tick(new Date(last)),
      size: 7.5,
      tone: 'faint',
      anchor: 'end',
    });
  return shapes;
}
