import type { Locale, ResponseOf, RouteWith, TrackingState } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { Actor } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import type { ObjectStore } from '../../../platform/files/index.ts';
import { type GuestLink, listGuestLinks } from '../../../platform/guests/index.ts';
import type { FileAnswer } from '../../../platform/http/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { guestFiles, guestMessages } from '../../casework/correspondence/index.ts';
import { reportForGuest } from '../reports/index.ts';
import { standingOf, type TrackingOutcome, withoutQuote } from './tracking.rules.ts';
import { isGuestWorkEnded } from './tracking.store.ts';

/** What the page of a link shows: the reporter's own words, the team's words to the reporter, and where it stands. */
export type Tracked = {
  readonly number: string;
  readonly state: TrackingState;
  readonly outcome: TrackingOutcome | null;
  readonly receivedAt: Date;
  readonly zone: string;
  readonly locale: Locale;
  readonly hasAddress: boolean;
  readonly reporterName: string | null;
  readonly messages: readonly {
    readonly isFromUs: boolean;
    readonly at: Date;
    readonly text: string;
    readonly files: readonly { readonly id: string | null; readonly name: string; readonly size: number }[];
  }[];
};

/** Reads the page of the transaction's guest. Everything comes by functions of the database that are made for guests. */
export async function trackedReport(reading: Reading): Promise<Tracked> {
  const report = await reportForGuest(reading);
  const messages = await guestMessages(reading);
  const files = await guestFiles(reading);
  const { zone } = await readSettings(reading.db);
  const first = {
    isFromUs: false,
    at: report.receivedAt,
    text: report.text,
    files: report.files.map((file) => ({ ...file, id: null })),
  };
  return {
    number: report.number,
    ...standingOf({ ...report, isWorkEnded: await isGuestWorkEnded(reading) }),
    receivedAt: report.receivedAt,
    zone,
    locale: report.locale,
    hasAddress: report.hasAddress,
    reporterName: report.reporterName,
    messages: [
      first,
      ...messages.map((message) => ({
        isFromUs: message.direction === 'out',
        at: message.at,
        text: withoutQuote(message.text),
        files: files
          .filter((file) => file.messageId === message.id)
          .map((file) => ({ id: file.object === null ? null : file.id, name: file.name, size: file.size })),
      })),
    ],
  };
}

/** A file that the team sent to the transaction's guest; any other refuses with `guest-links.find.not-found`. */
export async function trackedFile(reading: Reading, store: ObjectStore, fileId: string): Promise<FileAnswer> {
  const found = (await guestFiles(reading)).find((file) => file.id === fileId);
  if (found === undefined || found.object === null) return refuse('guest-links.find.not-found');
  return { name: found.name, mediaType: found.mediaType, size: found.size, content: store.get(found.object) };
}

type LinkView = ResponseOf<RouteWith<'tracking-links.revoke'>>;

/** A link as staff sees it. */
export function viewLink(
  link: GuestLink,
  given: { readonly now: Date; readonly actor: Pick<Actor, 'permissions'> },
): LinkView {
  const isUsable = link.revokedAt === null && (link.expiresAt === null || link.expiresAt > given.now);
  return {
    id: link.id,
    createdAt: link.createdAt.toISOString(),
    createdBy: link.createdBy,
    expiresAt: link.expiresAt?.toISOString() ?? null,
    revokedAt: link.revokedAt?.toISOString() ?? null,
    uses: link.uses,
    lastUsedAt: link.lastUsedAt?.toISOString() ?? null,
    isUsable,
    can: { revoke: isUsable && given.actor.permissions.has('tracking-links.revoke') },
  };
}

/** The links of a report that the actor sees, newest first. */
export async function linksOf(reading: Reading, ref: string): Promise<ResponseOf<RouteWith<'tracking-links.list'>>> {
  const subject = await findSubject(reading, ref, { kind: 'report' });
  const links = await listGuestLinks(reading, subject.id);
  return {
    items: links.map((link) => viewLink(link, reading)),
    can: { renew: reading.actor.permissions.has('tracking-links.renew') },
  };
}
