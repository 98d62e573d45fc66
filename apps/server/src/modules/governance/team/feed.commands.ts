import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { hashSecret } from '../../../platform/identity/index.ts';
import { dutyFeedOf } from './feed.queries.ts';
import { insertFeed, revokeFeed } from './feed.store.ts';

/** Makes a secret address for the duties of the one who asks; the one before ends. It is answered once. */
export const renewDutyFeed = defineCommand({
  id: 'duty-feed.renew',
  load: async (work: Work, _input: object) => work.actor.id,
  permit: permitAll,
  decide: (accountId) => ({ accountId }),
  async record(work, { change: { accountId } }) {
    await revokeFeed(work, accountId);
    const secret = Buffer.from(work.random(32)).toString('base64url');
    await insertFeed(work, { accountId, tokenHash: hashSecret(secret) });
    return { subjectId: null, audit: {}, facts: [], result: secret };
  },
  show: async (work, secret) => ({ secret, feed: await dutyFeedOf(work) }),
});

/** Ends the address of the duties of the one who asks. */
export const endDutyFeed = defineCommand({
  id: 'duty-feed.revoke',
  load: async (work: Work, _input: object) => work.actor.id,
  permit: permitAll,
  decide: (accountId) => ({ accountId }),
  async record(work, { change: { accountId } }) {
    await revokeFeed(work, accountId);
    return { subjectId: null, audit: {}, facts: [], result: null };
  },
  show: (work) => dutyFeedOf(work),
});
