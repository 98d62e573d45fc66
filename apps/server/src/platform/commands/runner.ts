import type { Fact } from '@matoi/contract';
import { type Id, isRefusal, makeId, type RandomBytes, Refused, refuse, type SubjectId } from '@matoi/kernel';
import type { Actor } from '../access/index.ts';
import { writeAuditEntry } from '../audit/index.ts';
import { type Databases, isDeadlock, isOutOfSight, setCompartments, setGuestSubject, type Tx } from '../db/index.ts';
import { writeFacts } from '../outbox/index.ts';
import type { Reading, Subject, SubjectKinds, Work } from '../work/index.ts';
import type { Command } from './command.ts';
import { findKeptAnswer, keepAnswer } from './kept-answer.store.ts';
import { makeReadNotes, type NotedRead } from './read-notes.ts';

/** How a command was asked for, beside its input. */
export type Asked = {
  readonly actor: Actor;
  readonly requestId: string | null;
  /** From `If-Match`; null when the caller sent none. */
  readonly version: number | null;
  /** From `Idempotency-Key`, with the hash of the request it was sent with. */
  readonly repeat: { readonly key: string; readonly bodyHash: Buffer } | null;
  /** Set by reactions: the fact and the handler, so that a repeated delivery acts once. */
  readonly reaction?: { readonly factId: string; readonly handler: string };
};

export type Runner = {
  /** Runs a command to its commit and answers what it shows. Throws `Refused` with nothing changed. */
  run<I, L, C, R, O>(command: Command<I, L, C, R, O>, input: I, asked: Asked): Promise<O>;
  /** The same for a reaction to a fact; answers null when this handler has acted on this fact before. */
  react<I, L, C, R, O>(
    command: Command<I, L, C, R, O>,
    input: I,
    asked: Asked & Required<Pick<Asked, 'reaction'>>,
  ): Promise<O | null>;
  /** Reads in one read-only transaction with the actor's compartments. */
  /** With `noted`, the reading of restricted records is in the audit log before it is answered. */
  read<T>(actor: Actor, use: (reading: Reading) => Promise<T>, noted?: NotedRead): Promise<T>;
  readonly clock: () => Date;
};

type RunnerParts = {
  readonly databases: Pick<Databases, 'app'>;
  readonly clock: () => Date;
  readonly random: RandomBytes;
  readonly kinds: SubjectKinds;
};

const alreadyHandled = Symbol('already handled');

/** How often a transaction begins again that the database ended to free another one from waiting for it. */
const mostTries = 4;

/** Makes the one corridor through which every change goes: transaction, permit, record, audit, facts, repeat, version. */
export function makeRunner(parts: RunnerParts): Runner {
  const { databases, clock, random } = parts;
  const notes = makeReadNotes();

  async function inTransaction<T>(
    compartments: readonly number[],
    use: (tx: Tx) => Promise<T>,
    tries = mostTries,
  ): Promise<T> {
    try {
      return await databases.app.transaction().execute(async (tx) => {
        await setCompartments(tx, compartments);
        return use(tx);
      });
    } catch (error) {
      if (isOutOfSight(error)) refuse('record.find.not-found');
      if (!isDeadlock(error) || tries <= 1) throw error;
      return inTransaction(compartments, use, tries - 1);
    }
  }

  async function execute<I, L, C, R, O>(
    command: Command<I, L, C, R, O>,
    input: I,
    asked: Asked,
  ): Promise<O | typeof alreadyHandled> {
    const { actor } = asked;
    if (!actor.permissions.has(command.id)) refuse('permission.use.denied');
    const { writesInto = [] } = command;
    const added = typeof writesInto === 'function' ? writesInto(input) : writesInto;
    const compartments = [...new Set([...actor.compartments, ...added])];
    return inTransaction(compartments, async (tx) => {
      const now = clock();
      if (asked.reaction !== undefined && !(await claimReaction(tx, asked.reaction, now))) return alreadyHandled;
      if (asked.repeat !== null) {
        const kept = await findKeptAnswer(tx, { ...asked.repeat, actor, compartments, routeId: command.id });
        if (kept !== null) return kept.body as O;
      }
      const facts: { fact: Fact; subjectId: SubjectId | null }[] = [];
      const work: Work = {
        db: tx,
        actor: compartments.length === actor.compartments.length ? actor : { ...actor, compartments },
        now,
        kinds: parts.kinds,
        random,
        newId: <Kind extends string>(): Id<Kind> => makeId<Kind>(clock(), random),
        fact: (fact, subjectId) => facts.push({ fact, subjectId }),
      };
      const { output, subjectId, about } = await steps(command, work, input, asked);
      await writeFacts(work, facts);
      if (asked.repeat !== null) {
        await keepAnswer(tx, { ...asked.repeat, actor, routeId: command.id, body: output, subjectId, about, now });
      }
      return output;
    });
  }

  async function steps<I, L, C, R, O>(command: Command<I, L, C, R, O>, work: Work, input: I, asked: Asked) {
    const loaded = await command.load(work, input);
    const refused = command.permit(work.actor, loaded, input);
    if (refused !== null) throw new Refused(refused);
    await checkVersion(command, work, loaded, asked);
    const change = command.decide(loaded, input, { now: work.now, actor: work.actor });
    if (isRefusal(change)) throw new Refused(change);
    const recorded = await command.record(work, { loaded, change: change as C, input });
    await writeAuditEntry(work, {
      action: command.id,
      subjectId: recorded.subjectId,
      about: recorded.about ?? null,
      detail: recorded.audit,
      requestId: asked.requestId,
    });
    for (const fact of recorded.facts) work.fact(fact, recorded.subjectId);
    return {
      output: await command.show(work, recorded.result),
      subjectId: recorded.subjectId,
      about: recorded.about ?? null,
    };
  }

  /** Restricted records are read on the record: who, which, when, by which route. */
  async function writeReads(actor: Actor, seen: readonly Subject[], noted: NotedRead): Promise<void> {
    const now = clock();
    const fresh = notes.fresh(actor, seen, noted, now);
    if (fresh.length === 0) return;
    await inTransaction(actor.compartments, async (tx) => {
      const work = { db: tx, actor, now, newId: <Kind extends string>(): Id<Kind> => makeId<Kind>(now, random) };
      for (const subject of fresh) {
        const entry = {
          action: noted.action,
          subjectId: subject.id,
          about: null,
          detail: {},
          requestId: noted.requestId,
        };
        await writeAuditEntry(work, entry);
      }
    });
    notes.remember(actor, fresh, now);
  }

  return {
    clock,
    async run(command, input, asked) {
      const output = await execute(command, input, asked);
      if (output === alreadyHandled) throw new TypeError(`${command.id} was asked as a reaction; use react`);
      return output;
    },
    async react(command, input, asked) {
      const output = await execute(command, input, asked);
      return output === alreadyHandled ? null : output;
    },
    async read(actor, use, noted) {
      const seen: Subject[] = [];
      const result = await databases.app
        .transaction()
        .setAccessMode('read only')
        .execute(async (tx) => {
          await setCompartments(tx, actor.compartments);
          if (actor.guestSubject !== undefined) await setGuestSubject(tx, actor.guestSubject);
          return use({ db: tx, actor, now: clock(), kinds: parts.kinds, noteRead: (subject) => seen.push(subject) });
        });
      if (noted !== undefined && seen.length > 0) await writeReads(actor, seen, noted);
      return result;
    },
  };
}

async function checkVersion<I, L, C, R, O>(
  command: Command<I, L, C, R, O>,
  work: Work,
  loaded: L,
  asked: Asked,
): Promise<void> {
  if (command.versioned === undefined) return;
  if (asked.version === null) refuse('record.change.version-required');
  if (command.versioned.of(loaded) === asked.version) return;
  const stale = { kind: 'refusal', code: 'record.change.stale', params: {}, fields: [] } as const;
  throw new Refused(stale, await command.versioned.show(work, loaded));
}

async function claimReaction(tx: Tx, reaction: { factId: string; handler: string }, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('platform.fact_handled')
    .values({ fact_id: reaction.factId, handler: reaction.handler, handled_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
