import type { DocumentBlock, ManagementReportSection } from '@matoi/contract';
import { causeText, communicationText, measuresTable, reviewText } from './closing.rules.ts';
import type { ComposedSection, Given, SayIn } from './compose.model.ts';
import type { ScopeFacts, TimeFact } from './facts.model.ts';
import { timelineBlocks } from './figure.rules.ts';
import { sayMinute, sayMoment } from './moment.rules.ts';

/**
 * Composes a report from the record. What is unknown is said to be unknown; a part about which there is nothing to say
 * is empty and will be left out with its heading.
 */
export function composeReport(given: Given): readonly ComposedSection[] {
  const { shape, say } = given;
  const isClosing = shape.kind === 'closing';
  const isFull = isClosing || shape.audience === 'technical';
  const part = (
    code: ManagementReportSection,
    text: string,
    blocks: readonly DocumentBlock[] = [],
    heading: string = code,
  ): ComposedSection => ({ code, heading: say(`management-reports.heading.${heading}`), text, blocks });
  return [
    part('summary', summaryText(given)),
    isClosing ? part('since', '', timesTable(given)) : part('since', sinceText(given)),
    part('timeline', '', isFull ? timelineBlocks(given) : []),
    part('effect', effectText(given), isFull ? scopeTable(given) : []),
    part('done', doneText(given), [], isClosing ? 'done-closing' : 'done'),
    ...(isClosing ? [part('cause', causeText(given))] : []),
    part('open', openText(given)),
    ...(isClosing && given.facts.closing !== null ? [] : [part('next', nextText(given))]),
    ...(isClosing
      ? [
          part('review', reviewText(given)),
          part('measures', '', measuresTable(given)),
          part('communication', communicationText(given)),
        ]
      : []),
    ...(isClosing || shape.isFinal ? [] : [part('next-report', nextReportText(given))]),
  ];
}

const lines = (...some: readonly (string | null)[]) => some.filter((line) => line !== null && line !== '').join('\n');
const bullets = (items: readonly string[]) => items.map((item) => `・${item.replaceAll('\n', ' ')}`);

function summaryText({ facts, shape, say }: Given): string {
  const { language } = shape;
  const written = shape.audience === 'technical' || shape.kind === 'closing' ? facts.technical : facts.plain;
  const text = written === '' ? (facts.plain === '' ? facts.technical : facts.plain) : written;
  const state =
    facts.closing === null
      ? say('management-reports.say.state', { phase: phasesText({ facts, shape, say }) })
      : say('management-reports.say.closed', {
          at: sayMinute(language, facts.closing.closedAt, facts.team.zone),
          outcome: say(`terms.incident.outcome.${facts.closing.outcome}`),
        });
  const unwritten = facts.closing === null ? 'management-reports.say.about' : 'management-reports.say.about-closed';
  const undecided =
    facts.closing === null ? 'management-reports.say.severity-open' : 'management-reports.say.severity-none';
  return lines(
    text === '' ? say(unwritten, { title: facts.title }) : text,
    ...bullets(facts.known),
    facts.severity === null
      ? say(undecided)
      : say('management-reports.say.severity', { severity: say(`management-reports.severity.${facts.severity}`) }),
    state,
    facts.closing === null ? null : say('management-reports.say.closed-reason', { reason: facts.closing.reason }),
    facts.monitoringUntil === null || facts.closing !== null
      ? null
      : say('management-reports.say.monitoring', {
          at: sayMoment(language, { at: facts.monitoringUntil, precision: 'date', zone: facts.team.zone }),
        }),
  );
}

function phasesText({ facts, shape, say }: Given): string {
  const phases = facts.activePhases.map((phase) => say(`management-reports.phase.${phase}`));
  if (phases.length === 0) return say(`management-reports.phase.${facts.phase}`);
  return phases.join(shape.language === 'ja' ? '・' : ', ');
}

const momentText = ({ precision, zone }: TimeFact, at: Date, { shape }: Given) =>
  sayMoment(shape.language, { at, precision, zone });

/** A time as a sentence says it, with what is uncertain about it. */
function timeText(time: TimeFact, given: Given): string {
  const { say } = given;
  if (time.at === null) return say('management-reports.say.unknown');
  const moment = momentText(time, time.at, given);
  return time.isEstimate ? say('management-reports.say.estimated', { moment }) : moment;
}

/** These are said in every report, also while they are unknown. */
const alwaysSaid = new Set(['occurred', 'detected', 'known']);

function sinceText(given: Given): string {
  const { facts, shape, say } = given;
  const said = facts.times.filter(({ code, at }) => alwaysSaid.has(code) || (at !== null && code === 'reported'));
  return lines(
    ...said.map((time) => {
      const name = time.name[shape.language];
      if (time.at === null || time.source === null)
        return say('management-reports.say.time', { name, time: timeText(time, given) });
      return say(time.isEstimate ? 'management-reports.say.time-estimated' : 'management-reports.say.time-source', {
        name,
        time: momentText(time, time.at, given),
        source: time.source[shape.language],
      });
    }),
  );
}

function timesTable(given: Given): readonly DocumentBlock[] {
  const { facts, shape, say } = given;
  const rows = facts.times
    .filter(({ at, isNeeded }) => at !== null || isNeeded)
    .map((time) => [
      time.name[shape.language],
      timeText(time, given),
      time.at === null ? '' : (time.source?.[shape.language] ?? ''),
      time.assertedBy ?? '',
      time.note ?? '',
    ]);
  if (rows.length === 0) return [];
  const hasNotes = rows.some((row) => row.at(-1) !== '');
  return [
    {
      kind: 'table',
      columns: [
        { title: say('management-reports.column.time'), share: 2.8 },
        { title: say('management-reports.column.at'), share: 5 },
        { title: say('management-reports.column.source'), share: 4 },
        { title: say('management-reports.column.by'), share: 2.5 },
        ...(hasNotes ? [{ title: say('management-reports.column.note'), share: 3.4 }] : []),
      ],
      rows: hasNotes ? rows : rows.map((row) => row.slice(0, -1)),
    },
  ];
}

/** What still counts as affected: everything that was not found to be clean. */
const affected = (scope: ScopeFacts) => scope.items.filter(({ state }) => state !== 'cleared');

function effectText(given: Given): string {
  const { facts, say } = given;
  const { scope } = facts;
  const items = affected(scope);
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  const counted = kinds.map((kind) => {
    const some = items.filter((item) => item.kind === kind);
    const suspected = some.filter(({ state, isAssumed }) => state === 'suspected' || isAssumed).length;
    const params = {
      kind: say(`management-reports.kind.${kind}`),
      confirmed: some.length - suspected,
      suspected,
    };
    return say(suspected === 0 ? 'management-reports.say.scope' : 'management-reports.say.scope-suspected', params);
  });
  return lines(
    counted.length === 0 && !scope.hasNumbers ? say('management-reports.say.scope-unknown') : null,
    ...bullets(counted),
    personsText(given),
  );
}

function personsText({ facts: { scope }, shape: { language }, say }: Given): string | null {
  if (!scope.hasNumbers)
    return affected(scope).some(({ kind }) => kind === 'data' || kind === 'person')
      ? say('management-reports.say.persons-unknown')
      : null;
  const { known, maximum, hasUnknown } = scope.persons;
  const number = (value: number) => value.toLocaleString(language === 'ja' ? 'ja-JP' : 'en-GB');
  if (known === null && maximum === null) return say('management-reports.say.persons-unknown');
  return lines(
    known === null
      ? say('management-reports.say.persons-most', { maximum: number(maximum ?? 0) })
      : maximum === null
        ? say('management-reports.say.persons-least', { known: number(known) })
        : say('management-reports.say.persons-counted', { known: number(known), maximum: number(maximum) }),
    hasUnknown ? say('management-reports.say.persons-more') : null,
  );
}

function scopeTable({ facts: { scope }, say }: Given): readonly DocumentBlock[] {
  if (scope.items.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: [
        { title: say('management-reports.column.kind'), share: 2 },
        { title: say('management-reports.column.name'), share: 6 },
        { title: say('management-reports.column.state'), share: 3 },
      ],
      rows: scope.items
        .slice(0, mostRows)
        .map((item) => [
          say(`management-reports.kind.${item.kind}`),
          item.name,
          item.isAssumed
            ? say('management-reports.say.estimated', { moment: say(`management-reports.scope-state.${item.state}`) })
            : say(`management-reports.scope-state.${item.state}`),
        ]),
    },
    ...more(scope.items.length, say),
  ];
}

/** Rows of one table; what is beyond is counted below it. */
const mostRows = 200;

const more = (count: number, say: SayIn): readonly DocumentBlock[] =>
  count <= mostRows
    ? []
    : [{ kind: 'text', tone: 'note', text: say('management-reports.say.more', { count: count - mostRows }) }];

function doneText(given: Given): string {
  const { facts, shape, say } = given;
  const { language } = shape;
  const reached = facts.times.filter(({ code, at }) => at !== null && !alwaysSaid.has(code) && code !== 'reported');
  const tasks = facts.tasks.filter(({ state }) => state === 'done');
  const done = [
    ...reached.map((time) =>
      say('management-reports.say.reached', { name: time.name[language], time: timeText(time, given) }),
    ),
    ...tasks.map((task) =>
      task.endedAt === null
        ? task.title
        : say('management-reports.say.task-done', { title: task.title, at: sayShort(task.endedAt, given) }),
    ),
    ...facts.instructions.map((one) =>
      say('management-reports.say.instruction', {
        title: one.title,
        number: one.number,
        at: sayShort(one.sentAt, given),
        total: one.total,
        done: one.done,
      }),
    ),
  ];
  return done.length === 0 ? say('management-reports.say.done-none') : lines(...bullets(done));
}

const sayShort = (at: Date, { facts, shape }: Given) => sayMinute(shape.language, at, facts.team.zone);

function openText({ facts, say }: Given): string {
  return lines(
    ...bullets(facts.unknown.map((text) => say('management-reports.say.investigating', { text }))),
    ...bullets(facts.assumed.map((text) => say('management-reports.say.assumed', { text }))),
  );
}

function nextText(given: Given): string {
  const { facts, say } = given;
  const open = facts.tasks.filter(({ state }) => state === 'open');
  const next = [
    ...open.map((task) =>
      say('management-reports.say.task-open', {
        title: task.title,
        owner: task.assignee ?? say('management-reports.say.owner-open'),
        due: task.dueAt === null ? say('management-reports.say.due-open') : sayShort(task.dueAt, given),
      }),
    ),
    ...facts.instructions
      .filter(({ waiting }) => waiting > 0)
      .map((one) => say('management-reports.say.instruction-open', { title: one.title, waiting: one.waiting })),
  ];
  return next.length === 0 ? say('management-reports.say.next-none') : lines(...bullets(next));
}

function nextReportText({ facts, shape, say }: Given): string {
  if (shape.nextReportAt === null) return say('management-reports.say.next-report-open');
  return say('management-reports.say.next-report', {
    at: sayMinute(shape.language, shape.nextReportAt, facts.team.zone),
  });
}
