import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { hashSecret } from '../../../platform/identity/index.ts';
import { feedOf } from './feed.queries.ts';
import { insertFeed, revokeFeed } from './feed.store.ts';

/** Makes a secret address for the calendar of the one who asks; the one before ends. It is answered once. */
export const renewFeed = defineCommand({
  id: 'calendar-feed.renew',
  load: async (work: Work, _input: object) => work.actor.id,
  permit: permitAll,
  decide: (accountId) => ({ accountId }),
  async record(work, { change: { accountId } }) {
    await revokeFeed(work, accountId);
    const secret = Buffer.from(work.random(32)).toString('base64url');
    await insertFeed(work, { accountId, tokenHash: hashSecret(secret) });
    return { subjectId: null, audit: {}, facts: [], result: secret };
  },
  show: async (work, secret) => ({ secret, feed: await feedOf(work) }),
});

/** Ends the address of the calendar of the one who asks. */
export const endFeed = defineCommand({
  id: 'calendar-feed.revoke',
  load: async (work: Work, _input: object) => work.actor.id,
  permit: permitAll,
  decide: (accountId) => ({ accountId }),
  async record(work, { change: { accountId } }) {
    await revokeFeed(work, accountId);
    return { subjectId: null, audit: {}, facts: [], result: null };
  },
  show: (work) => feedOf(work),
});
