import { defineCommand, permitAll, type Work } from '../commands/index.ts';
import { hashSecret } from '../identity/index.ts';
import { type CalendarPurpose, feedOf } from './feed.queries.ts';
import { insertFeed, revokeFeed } from './feed.store.ts';

/**
 * The two acts on the address of a personal calendar, under the permissions that a module gives them. `renew` makes a
 * secret address for the one who asks and ends the one before; its secret is answered once. `end` ends it.
 */
export function makeCalendarFeed(given: {
  readonly purpose: CalendarPurpose;
  readonly renew: string;
  readonly end: string;
}) {
  const { purpose } = given;
  const load = async (work: Work, _input: object) => work.actor.id;
  const renew = defineCommand({
    id: given.renew,
    load,
    permit: permitAll,
    decide: (accountId) => ({ accountId }),
    async record(work, { change: { accountId } }) {
      await revokeFeed(work, { accountId, purpose });
      const secret = Buffer.from(work.random(32)).toString('base64url');
      await insertFeed(work, { accountId, purpose, tokenHash: hashSecret(secret) });
      return { subjectId: null, audit: {}, facts: [], result: secret };
    },
    show: async (work, secret) => ({ secret, feed: await feedOf(work, purpose) }),
  });
  const end = defineCommand({
    id: given.end,
    load,
    permit: permitAll,
    decide: (accountId) => ({ accountId }),
    async record(work, { change: { accountId } }) {
      await revokeFeed(work, { accountId, purpose });
      return { subjectId: null, audit: {}, facts: [], result: null };
    },
    show: (work) => feedOf(work, purpose),
  });
  return { renew, end };
}
