import { createHash } from 'node:crypto';
import { refuse } from '@matoi/kernel';
import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/**
 * Lock-out after failures, in the database so that it holds for all processes: eight a quarter of an hour for one
 * account, sixty for one network address. A try is counted before the password is looked at, so that many at once gain
 * nothing, and given back when it succeeds.
 */
export type Attempts = {
  /** Counts a try; refuses with `session.sign-in.locked` when there were too many. */
  begin(who: { readonly account: string; readonly address: string }): Promise<void>;
  succeeded(who: { readonly account: string; readonly address: string }): Promise<void>;
};

export const attemptsPerAccount = 8;
const attemptsPerAddress = 60;
const windowSeconds = 15 * 60;

/** Makes the counter over the application's pool. */
export function makeAttempts(pool: pg.Pool): Attempts {
  const make = (keyPrefix: string, points: number) =>
    new RateLimiterPostgres({
      storeClient: pool,
      schemaName: 'platform',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points,
      duration: windowSeconds,
    });
  const byAccount = make('sign-in-account', attemptsPerAccount);
  const byAddress = make('sign-in-address', attemptsPerAddress);
  const keyOf = (text: string) => createHash('sha256').update(text.trim().toLowerCase()).digest('base64url');

  async function count(limiter: RateLimiterPostgres, key: string): Promise<void> {
    try {
      await limiter.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      refuse('session.sign-in.locked', { minutes: Math.max(1, Math.ceil(error.msBeforeNext / 60_000)) });
    }
  }

  return {
    async begin(who) {
      await count(byAddress, keyOf(who.address));
      await count(byAccount, keyOf(who.account));
    },
    async succeeded(who) {
      await byAccount.delete(keyOf(who.account));
      await byAddress.reward(keyOf(who.address));
    },
  };
}
