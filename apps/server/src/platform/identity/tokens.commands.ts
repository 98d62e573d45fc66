import type { Role } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { Actor } from '../access/index.ts';
import { defineCommand, permitAll, type Work } from '../commands/index.ts';
import { makeSecret } from './secrets.ts';
import { type ApiToken, findToken, insertToken, revokeToken, writeToken } from './token.store.ts';

/** How a token is shown; its secret never again. */
export function viewToken(token: ApiToken) {
  return {
    id: token.id,
    name: token.name,
    role: token.role,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    isRevoked: token.isRevoked,
  };
}

type Create = { readonly name: string; readonly role: Role; readonly expiresAt: Date | null };

/** Nobody makes a token that can do more than they can; handing reports in (soc) is open to all who may make tokens. */
export function mayCreateToken(actor: Actor, _loaded: null, { role }: Create): Refusal | null {
  if (actor.kind === 'system' || role === 'soc' || actor.roles.includes(role)) return null;
  return refusal('tokens.create.role-above-own');
}

/** Creates an API token; the whole of it is answered once. */
export const createToken = defineCommand({
  id: 'tokens.create',
  load: async (_work: Work, _input: Create) => null,
  permit: mayCreateToken,
  decide: (_loaded, input, given): Create | Refusal =>
    input.expiresAt !== null && input.expiresAt <= given.now ? refusal('tokens.create.expiry-past') : input,
  async record(work, { change: input }) {
    const id = work.newId<'ApiToken'>();
    const secret = makeSecret(work.random);
    await insertToken(
      work.db,
      { id, name: input.name, role: input.role, secretHash: secret.hash, expiresAt: input.expiresAt },
      work.now,
    );
    return {
      subjectId: null,
      audit: { tokenId: id, name: input.name, role: input.role, expiresAt: input.expiresAt },
      facts: [],
      result: { id, token: writeToken(id, secret.text) },
    };
  },
  show: async (work, { id, token }) => ({ token, record: viewToken(await findToken(work.db, id)) }),
});

/** Revokes a token; the next call with it is refused. */
export const revokeApiToken = defineCommand({
  id: 'tokens.revoke',
  load: (work: Work, input: { readonly id: string }) => findToken(work.db, input.id),
  permit: permitAll,
  decide: (token) => token,
  async record(work, { change: token }) {
    await revokeToken(work.db, token.id, work.now);
    return { subjectId: null, audit: { tokenId: token.id, name: token.name }, facts: [], result: token.id };
  },
  show: async (work, id) => viewToken(await findToken(work.db, id)),
});
