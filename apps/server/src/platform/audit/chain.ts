import { createHash } from 'node:crypto';
import { canonicalJson } from '@matoi/kernel';

/** The parts of an entry that its hash covers. The detail is covered by its own hash, so that it can be purged. */
export type SealedEntry = {
  readonly id: string;
  readonly at: Date;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly actor_name: string;
  readonly action: string;
  readonly subject_id: string | null;
  readonly about_compartment: number | null;
  readonly about_mail: string | null;
  readonly detail_hash: Buffer | null;
  readonly address: string | null;
  readonly request_id: string | null;
};

/** The head of a chain without entries. */
export const chainStart = Buffer.alloc(32);

/** SHA-256 over the canonical JSON of an entry. */
export function hashEntry(entry: SealedEntry): Buffer {
  const { detail_hash, ...rest } = entry;
  return createHash('sha256')
    .update(canonicalJson({ ...rest, detail_hash: detail_hash === null ? null : detail_hash.toString('hex') }))
    .digest();
}

/** The next link: SHA-256 over the previous link and the entry's hash. */
export function nextLink(previous: Buffer, entryHash: Buffer): Buffer {
  return createHash('sha256').update(previous).update(entryHash).digest();
}
