import type { RateClass } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/**
 * Calls per minute and caller, in this process. Sign-in attempts are limited in the database besides, and so is what the
 * portal takes in. A whole company may open its pages from one address, and never keeps its team from signing in.
 */
const perMinute: Readonly<Record<RateClass, number>> = {
  read: 3_000,
  change: 1_200,
  'sign-in': 120,
  intake: 60_000,
  portal: 600,
};

export type RateLimits = { count(rateClass: RateClass, caller: string): Promise<void> };

/** Limits in memory: they protect the process; what protects accounts is in the database. */
export function makeRateLimits(): RateLimits {
  const limiters = new Map(
    Object.entries(perMinute).map(([name, points]) => [
      name,
      new RateLimiterMemory({ keyPrefix: name, points, duration: 60 }),
    ]),
  );
  return {
    async count(rateClass, caller) {
      try {
        await limiters.get(rateClass)?.consume(caller);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        refuse('request.rate.exceeded', { seconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) });
      }
    },
  };
}
