import type { BlockableType, BlockListName } from '@matoi/contract';
import { defang } from '@matoi/formats/ioc';
import { asId, refusal, refuse, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { hashSecret } from '../../../platform/identity/index.ts';
import { findSubject, mayAnnotate } from '../../../platform/subjects/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { concernsOf } from './block.queries.ts';
import { decideBlock } from './block.rules.ts';
import {
  endEntry,
  findBlockToken,
  findEntry,
  insertBlockToken,
  insertEntry,
  type KeptSince,
  keptEntries,
  revokeBlockToken,
} from './block.store.ts';
import { viewBlockEntry, viewBlockToken } from './block.views.ts';

type Add = {
  readonly value: string;
  readonly type?: BlockableType | undefined;
  readonly reason: string;
  readonly expiresAt: string;
  readonly subjectId?: string | undefined;
  readonly isReleased: boolean;
  readonly overrideReason?: string | undefined;
};

/**
 * Puts a value on the block list. What the actor sees only behind a wall, or under TLP:RED or AMBER+STRICT, needs the
 * actor's word; what they cannot see is not asked about, or the question would tell of it.
 */
export const addBlockEntry = defineCommand({
  id: 'block-entries.add',
  async load(work: Work, input: Add) {
    const subject = input.subjectId === undefined ? null : await findSubject(work, input.subjectId);
    const refused = subject === null ? null : await mayAnnotate(work, subject);
    return { subject, refused, ...(await concernsOf(work, input, subject)) };
  },
  permit: (_actor, { refused }) => refused,
  decide: (loaded, input, { now }) =>
    decideBlock(
      loaded,
      { expiresAt: new Date(input.expiresAt), isReleased: input.isReleased, overrideReason: input.overrideReason },
      now,
    ),
  async record(work, { loaded, change, input }) {
    const { valueId, subject, concern } = loaded;
    const { warning } = concern;
    const overrideReason = warning === null ? null : (input.overrideReason ?? null);
    const isReleased = loaded.needsRelease;
    const id = await insertEntry(work, {
      ...change,
      valueId,
      reason: input.reason,
      warning,
      listNames: concern.lists.map(({ name }) => name),
      overrideReason,
      isReleased,
      expiresAt: new Date(input.expiresAt),
    });
    if (id === null) return refuse('block-entries.add.present');
    if (subject !== null) {
      const params = { value: defang(change.type, change.value), reason: input.reason };
      await recordAct(work, subject.id, { code: 'value.blocked', params });
    }
    return {
      subjectId: subject?.id ?? null,
      audit: {
        value: change.value,
        reason: input.reason,
        expiresAt: input.expiresAt,
        warning,
        lists: concern.lists.map(({ id }) => id),
        overrideReason,
        isReleased,
      },
      facts: [],
      result: id,
    };
  },
  show: async (work, id) => viewBlockEntry(await findEntry(work, id), work.now),
});

/** Takes a value off the block list. */
export const withdrawBlockEntry = defineCommand({
  id: 'block-entries.withdraw',
  load: (work: Work, input: { readonly id: string; readonly reason: string }) =>
    findEntry(work, input.id, { forUpdate: true }),
  permit: permitAll,
  decide: (entry, _input, { now }) =>
    entry.endedAt === null && entry.expiresAt > now ? entry : refusal('block-entries.withdraw.ended'),
  async record(work, { change: entry, input }) {
    await endEntry(work, entry.id, input.reason);
    return { subjectId: null, audit: { value: entry.value, reason: input.reason }, facts: [], result: entry.id };
  },
  show: async (work, id) => viewBlockEntry(await findEntry(work, id), work.now),
});

/** Values that one entry of the journal names. */
const mostTold = 20;

/**
 * Takes off the list what stands there without anybody's word and may not leave any more: the record was restricted, or
 * its marking or that of the value became narrower, and no other open record carries the value. The journals of the
 * records say so; whoever sees them may put it back with a word. The list itself says only that it ended.
 */
export async function takeOffKept(work: Work, subjectIds: readonly SubjectId[], since: KeptSince): Promise<number> {
  const kept = await keptEntries(work, subjectIds, since);
  for (const { entryId } of kept) await endEntry(work, entryId, '');
  for (const subjectId of new Set(kept.map((one) => one.subjectId))) {
    const own = kept.filter((one) => one.subjectId === subjectId);
    const values = own.slice(0, mostTold).map(({ type, value }) => defang(type, value));
    const params = { values: values.join(', '), count: String(own.length) };
    await recordAct(work, asId<'Subject'>(subjectId), { code: 'value.unblocked', params });
  }
  return kept.length;
}

/** Makes a key that fetches some lists and does nothing else. */
export const createBlockToken = defineCommand({
  id: 'block-tokens.create',
  load: async (_work: Work, _input: { readonly name: string; readonly lists: readonly BlockListName[] }) => null,
  permit: permitAll,
  decide: (_loaded, input) => ({ name: input.name, lists: [...new Set(input.lists)] }),
  async record(work, { change }) {
    const secret = Buffer.from(work.random(32)).toString('base64url');
    const id = await insertBlockToken(work, { ...change, hash: hashSecret(secret) });
    return { subjectId: null, audit: change, facts: [], result: { id, secret } };
  },
  show: async (work, { id, secret }) => ({ token: viewBlockToken(await findBlockToken(work, id)), secret }),
});

/** Ends a key at once. */
export const endBlockToken = defineCommand({
  id: 'block-tokens.revoke',
  load: (work: Work, input: { readonly id: string }) => findBlockToken(work, input.id),
  permit: permitAll,
  decide: (token) => token,
  async record(work, { change: token }) {
    await revokeBlockToken(work, token.id);
    return { subjectId: null, audit: { name: token.name }, facts: [], result: token };
  },
  show: async (_work, token) => viewBlockToken(token),
});
