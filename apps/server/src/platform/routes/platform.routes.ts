import { isZone, refusal, refuse } from '@matoi/kernel';
import type { AuditRow } from '../audit/index.ts';
import { auditCursor, auditOrder, listAuditEntries, verifyChain } from '../audit/index.ts';
import { defineCommand, permitAll, type Work } from '../commands/index.ts';
import {
  createCompartment,
  grantCompartment,
  listCompartments,
  viewCompartment,
  withdrawCompartment,
} from '../compartments/index.ts';
import type { Databases } from '../db/index.ts';
import type { Health } from '../health/index.ts';
import { type Binding, bind } from '../http/index.ts';
import { decodeCursor, toPage } from '../lists/index.ts';
import { type LiveHub, presentOn } from '../live/index.ts';
import { listNotifications, readNotifications } from '../notifications/index.ts';
import { searchRecords } from '../search/index.ts';
import { readSettings, type Settings, writeSettings } from '../settings/index.ts';
import { findSubject, restrictSubject, subjectLinks } from '../subjects/index.ts';
import { followLive, type Reidentify } from './live.stream.ts';

export type PlatformParts = {
  readonly databases: Databases;
  readonly health: Health;
  readonly live: () => LiveHub;
  readonly reidentify: Reidentify;
  readonly cursorKey: Buffer;
  readonly version: string;
  readonly clock: () => Date;
};

type SettingsChange = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

const changeSettings = defineCommand({
  id: 'settings.change',
  load: (work: Work, _input: SettingsChange) => readSettings(work.db),
  permit: permitAll,
  decide: (_settings, input) =>
    input.zone === undefined || isZone(input.zone)
      ? input
      : refusal('settings.change.zone-unknown', {}, [{ path: 'body.zone', code: 'settings.change.zone-unknown' }]),
  async record(work, { loaded, change }) {
    const given = Object.fromEntries(
      Object.entries(change).filter(([, value]) => value !== undefined),
    ) as Partial<Settings>;
    await writeSettings(work.db, given, work.now);
    const before = Object.fromEntries(Object.keys(given).map((name) => [name, loaded[name as keyof Settings]]));
    return { subjectId: null, audit: { before, after: given }, facts: [], result: null };
  },
  show: (work) => readSettings(work.db),
});

/** Routes of the platform itself: health, compartments, settings, search, audit, notifications, live updates. */
export function platformBindings(parts: PlatformParts): readonly Binding[] {
  return [
    bind('health.show', async () => ({ status: 'ok', version: parts.version })),
    bind('health.ready', async (call) => {
      const status = parts.health.overall();
      if (status === 'failed' || status === 'starting') call.raw.reply.code(503);
      const now = parts.clock().getTime();
      return {
        status,
        version: parts.version,
        parts: parts.health.parts().map((part) => ({
          name: part.name,
          state: part.state,
          checkedAt: part.checkedAt.toISOString(),
          ageMs: Math.max(0, now - part.checkedAt.getTime()),
          // Addresses, sizes and problems of the relay are nobody's business who is not signed in.
          detail: call.actor.kind === 'guest' ? '' : part.detail,
        })),
      };
    }),
    bind('compartments.list', async (call) => {
      const compartments = await call.read((reading) => listCompartments(reading.db, reading.actor.compartments));
      return { items: compartments.map((one) => viewCompartment(one, call.actor)) };
    }),
    bind('compartments.create', (call) => call.run(createCompartment, call.body)),
    bind('compartments.grant', (call) => call.run(grantCompartment, { params: call.params, body: call.body })),
    bind('compartments.withdraw', (call) => call.run(withdrawCompartment, { params: call.params, body: call.body })),
    bind('subjects.restrict', (call) => call.run(restrictSubject, { params: call.params, body: call.body })),
    bind('settings.show', (call) => call.read((reading) => readSettings(reading.db))),
    bind('settings.change', (call) => call.run(changeSettings, call.body)),
    bind('search.find', async (call) => {
      const hits = await call.read((reading) => searchRecords(reading, call.query.q, call.query.limit));
      return {
        items: hits.map((hit) => ({
          subject: hit.subject,
          excerpt: hit.excerpt,
          updatedAt: hit.updatedAt.toISOString(),
        })),
      };
    }),
    bind('audit-entries.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const subject = query.subjectId === undefined ? undefined : await findSubject(reading, query.subjectId);
        const filters = {
          actorId: query.actorId,
          action: query.action,
          subjectId: subject?.id,
          from: momentOf(query['at.gte']),
          until: momentOf(query['at.lt']),
        };
        const sort = `audit-entries.list ${query.sort} ${auditOrder(filters)}`;
        const page = await listAuditEntries(reading, {
          filters,
          cursor: decodeCursor(parts.cursorKey, sort, query.cursor),
          limit: query.limit,
          withHashes: call.actor.roles.includes('auditor'),
        });
        return toPage(page, {
          limit: query.limit,
          cursorKey: parts.cursorKey,
          cursorOf: (row) => ({ sort, ...auditCursor(row, filters) }),
          view: viewAuditRow,
        });
      }),
    ),
    bind('audit-chain.verify', async () => {
      const { isIntact, count, head, firstBroken, unsealed } = await verifyChain(parts.databases);
      return { isIntact, count, head, firstBroken, unsealed, checkedAt: parts.clock().toISOString() };
    }),
    bind('notifications.list', (call) => call.read((reading) => listNotifications(reading, call.actor.id))),
    bind('notifications.read', (call) => call.run(readNotifications, {})),
    bind('presence.list', (call) =>
      call.read(async (reading) => {
        const { subjectId } = call.query;
        const subject = (await subjectLinks(reading, [subjectId])).get(subjectId);
        if (subject === undefined) refuse('record.find.not-found');
        const present = await presentOn(reading, subjectId, parts.clock());
        return { items: present.map(({ id, name, since }) => ({ id, name, since: since.toISOString() })) };
      }),
    ),
    bind('live.follow', (call) => followLive(parts.live(), call, parts.reidentify)),
  ];
}

function momentOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

function viewAuditRow(row: AuditRow) {
  const { at, action } = row;
  const isVisible = row.entry_id !== null && at !== null && action !== null;
  return {
    position: row.position,
    chainHash: row.chain_hash.toString('hex'),
    entryHash: row.entry_hash.toString('hex'),
    entry: isVisible
      ? {
          at: at.toISOString(),
          actor: { kind: row.actor_kind as 'user', id: row.actor_id ?? '', name: row.actor_name ?? '' },
          action,
          subject:
            row.subject_id === null || row.subject_kind === null
              ? null
              : {
                  kind: row.subject_kind,
                  id: row.subject_id,
                  number: row.subject_number,
                  title: row.subject_title ?? '',
                },
          detail: row.detail as Record<string, unknown> | null,
          address: row.address,
        }
      : null,
  };
}
