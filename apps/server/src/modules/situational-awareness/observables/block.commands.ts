import type { BlockableType, BlockListName } from '@matoi/contract';
import { defang, hostOf } from '@matoi/formats/ioc';
import { refusal, refuse } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { hashSecret } from '../../../platform/identity/index.ts';
import { findSubject, mayAnnotate } from '../../../platform/subjects/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { addressWarningOf, readBlocked } from './block.map.ts';
import { keepingsOf } from './block.queries.ts';
import { blockWarningOf, decideBlock, isBlockable, needsRelease } from './block.rules.ts';
import {
  endEntry,
  findBlockToken,
  findEntry,
  insertBlockToken,
  insertEntry,
  isBlocked,
  revokeBlockToken,
} from './block.store.ts';
import { viewBlockEntry, viewBlockToken } from './block.views.ts';
import { listKnown } from './known.store.ts';
import { knowledgeOf } from './observable.map.ts';
import { valueIdOf } from './observable.store.ts';

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
    const read = readBlocked(input.type, input.value);
    const refused = subject === null ? null : await mayAnnotate(work, subject);
    if (read === null || read.value === null || !isBlockable(read.type))
      return { subject, refused, read, warning: null, needsRelease: false, isPresent: false, valueId: '' };
    const one = { type: read.type, value: read.value };
    const valueId = valueIdOf(one.type, one.value);
    const knowledge = knowledgeOf(await listKnown(work));
    return {
      subject,
      refused,
      read,
      valueId,
      warning: blockWarningOf({ ...one, host: hostOf(one.type, one.value) }, knowledge, addressWarningOf(one)),
      needsRelease: needsRelease(await keepingsOf(work, valueId, subject)),
      isPresent: await isBlocked(work, valueId),
    };
  },
  permit: (_actor, { refused }) => refused,
  decide: (loaded, input, { now }) =>
    decideBlock(
      loaded,
      { expiresAt: new Date(input.expiresAt), isReleased: input.isReleased, overrideReason: input.overrideReason },
      now,
    ),
  async record(work, { loaded, change, input }) {
    const { warning, valueId, subject } = loaded;
    const overrideReason = warning === null ? null : (input.overrideReason ?? null);
    const isReleased = loaded.needsRelease;
    const id = await insertEntry(work, {
      ...change,
      valueId,
      reason: input.reason,
      warning,
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
