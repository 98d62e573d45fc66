import type { Fact } from '@matoi/contract';
import { type Id, isRefusal, makeId, type RandomBytes, Refused, refuse, type SubjectId } from '@matoi/kernel';
import type { Actor } from '../access/index.ts';
import { writeAuditEntries, writeAuditEntry } from '../audit/index.ts';
import {
  type Databases,
  isDatabaseGone,
  isDeadlock,
  isOutOfSight,
  setCompartments,
  setGuestSubject,
  type Tx,
} from '../db/index.ts';
import { writeFacts } from '../outbox/index.ts';
import type { Reading, Subject, SubjectKinds, Work } from '../work/index.ts';
import type { Command, Recorded } from './command.ts';
import { type Asking, makeLines } from './gather.ts';
import { findKeptAnswer, freeKeys, keepAnswer } from './kept-answer.store.ts';
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
  /** Reactions of one handler to several facts, in one transaction if the command knows how; each fact is acted on once. */
  reactTogether<I, L, C, R, O>(
    command: Command<I, L, C, R, O>,
    reactions: readonly { readonly input: I; readonly asked: Asked & Required<Pick<Asked, 'reaction'>> }[],
  ): Promise<void>;
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

/** One asking of a command. */
type Wanted<I> = { readonly input: I; readonly asked: Asked };
type Together<I, L, C, R, O> = Command<I, L, C, R, O> & Required<Pick<Command<I, L, C, R, O>, 'together'>>;

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
    const compartments = sightOf(command, input, actor);
    return inTransaction(compartments, async (tx) => {
      const now = clock();
      if (asked.reaction !== undefined && !(await claimReaction(tx, asked.reaction, now))) return alreadyHandled;
      if (asked.repeat !== null) {
        const kept = await findKeptAnswer(tx, { ...asked.repeat, actor, compartments, routeId: command.id });
        if (kept !== null) return kept.body as O;
      }
      const { work, facts } = workIn(tx, { actor, compartments, now });
      const { output, subjectId, about } = await steps(command, work, input, asked);
      await writeFacts(work, facts);
      if (asked.repeat !== null) {
        await keepAnswer(tx, { ...asked.repeat, actor, routeId: command.id, body: output, subjectId, about, now });
      }
      return output;
    });
  }

  function workIn(
    tx: Tx,
    {
      actor,
      compartments,
      now,
    }: { readonly actor: Actor; readonly compartments: readonly number[]; readonly now: Date },
  ) {
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
    return { work, facts };
  }

  /**
   * Carries out askings of one actor in one transaction and answers their outputs. Those whose key was used before, or is
   * used by another of them, are not among the outputs: they go alone afterwards.
   */
  async function executeTogether<I, L, C, R, O>(
    command: Together<I, L, C, R, O>,
    askings: readonly Asking<Wanted<I>, O>[],
  ): Promise<ReadonlyMap<Asking<Wanted<I>, O>, O>> {
    const [first] = askings;
    if (first === undefined) return new Map();
    const { actor } = first.item.asked;
    const compartments = sightOf(command, first.item.input, actor);
    return inTransaction(compartments, async (tx) => {
      const now = clock();
      const keys = askings.flatMap(({ item }) => item.asked.repeat?.key ?? []);
      const free = await freeKeys(tx, { actor, routeId: command.id, keys });
      const going = askings.filter(({ item }) => item.asked.repeat === null || free.has(item.asked.repeat.key));
      const { work, facts } = workIn(tx, { actor, compartments, now });
      const recorded = await record(
        command,
        work,
        going.map(({ item }) => item),
      );
      for (const one of recorded) for (const fact of one.facts) work.fact(fact, one.subjectId);
      const outputs = new Map<Asking<Wanted<I>, O>, O>();
      for (const [at, asking] of going.entries()) {
        const one = recorded[at];
        if (one === undefined) throw new TypeError(`${command.id} recorded less than it was asked for`);
        const output = await command.show(work, one.result);
        outputs.set(asking, output);
        const { repeat } = asking.item.asked;
        const { subjectId, about = null } = one;
        if (repeat !== null)
          await keepAnswer(tx, { ...repeat, actor, routeId: command.id, body: output, subjectId, about, now });
      }
      await writeFacts(work, facts);
      return outputs;
    });
  }

  /** The acts and their audit entries, each in the name of who asked for it. */
  async function record<I, L, C, R, O>(
    command: Together<I, L, C, R, O>,
    work: Work,
    asked: readonly Wanted<I>[],
  ): Promise<readonly Recorded<R>[]> {
    if (asked.length === 0) return [];
    const recorded = await command.together(
      work,
      asked.map(({ input }) => input),
    );
    await writeAuditEntries(
      work,
      asked.flatMap(({ asked: { actor, requestId } }, at) => {
        const one = recorded[at];
        if (one === undefined) return [];
        const { subjectId, about = null, audit } = one;
        return [{ actor, action: command.id, subjectId, about, detail: audit, requestId }];
      }),
    );
    return recorded;
  }

  /** What fails together goes in halves, and at last alone, so that nobody fails for another. */
  async function carryOut<I, L, C, R, O>(
    command: Together<I, L, C, R, O>,
    askings: readonly Asking<Wanted<I>, O>[],
  ): Promise<void> {
    const [first, ...others] = askings;
    if (first === undefined) return;
    if (others.length === 0) {
      await runAlone(command, first.item.input, first.item.asked).then(first.answer, first.fail);
      return;
    }
    try {
      const outputs = await executeTogether(command, askings);
      for (const [asking, output] of outputs) asking.answer(output);
      for (const asking of askings) if (!outputs.has(asking)) await carryOut(command, [asking]);
    } catch (error) {
      // Whether it was committed is not known then: it must not be done twice.
      if (isDatabaseGone(error)) {
        for (const asking of askings) asking.fail(error);
        return;
      }
      const half = Math.ceil(askings.length / 2);
      await carryOut(command, askings.slice(0, half));
      await carryOut(command, askings.slice(half));
    }
  }

  async function runAlone<I, L, C, R, O>(command: Command<I, L, C, R, O>, input: I, asked: Asked): Promise<O> {
    const output = await execute(command, input, asked);
    if (output === alreadyHandled) throw new TypeError(`${command.id} was asked as a reaction; use react`);
    return output;
  }

  const linesOf = new WeakMap<object, unknown>();
  /** The lines of one command; they live as long as it does. */
  function lineOf<I, L, C, R, O>(command: Together<I, L, C, R, O>) {
    const made = makeLines<Wanted<I>, O>((askings) => carryOut(command, askings));
    const line = (linesOf.get(command) as typeof made | undefined) ?? made;
    linesOf.set(command, line);
    return line;
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

  /**
   * Restricted records are read on the record: who, which, when. A page asks for a record by many routes at once, and all
   * of that is one look at the record, whichever of them comes first; what is downloaded is named by its own route.
   */
  async function writeReads(actor: Actor, seen: readonly Subject[], noted: NotedRead): Promise<void> {
    const now = clock();
    const fresh = notes.fresh(actor, seen, noted, now);
    if (fresh.length === 0) return;
    await inTransaction(actor.compartments, async (tx) => {
      const work = { db: tx, actor, now, newId: <Kind extends string>(): Id<Kind> => makeId<Kind>(now, random) };
      for (const subject of fresh) {
        const entry = {
          action: noted.isDownload ? noted.action : (parts.kinds.get(subject.kind)?.showPermission ?? noted.action),
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
      if (!mayGoTogether(command) || asked.reaction !== undefined) return runAlone(command, input, asked);
      const { actor } = asked;
      if (!actor.permissions.has(command.id)) refuse('permission.use.denied');
      const sight = sightOf(command, input, actor).toSorted((a, b) => a - b);
      return lineOf(command)(`${actor.kind}:${actor.id} ${sight.join(' ')}`, { input, asked });
    },
    async react(command, input, asked) {
      const output = await execute(command, input, asked);
      return output === alreadyHandled ? null : output;
    },
    async reactTogether(command, reactions) {
      const [first] = reactions;
      if (first === undefined) return;
      if (!mayGoTogether(command)) {
        for (const { input, asked } of reactions) await execute(command, input, asked);
        return;
      }
      const { actor } = first.asked;
      if (!actor.permissions.has(command.id)) refuse('permission.use.denied');
      const compartments = sightOf(command, first.input, actor);
      await inTransaction(compartments, async (tx) => {
        const now = clock();
        const claimed = await claimReactions(
          tx,
          reactions.map(({ asked }) => asked.reaction),
          now,
        );
        const { work, facts } = workIn(tx, { actor, compartments, now });
        const recorded = await record(
          command,
          work,
          reactions.filter(({ asked }) => claimed.has(asked.reaction.factId)),
        );
        for (const one of recorded) for (const fact of one.facts) work.fact(fact, one.subjectId);
        await writeFacts(work, facts);
      });
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

/** What an act sees: its actor's compartments and those that it writes into. */
function sightOf<I>(
  { writesInto = [] }: { readonly writesInto?: readonly number[] | ((input: I) => readonly number[]) },
  input: I,
  actor: Actor,
): readonly number[] {
  const added = typeof writesInto === 'function' ? writesInto(input) : writesInto;
  return [...new Set([...actor.compartments, ...added])];
}

function mayGoTogether<I, L, C, R, O>(command: Command<I, L, C, R, O>): command is Together<I, L, C, R, O> {
  return command.together !== undefined;
}

type Reacted = { readonly factId: string; readonly handler: string };

async function claimReaction(tx: Tx, reaction: Reacted, now: Date): Promise<boolean> {
  return (await claimReactions(tx, [reaction], now)).has(reaction.factId);
}

/** Which of these facts their handler has not acted on. */
async function claimReactions(tx: Tx, reactions: readonly Reacted[], now: Date): Promise<ReadonlySet<string>> {
  const rows = await tx
    .insertInto('platform.fact_handled')
    .values(reactions.map(({ factId, handler }) => ({ fact_id: factId, handler, handled_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('fact_id')
    .execute();
  return new Set(rows.map((row) => row.fact_id));
}
