import { createHash } from 'node:crypto';
import { canonicalJson } from '@matoi/kernel';
import type { Databases } from '../db/index.ts';
import { chainStart, hashEntry, nextLink } from './chain.ts';

export type ChainReport = {
  readonly isIntact: boolean;
  readonly count: number;
  /** Hex of the newest link; compare it with one that was written down elsewhere. */
  readonly head: string;
  /** Position of the first entry that does not fit, or null. */
  readonly firstBroken: number | null;
  readonly problem: string | null;
  readonly unsealed: number;
};

/**
 * Recomputes the whole chain from the entries and their details. With `expectedHead`, also proves that this head, noted
 * earlier (closing report, daily mail), is still part of the chain: then nothing before it was cut or rewritten.
 */
export async function verifyChain(
  databases: Pick<Databases, 'owner'>,
  expectedHead: string | null = null,
): Promise<ChainReport> {
  let position = 0;
  let link: Buffer = chainStart;
  // A head noted before anything was sealed is where every chain begins.
  let hasExpectedHead = expectedHead === null || expectedHead === chainStart.toString('hex');
  const unsealed = await databases.owner
    .selectFrom('platform.audit_unsealed')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const report = (firstBroken: number | null, problem: string | null): ChainReport => ({
    isIntact: firstBroken === null && problem === null,
    count: position,
    head: link.toString('hex'),
    firstBroken,
    problem,
    unsealed: unsealed.count,
  });
  for (;;) {
    const rows = await databases.owner
      .selectFrom('platform.audit_seal')
      .leftJoin('platform.audit_entry', 'platform.audit_entry.id', 'platform.audit_seal.entry_id')
      .leftJoin('platform.audit_detail', 'platform.audit_detail.entry_id', 'platform.audit_seal.entry_id')
      .select([
        'platform.audit_seal.position',
        'platform.audit_seal.entry_hash',
        'platform.audit_seal.chain_hash',
        'platform.audit_entry.id',
        'platform.audit_entry.at',
        'platform.audit_entry.actor_kind',
        'platform.audit_entry.actor_id',
        'platform.audit_entry.actor_name',
        'platform.audit_entry.action',
        'platform.audit_entry.subject_id',
        'platform.audit_entry.about_compartment',
        'platform.audit_entry.about_mail',
        'platform.audit_entry.detail_hash',
        'platform.audit_entry.address',
        'platform.audit_entry.request_id',
        'platform.audit_detail.detail',
      ])
      .where('platform.audit_seal.position', '>', position)
      .orderBy('platform.audit_seal.position')
      .limit(5_000)
      .execute();
    if (rows.length === 0) break;
    for (const { position: at, entry_hash, chain_hash, detail, ...entry } of rows) {
      if (at !== position + 1) return report(position + 1, 'an entry is missing');
      position = at;
      if (entry.id === null) return report(at, 'the entry is gone');
      const expected = hashEntry(entry as Parameters<typeof hashEntry>[0]);
      if (!expected.equals(entry_hash)) return report(at, 'the entry was changed');
      if (detail !== null && !hashDetail(detail).equals(entry.detail_hash ?? Buffer.alloc(0))) {
        return report(at, 'the detail was changed');
      }
      link = nextLink(link, entry_hash);
      if (!link.equals(chain_hash)) return report(at, 'the chain was changed');
      hasExpectedHead ||= link.toString('hex') === expectedHead;
    }
  }
  if (!hasExpectedHead) return report(null, 'the given head is not part of this chain');
  const strays = await countStrays(databases);
  return strays === 0 ? report(null, null) : report(null, `${strays} entries have no seal and wait for none`);
}

/** Entries outside the chain: slipped in past the queue, or left behind when seals were cut off. One snapshot. */
async function countStrays(databases: Pick<Databases, 'owner'>): Promise<number> {
  const { count } = await databases.owner
    .selectFrom('platform.audit_entry as entry')
    .leftJoin('platform.audit_seal as seal', 'seal.entry_id', 'entry.id')
    .leftJoin('platform.audit_unsealed as waiting', 'waiting.entry_id', 'entry.id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('seal.entry_id', 'is', null)
    .where('waiting.entry_id', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

function hashDetail(detail: unknown): Buffer {
  return createHash('sha256').update(canonicalJson(detail)).digest();
}
