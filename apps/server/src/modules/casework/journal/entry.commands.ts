import type { JournalAct, JournalLane } from '@matoi/contract';
import { type Refusal, refuse, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { isUniqueViolation } from '../../../platform/db/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { findSubject, mayAnnotate, type Subject } from '../../../platform/subjects/index.ts';
import type { JournalEntry, StoredEntry } from './entry.model.ts';
import { decideCorrection, decideNote, type Written } from './entry.rules.ts';
import { findEntry, findStored, insertEntry } from './entry.store.ts';
import { viewEntry } from './entry.views.ts';

type Add = Written & { readonly subjectId: string };
type Loaded = { readonly subject: Subject; readonly refused: Refusal | null };

/** A person writes into the journal of a record. Whether the record takes entries is its own module's answer. */
export const addEntry = defineCommand({
  id: 'journal.add',
  async load(work: Work, input: Add): Promise<Loaded> {
    const subject = await findSubject(work, input.subjectId);
    return { subject, refused: await mayAnnotate(work, subject) };
  },
  permit: (_actor, { refused }) => refused,
  decide: (_loaded, input, given) => decideNote(input, given.now),
  async record(work, { loaded: { subject }, change: note }) {
    const id = await insertEntry(work, subject.id, { kind: 'note', ...note, act: null });
    await indexText(work, { subjectId: subject.id, part: `journal ${id}`, texts: [note.text] });
    return {
      subjectId: subject.id,
      audit: { entryId: id, lane: note.lane, occurredAt: note.occurredAt },
      facts: [{ kind: 'journal-entry.added' as const, entryId: id }],
      result: id,
    };
  },
  show: async (work, id) => viewEntry(await findEntry(work, id)),
});

type Correct = Written & { readonly entryId: string };
type LoadedEntry = { readonly subject: Subject; readonly entry: StoredEntry; readonly refused: Refusal | null };

/** Somebody puts right what was written at night. The entry before stays as it is, readable behind the new one. */
export const correctEntry = defineCommand({
  id: 'journal.correct',
  async load(work: Work, input: Correct): Promise<LoadedEntry> {
    const entry = await findStored(work, input.entryId);
    const subject = await findSubject(work, entry.subjectId);
    return { subject, entry, refused: await mayAnnotate(work, subject) };
  },
  permit: (_actor, { refused }) => refused,
  decide: ({ entry }, input, given) => decideCorrection(entry, input, given.now),
  async record(work, { loaded: { subject, entry }, change: note }) {
    const correction = { correctsId: entry.id, rootId: entry.rootId, version: entry.version + 1 };
    const id = await insertEntry(work, subject.id, { kind: 'note', ...note, act: null, correction }).catch(
      // Two people correct one entry at the same time: the second learns of the first.
      (error: unknown) => {
        if (isUniqueViolation(error, 'entry_corrects')) refuse('journal.correct.superseded');
        throw error;
      },
    );
    await indexText(work, { subjectId: subject.id, part: `journal ${entry.rootId}`, texts: [note.text] });
    return {
      subjectId: subject.id,
      audit: { entryId: id, corrects: entry.id, version: correction.version, occurredAt: note.occurredAt },
      facts: [{ kind: 'journal-entry.corrected' as const, entryId: id }],
      result: id,
    };
  },
  show: async (work, id) => viewEntry(await findEntry(work, id)),
});

/**
 * Writes that somebody did something, in the transaction in which it was done. For other modules: they name the act and
 * what its sentence mentions; numbers and names, never secrets.
 */
export async function recordAct(
  work: Work,
  subjectId: SubjectId,
  act: {
    readonly code: JournalAct;
    readonly params: Readonly<Record<string, string>>;
    readonly lane?: JournalLane;
    /** Left out or null: the moment of the command. */
    readonly occurredAt?: Date | null;
    /** Left out: whoever runs the command. */
    readonly author?: JournalEntry['author'];
  },
): Promise<void> {
  const { lane = 'us', code, params, author } = act;
  const id = await insertEntry(work, subjectId, {
    kind: 'act',
    lane,
    occurredAt: act.occurredAt ?? work.now,
    occurredUntil: null,
    isAssumed: false,
    text: null,
    act: { code, params },
    ...(author === undefined ? {} : { author }),
  });
  work.fact({ kind: 'journal-entry.added', entryId: id }, subjectId);
}

type Happened = {
  readonly subjectId: string;
  readonly code: JournalAct;
  readonly lane: JournalLane;
  readonly params: Readonly<Record<string, string>>;
  readonly author: JournalEntry['author'];
};

/** Notes in a record's journal what a fact from elsewhere tells of it. */
export const noteAct = defineCommand({
  id: 'journal.note-act',
  load: (work: Work, input: Happened) => findSubject(work, input.subjectId),
  permit: permitAll,
  decide: (subject) => subject,
  async record(work, { change: subject, input }) {
    await recordAct(work, subject.id, input);
    return { subjectId: subject.id, audit: { code: input.code }, facts: [], result: null };
  },
  show: async () => null,
});
