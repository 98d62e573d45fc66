import * as z from 'zod';
import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { actorLinkSchema, emptyBodySchema, idParams, idSchema, momentSchema } from '../shapes.ts';

export const offlinePackRefusals = {
  'offline-packs.set.superseded': 409,
  'offline-packs.ask.not-set': 409,
  'offline-packs.download.not-there': 409,
} as const satisfies RefusalStatuses;

export const offlinePacksSchema = z
  .strictObject({
    setting: z
      .strictObject({
        version: z.int().min(1),
        runAt: z.string().meta({ description: 'local time of the team' }),
        nextAt: momentSchema,
        changedAt: momentSchema,
        changedBy: actorLinkSchema,
      })
      .nullable()
      .meta({ description: 'null: no passphrase yet, so no pack is made' }),
    packs: z.array(
      z.strictObject({
        id: idSchema,
        fileName: z.string(),
        size: z.int().min(0).meta({ description: 'bytes' }),
        sha256: z.string(),
        contents: z.array(z.string()).meta({ description: 'names of the files in it' }),
        madeAt: momentSchema,
      }),
    ),
  })
  .meta({ id: 'OfflinePacks' });

const setSchema = z
  .strictObject({
    version: z.int().min(0).meta({ description: 'of the setting that was read; 0 before there was one' }),
    passphrase: z.string().min(15).max(200),
    runAt: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
  })
  .meta({ id: 'SetOfflinePack' });

export const offlinePackRoutes = [
  defineRoute({
    id: 'offline-packs.show',
    method: 'GET',
    path: '/api/v1/offline-packs',
    summary: 'Shows when the offline pack is made, and the packs that are kept.',
    response: offlinePacksSchema,
  }),
  defineRoute({
    id: 'offline-packs.set',
    method: 'POST',
    path: '/api/v1/offline-packs/set',
    summary: 'Sets the passphrase of the offline packs and the time at which one is made each day.',
    body: setSchema,
    response: offlinePacksSchema,
    stepUp: true,
    onlyUsers: true,
    // The body carries a secret.
    idempotent: false,
    refusals: ['offline-packs.set.superseded'],
  }),
  defineRoute({
    id: 'offline-packs.ask',
    method: 'POST',
    path: '/api/v1/offline-packs',
    summary: 'Has an offline pack made now.',
    body: emptyBodySchema,
    status: 202,
    response: offlinePacksSchema,
    refusals: ['offline-packs.ask.not-set'],
  }),
  defineRoute({
    id: 'offline-packs.download',
    method: 'GET',
    path: '/api/v1/offline-packs/{id}/file',
    kind: 'file',
    summary: 'Downloads an offline pack (ZIP, AES-256).',
    params: idParams,
    refusals: ['offline-packs.download.not-there'],
  }),
] as const;
