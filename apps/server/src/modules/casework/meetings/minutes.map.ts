import { createHash } from 'node:crypto';
import type { DocumentBlock, DocumentFact, DocumentModel, DocumentTlp, Locale, Tlp } from '@matoi/contract';
import { canonicalJson, zoneName } from '@matoi/kernel';
import { nameOf, sayIn } from './kind.map.ts';
import type {
  AgendaItem,
  Attendee,
  DecisionRef,
  Documents,
  Line,
  Meeting,
  Minutes,
  Outcome,
  TaskRef,
} from './meeting.model.ts';
import { attendanceOf, standingLines } from './meeting.rules.ts';

/** Everything that minutes tell of. */
export type MinutesFacts = {
  readonly meeting: Meeting;
  readonly subject: { readonly number: string; readonly title: string };
  readonly attendees: readonly Attendee[];
  readonly items: readonly AgendaItem[];
  readonly lines: readonly Line[];
  readonly outcome: Outcome;
  readonly tlp: Tlp | null;
  readonly team: { readonly name: string; readonly zone: string };
};

/** What is written into minutes when they are confirmed. */
export type Confirmation = {
  readonly at: Date;
  readonly by: string;
  readonly edition: number;
  readonly reason: string;
  readonly chain: { readonly position: number; readonly hash: string } | null;
};

const tlpNames: Readonly<Record<Tlp, DocumentTlp>> = {
  clear: 'TLP:CLEAR',
  green: 'TLP:GREEN',
  amber: 'TLP:AMBER',
  'amber+strict': 'TLP:AMBER+STRICT',
  red: 'TLP:RED',
};

const formats: Readonly<Record<'day' | 'clock' | 'short', Intl.DateTimeFormatOptions>> = {
  day: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit' },
  clock: { hour: '2-digit', minute: '2-digit' },
  short: { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' },
};

/** A moment in the zone of the team, to the minute. */
export function sayAt(
  at: Date | string,
  { language, zone, form }: { readonly language: Locale; readonly zone: string; readonly form: keyof typeof formats },
): string {
  const locale = language === 'ja' ? 'ja-JP' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { ...formats[form], hourCycle: 'h23', timeZone: zone }).format(new Date(at));
}

/** Whether a decision was made in a meeting: noted there, or by whoever was asked while it was in session. */
function isMadeIn({ meeting, lines }: Pick<MinutesFacts, 'meeting' | 'lines'>, one: DecisionRef): boolean {
  if (one.state === 'open' || one.state === 'withdrawn') return false;
  if (standingLines(lines).some(({ decisionId }) => decisionId === one.id)) return true;
  const { beganAt } = meeting;
  return beganAt !== null && one.saidAt !== null && new Date(one.saidAt) >= beganAt;
}

/**
 * The minutes as a document, in である and in the order in which people read them: what came out first, then the course.
 * `confirmation` is null for a draft, which has neither date nor edition.
 */
export function minutesDocument(
  facts: MinutesFacts,
  { language, confirmation }: { readonly language: Locale; readonly confirmation: Confirmation | null },
): DocumentModel {
  const { meeting, team, tlp } = facts;
  const say = sayIn(language);
  const name = nameOf(meeting, language);
  const sections = [
    { heading: say('meetings.minutes.summary'), blocks: textBlocks(meeting.summary) },
    { heading: say('meetings.minutes.decisions'), blocks: decisionBlocks(facts, language) },
    { heading: say('meetings.minutes.tasks'), blocks: taskBlocks(facts, language) },
    { heading: say('meetings.minutes.open'), blocks: openBlocks(facts) },
    { heading: say('meetings.minutes.attendees'), blocks: attendeeBlocks(facts, language) },
    { heading: say('meetings.minutes.course'), blocks: courseBlocks(facts, language) },
    { heading: say('meetings.minutes.confirmation'), blocks: confirmationBlocks(facts, { language, confirmation }) },
  ];
  return {
    language,
    title: say('meetings.minutes.title'),
    subtitle: name,
    tlp: tlp === null ? null : tlpNames[tlp],
    issuer: team.name,
    reference: `${meeting.number} ${say('meetings.minutes.title')}${
      confirmation === null ? '' : ` ${say('meetings.minutes.edition', { edition: confirmation.edition })}`
    }`,
    date:
      confirmation === null
        ? null
        : say('meetings.minutes.date', {
            at: `${sayAt(confirmation.at, { language, zone: team.zone, form: 'day' })} ${zoneName(confirmation.at, team.zone)}`,
          }),
    draftMark: null,
    facts: headFacts(facts, language),
    sections: sections.filter(({ blocks }) => blocks.length > 0),
    checksum: null,
  };
}

function headFacts(facts: MinutesFacts, language: Locale): readonly DocumentFact[] {
  const { meeting, subject, attendees } = facts;
  const say = sayIn(language);
  const who = (id: string | null) => attendees.find((one) => one.id === id)?.name ?? '';
  const all: readonly (readonly [string, string])[] = [
    [say('meetings.minutes.name'), nameOf(meeting, language)],
    [say('meetings.minutes.number'), meeting.number],
    [say('meetings.minutes.record'), `${subject.number} ${subject.title}`],
    [say('meetings.minutes.when'), whenOf(facts, language)],
    [say('meetings.minutes.place'), [meeting.place, meeting.url, meeting.bridge].filter(Boolean).join(' / ')],
    [say('meetings.minutes.chair'), who(meeting.chairId)],
    [say('meetings.minutes.scribe'), who(meeting.scribeId)],
  ];
  return all.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}

/** From when until when it was held, else planned: 2026年11月24日(火) 10:00～10:42 JST. */
export function whenOf({ meeting, team }: Pick<MinutesFacts, 'meeting' | 'team'>, language: Locale): string {
  const from = meeting.beganAt ?? meeting.plannedBeginAt;
  const until = meeting.beganAt === null ? meeting.plannedEndAt : meeting.endedAt;
  const say = sayIn(language);
  const params = {
    from: sayAt(from, { language, zone: team.zone, form: 'day' }),
    until: until === null ? '' : sayAt(until, { language, zone: team.zone, form: 'clock' }),
    zone: zoneName(from, team.zone),
  };
  return say('meetings.minutes.from-until', params);
}

function textBlocks(text: string): readonly DocumentBlock[] {
  return text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => ({ kind: 'text', text: one }));
}

const note = (text: string): readonly DocumentBlock[] => [{ kind: 'text', text, tone: 'note' }];

function decisionBlocks(facts: MinutesFacts, language: Locale): readonly DocumentBlock[] {
  const say = sayIn(language);
  const { outcome, team } = facts;
  const made = outcome.decisions.filter((one) => isMadeIn(facts, one));
  if (made.length === 0) return note(say('meetings.minutes.no-decisions'));
  const at = (moment: string | null) =>
    moment === null ? '' : sayAt(moment, { language, zone: team.zone, form: 'short' });
  return [
    {
      kind: 'table',
      columns: [
        { title: say('meetings.minutes.column.number'), share: 3 },
        { title: say('meetings.minutes.column.decision'), share: 7 },
        { title: say('meetings.minutes.column.decider'), share: 4 },
        { title: say('meetings.minutes.column.times'), share: 4 },
        { title: say('meetings.minutes.column.state'), share: 3 },
      ],
      rows: made.map((one) => [
        one.number,
        `${one.question}\n→ ${one.outcome}`,
        `${one.by}\n${say('meetings.minutes.rule', { rule: one.rule })}`,
        say('meetings.minutes.said-recorded', { said: at(one.saidAt), recorded: at(one.recordedAt) }),
        sayDecisionState(one, language),
      ]),
    },
  ];
}

/** How a decision stands: what it waits for, else its state. */
export function sayDecisionState({ state, waitsFor }: DecisionRef, language: Locale): string {
  const say = sayIn(language);
  return waitsFor === null ? say(`meetings.decision-state.${state}`) : say(`meetings.waits-for.${waitsFor}`);
}

export const sayTaskState = ({ state }: TaskRef, language: Locale) => sayIn(language)(`meetings.task-state.${state}`);

function taskBlocks({ outcome, team }: MinutesFacts, language: Locale): readonly DocumentBlock[] {
  const say = sayIn(language);
  if (outcome.tasks.length === 0) return note(say('meetings.minutes.no-tasks'));
  return [
    {
      kind: 'table',
      columns: [
        { title: say('meetings.minutes.column.task'), share: 8 },
        { title: say('meetings.minutes.column.assignee'), share: 4 },
        { title: say('meetings.minutes.column.due'), share: 4 },
        { title: say('meetings.minutes.column.state'), share: 3 },
      ],
      rows: outcome.tasks.map((one) => [
        one.title,
        one.assignee === '' ? say('meetings.minutes.nobody') : one.assignee,
        one.dueAt === null
          ? say('meetings.minutes.no-due')
          : sayAt(one.dueAt, { language, zone: team.zone, form: 'short' }),
        sayTaskState(one, language),
      ]),
    },
  ];
}

/** What was on the agenda and was neither discussed nor decided. */
function openBlocks(facts: MinutesFacts): readonly DocumentBlock[] {
  const { items, lines, outcome } = facts;
  const standing = standingLines(lines);
  const open = items.filter(({ id, decisionId }) => {
    const decision = outcome.decisions.find((one) => one.id === decisionId);
    return decision === undefined
      ? !standing.some(({ itemId }) => itemId === id)
      : !isMadeIn(facts, decision) && decision.waitsFor !== null;
  });
  return open.length === 0 ? [] : [{ kind: 'list', items: open.map(({ title }) => title) }];
}

function attendeeBlocks({ meeting, attendees, team }: MinutesFacts, language: Locale): readonly DocumentBlock[] {
  const say = sayIn(language);
  if (attendees.length === 0) return [];
  const clock = (at: string) => sayAt(at, { language, zone: team.zone, form: 'clock' });
  return [
    {
      kind: 'table',
      columns: [
        { title: say('meetings.minutes.column.name'), share: 5 },
        { title: say('meetings.minutes.column.role'), share: 6 },
        { title: say('meetings.minutes.column.attendance'), share: 3 },
        { title: say('meetings.minutes.column.stay'), share: 4 },
      ],
      rows: attendees.map((one) => {
        const state = attendanceOf(one, meeting.endedAt);
        // Who was invited and never came was absent, whether somebody said so or not.
        const isAbsent = state === 'absent' || (state === 'invited' && meeting.endedAt !== null);
        const deputy = one.deputyFor === '' ? '' : say('meetings.minutes.deputy', { name: one.deputyFor });
        const attendance = isAbsent
          ? say('meetings.minutes.absent')
          : state === 'invited'
            ? say('meetings.minutes.invited')
            : one.deputyFor === ''
              ? say('meetings.minutes.present')
              : say('meetings.minutes.present-deputy');
        const stays = one.stays.map(({ cameAt, leftAt }) => `${clock(cameAt)}–${leftAt === null ? '' : clock(leftAt)}`);
        return [
          [one.name, deputy].filter(Boolean).join('\n'),
          [one.organisation, one.role].filter(Boolean).join(' '),
          attendance,
          isAbsent ? (one.absence ?? '') : stays.join('\n'),
        ];
      }),
    },
  ];
}

function courseBlocks(facts: MinutesFacts, language: Locale): readonly DocumentBlock[] {
  const { items, lines, attendees, team } = facts;
  const say = sayIn(language);
  const standing = standingLines(lines);
  const agenda: readonly DocumentBlock[] =
    items.length === 0
      ? []
      : [
          { kind: 'heading', text: say('meetings.minutes.agenda') },
          {
            kind: 'list',
            isNumbered: true,
            items: items.map(({ title, text }) => (text === '' ? title : `${title} — ${text}`)),
          },
        ];
  if (standing.length === 0) return agenda;
  const place = (itemId: string | null) => {
    const at = items.findIndex(({ id }) => id === itemId);
    return at === -1 ? '' : String(at + 1);
  };
  return [
    ...agenda,
    {
      kind: 'table',
      columns: [
        { title: say('meetings.minutes.column.time'), share: 2 },
        { title: say('meetings.minutes.column.item'), share: 2 },
        { title: say('meetings.minutes.column.speaker'), share: 4 },
        { title: say('meetings.minutes.column.text'), share: 10 },
      ],
      rows: standing.map((line) => [
        sayAt(line.at, { language, zone: team.zone, form: 'clock' }),
        place(line.itemId),
        attendees.find(({ id }) => id === line.attendeeId)?.name ?? '',
        line.kind === 'note' || line.kind === 'struck' ? line.text : sayLine(line, { language, facts }),
      ]),
    },
  ];
}

/** A line that Matoi wrote, in the language of its reader. */
function sayLine(line: Line, { language, facts }: { readonly language: Locale; readonly facts: MinutesFacts }): string {
  const say = sayIn(language);
  if (line.kind === 'attendance') return say(line.text === 'left' ? 'meetings.line.left' : 'meetings.line.came');
  const decision = facts.outcome.decisions.find(({ id }) => id === line.decisionId);
  if (decision !== undefined)
    return say('meetings.line.decision', {
      number: decision.number,
      text: `${decision.question} → ${decision.outcome}`,
    });
  return say(line.kind === 'task' ? 'meetings.line.task' : 'meetings.line.decision', { number: '', text: line.text });
}

function confirmationBlocks(
  { team }: MinutesFacts,
  { language, confirmation }: { readonly language: Locale; readonly confirmation: Confirmation | null },
): readonly DocumentBlock[] {
  if (confirmation === null) return [];
  const say = sayIn(language);
  const { at, by, edition, reason, chain } = confirmation;
  const all: readonly (readonly [string, string])[] = [
    [say('meetings.minutes.confirmed-by'), by],
    [
      say('meetings.minutes.confirmed-at'),
      `${sayAt(at, { language, zone: team.zone, form: 'day' })} ${zoneName(at, team.zone)}`,
    ],
    [say('meetings.minutes.edition-label'), say('meetings.minutes.edition', { edition })],
    [say('meetings.minutes.reason'), reason],
    [
      say('meetings.minutes.chain'),
      chain === null ? '' : say('meetings.minutes.chain-at', { position: chain.position, hash: chain.hash }),
    ],
  ];
  return [
    { kind: 'facts', facts: all.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value })) },
  ];
}

/** SHA-256 of both languages without their checksum lines, as canonical JSON. */
export function hashDocuments({ ja, en }: Documents): Buffer {
  const bare = { ja: { ...ja, checksum: null }, en: { ...en, checksum: null } };
  return createHash('sha256').update(canonicalJson(bare)).digest();
}

/** Whether confirmed minutes still say what they said. */
export const isIntact = ({ documents, sha256 }: Pick<Minutes, 'documents' | 'sha256'>) =>
  hashDocuments(documents).equals(sha256);
