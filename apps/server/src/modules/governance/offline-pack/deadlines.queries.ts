import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { Locale } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { accountNames } from '../../../platform/identity/index.ts';
import { subjectLinks } from '../../../platform/subjects/index.ts';
import { showWaiting } from '../../casework/decisions/index.ts';
import { instructionsDue, tasksDue } from '../../casework/tasks/index.ts';
import { monitoringDue, reviewsDue } from '../../incident-management/incidents/index.ts';
import { clocksDue } from '../../incident-management/obligations/index.ts';
import { firstResponsesDue } from '../../incident-management/reports/index.ts';
import { measuresDue } from '../../knowledge-transfer/lessons/index.ts';

/** Most deadlines of each kind. */
const most = 200;

/** Something that runs out, perhaps while nothing works. */
export type Deadline = {
  readonly at: Date;
  /** For what runs out with a day, `2026-11-24`. */
  readonly on: string | null;
  readonly record: string;
  readonly name: string;
  readonly kind: string;
  /** Who has it in hand, as far as that is known. */
  readonly who: string;
};

type Found = Omit<Deadline, 'record' | 'kind'> & { readonly subjectId: string; readonly kind: SentenceKey };

const plain = { on: null, who: '' } as const;

/**
 * Everything that would run out unseen while the program cannot be asked, the earliest first: clocks of law, contracts and
 * the rules of the company, decisions that wait, tasks and instructions with a due time, first responses, reviews, the end
 * of watching, measures. In one language, as far as the actor sees the records.
 */
export async function openDeadlines(reading: Reading, language: Locale): Promise<readonly Deadline[]> {
  const say = (key: SentenceKey) => sentence(language, key);
  const found: readonly Found[] = [
    ...(await duties(reading, language)),
    ...(await decisions(reading)),
    ...(await work(reading)),
    ...(await cases(reading, say)),
  ];
  const subjects = await subjectLinks(
    reading,
    found.map(({ subjectId }) => subjectId),
  );
  return found
    .flatMap(({ subjectId, kind, ...rest }) => {
      const subject = subjects.get(subjectId);
      if (subject === undefined) return [];
      return [{ ...rest, kind: say(kind), record: [subject.number, subject.title].filter(Boolean).join(' ') }];
    })
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

async function duties(reading: Reading, language: Locale): Promise<readonly Found[]> {
  const forces = ['law', 'guideline', 'contract', 'company-rule'] as const;
  const { rows } = await clocksDue(reading, { forces, limit: most });
  return rows.flatMap(({ subjectId, dueAt, dueOn, name, force }) =>
    dueAt === null
      ? []
      : [
          {
            ...plain,
            at: dueAt,
            on: dueOn,
            subjectId,
            name: name[language],
            kind: `offline-pack.kind.${force}` as const,
          },
        ],
  );
}

async function decisions(reading: Reading): Promise<readonly Found[]> {
  const { items } = await showWaiting(reading, {});
  return items.flatMap(({ dueAt, subject, number, question, names }) => {
    if (dueAt === null) return [];
    const name = `${number} ${question}`;
    const who = names.join('、');
    return [
      { ...plain, at: new Date(dueAt), subjectId: subject.id, name, who, kind: 'offline-pack.kind.decision' as const },
    ];
  });
}

async function work(reading: Reading): Promise<readonly Found[]> {
  const tasks = (await tasksDue(reading, most)).rows;
  const names = await accountNames(
    reading.db,
    tasks.flatMap(({ assigneeId }) => assigneeId ?? []),
  );
  const instructions = (await instructionsDue(reading, most)).rows;
  const measures = (await measuresDue(reading, most)).rows;
  return [
    ...tasks.flatMap(({ subjectId, title, dueAt, assigneeId }) => {
      const who = assigneeId === null ? '' : (names.get(assigneeId) ?? '');
      return dueAt === null
        ? []
        : [{ ...plain, at: dueAt, subjectId, name: title, who, kind: 'offline-pack.kind.task' as const }];
    }),
    ...instructions.flatMap(({ subjectId, number, title, dueAt }) =>
      dueAt === null
        ? []
        : [
            {
              ...plain,
              at: dueAt,
              subjectId,
              name: `${number} ${title}`,
              kind: 'offline-pack.kind.instruction' as const,
            },
          ],
    ),
    ...measures.map(({ measure: { subjectId, title, ownerName, dueOn }, dueAt }) => ({
      ...{ at: dueAt, on: dueOn, subjectId, name: title, who: ownerName ?? '' },
      kind: 'offline-pack.kind.measure' as const,
    })),
  ];
}

async function cases(reading: Reading, say: (key: SentenceKey) => string): Promise<readonly Found[]> {
  const first = (await firstResponsesDue(reading, most)).rows;
  const reviews = (await reviewsDue(reading, most)).rows;
  const watched = (await monitoringDue(reading, most)).rows;
  const name = (key: SentenceKey) => ({ ...plain, name: say(key), kind: 'offline-pack.kind.handling' as const });
  return [
    ...first.flatMap(({ id, dueAt }) =>
      dueAt === null ? [] : [{ ...name('offline-pack.deadlines.first-response'), at: dueAt, subjectId: id }],
    ),
    ...reviews.map(({ incident, at }) => ({ ...name('offline-pack.deadlines.review'), at, subjectId: incident.id })),
    ...watched.map(({ incident, at }) => ({
      ...name('offline-pack.deadlines.monitoring'),
      at,
      subjectId: incident.id,
    })),
  ];
}
