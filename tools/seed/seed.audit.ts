import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson, makeId } from '@matoi/kernel';
import { chainStart, hashEntry, nextLink } from '../../apps/server/src/platform/audit/chain.ts';
import type { Databases } from '../../apps/server/src/platform/db/index.ts';
import { inBatches, insert } from './insert.ts';

/** The lock of `platform/audit/sealer.ts`. */
const sealerLock = 7_303_002;

/** Entries with details and seals that go on from the chain as it is, so that the whole can be verified. */
export async function seedAudit(
  databases: Databases,
  { count, end, subjectIds }: { readonly count: number; readonly end: number; readonly subjectIds: readonly string[] },
): Promise<void> {
  const { ownerPool } = databases;
  // The running program's sealer waits while the chain is written by us.
  const holder = await ownerPool.connect();
  await holder.query('select pg_advisory_lock($1)', [sealerLock]);
  const last = await ownerPool.query<{ position: number; chain_hash: Buffer }>(
    'select position, chain_hash from platform.audit_seal order by position desc limit 1',
  );
  let position = last.rows[0]?.position ?? 0;
  let link: Buffer = last.rows[0]?.chain_hash ?? chainStart;
  const entries: Record<string, unknown>[] = [];
  const details: Record<string, unknown>[] = [];
  const seals: Record<string, unknown>[] = [];
  const actions = ['reports.receive', 'reports.acknowledge', 'incidents.open', 'journal.add', 'session.sign-in'];
  await inBatches(
    count,
    (at) => {
      const moment = new Date(end - (count - at) * 1_000);
      const detail = canonicalJson({ number: `REP-2025-${at}`, parse: 'parsed' });
      const entry = {
        id: makeId(moment, randomBytes) as string,
        at: moment,
        actor_kind: 'user',
        actor_id: `person-${at % 50}`,
        actor_name: `Person ${at % 50}`,
        action: actions[at % actions.length] ?? '',
        subject_id: at % 5 === 4 ? null : (subjectIds[at % subjectIds.length] ?? null),
        about_compartment: null,
        about_mail: null,
        detail_hash: createHash('sha256').update(detail).digest(),
        address: '192.0.2.1',
        request_id: null,
      };
      const entryHash = hashEntry(entry);
      link = nextLink(link, entryHash);
      position += 1;
      entries.push(entry);
      details.push({ entry_id: entry.id, detail });
      seals.push({ position, entry_id: entry.id, entry_hash: entryHash, chain_hash: link, sealed_at: moment });
    },
    async () => {
      await insert(
        databases,
        'platform.audit_entry',
        {
          id: 'uuid',
          at: 'timestamptz',
          actor_kind: 'text',
          actor_id: 'text',
          actor_name: 'text',
          action: 'text',
          subject_id: 'uuid',
          detail_hash: 'bytea',
          address: 'text',
          request_id: 'text',
        },
        entries.splice(0),
      );
      await insert(databases, 'platform.audit_detail', { entry_id: 'uuid', detail: 'jsonb' }, details.splice(0));
      await insert(
        databases,
        'platform.audit_seal',
        { position: 'bigint', entry_id: 'uuid', entry_hash: 'bytea', chain_hash: 'bytea', sealed_at: 'timestamptz' },
        seals.splice(0),
      );
    },
  );
  holder.release(true);
}
