import type { ResponseOf, RouteOf } from '@matoi/contract';

export type JournalEntry = ResponseOf<RouteOf<'GET /api/v1/journal-entries'>>['items'][number];
