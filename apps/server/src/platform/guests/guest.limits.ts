import { createHash } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/**
 * How much people without an account may send, in the database so that it holds for all processes. A whole company may
 * stand behind one network address, so an address may send what a bad day needs; all together what a team can read.
 */
export const portalLimits = {
  windowMinutes: 10,
  reportsPerAddress: 30,
  reportsAltogether: 300,
  repliesPerLink: 30,
  /** Forms with files whose files are stored before the form is judged. */
  filesPerAddress: 60,
  filesAltogether: 600,
} as const;

export type PortalLimits = {
  /** Counts a report; answers null, or the minutes after which there is room again. */
  takeReport(address: string): Promise<number | null>;
  /** Counts a form with files, before they are taken: also where there is no room for its report. */
  takeFiles(address: string): Promise<number | null>;
  /** Counts an answer by a link. */
  takeReply(linkId: string): Promise<number | null>;
};

/**
 * Who counts as one sender: an IPv4 address, and of IPv6 the network of one customer (RFC 6177: at least a /64), of which
 * a single machine has more addresses than anybody could count.
 */
export function senderOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toByteArray().slice(0, 8).join('.');
}

/** Makes the counters over the application's pool. */
export function makePortalLimits(pool: pg.Pool, limits: typeof portalLimits = portalLimits): PortalLimits {
  const make = (keyPrefix: string, points: number) =>
    new RateLimiterPostgres({
      storeClient: pool,
      schemaName: 'platform',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points,
      duration: limits.windowMinutes * 60,
    });
  const byAddress = make('portal-address', limits.reportsPerAddress);
  const altogether = make('portal-all', limits.reportsAltogether);
  const byLink = make('portal-link', limits.repliesPerLink);
  const files = make('portal-files', limits.filesPerAddress);
  const filesAltogether = make('portal-files-all', limits.filesAltogether);
  const keyOf = (text: string) => createHash('sha256').update(text).digest('base64url');

  async function take(limiter: RateLimiterPostgres, key: string): Promise<number | null> {
    try {
      await limiter.consume(key);
      return null;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return Math.max(1, Math.ceil(error.msBeforeNext / 60_000));
    }
  }

  return {
    takeFiles: async (address) => (await take(files, keyOf(senderOf(address)))) ?? (await take(filesAltogether, 'all')),
    takeReport: async (address) => (await take(byAddress, keyOf(senderOf(address)))) ?? (await take(altogether, 'all')),
    takeReply: (linkId) => take(byLink, keyOf(linkId)),
  };
}
