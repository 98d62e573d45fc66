import type { BodyOf, ResponseOf, RouteWith } from '@matoi/contract';
import { compartmentLinks } from '../compartments/index.ts';
import type { Reading } from '../work/index.ts';
import type { Mailbox, MailboxCounts, MailboxReading } from './mailbox.model.ts';
import { countMails, findMailbox, listMailboxes, listReadings } from './mailbox.store.ts';

export type MailboxInput = BodyOf<RouteWith<'mailboxes.create'>>;
export type MailboxView = ResponseOf<RouteWith<'mailboxes.create'>>;
type Links = Awaited<ReturnType<typeof compartmentLinks>>;

/** All mailboxes as they are shown, those in use first. */
export async function loadMailboxViews(reading: Pick<Reading, 'db' | 'actor'>): Promise<readonly MailboxView[]> {
  const mailboxes = await listMailboxes(reading.db);
  const views = await viewAll(reading, mailboxes);
  return views.toSorted((left, right) => Number(left.state === 'removed') - Number(right.state === 'removed'));
}

export async function loadMailboxView(reading: Pick<Reading, 'db' | 'actor'>, id: string): Promise<MailboxView> {
  const [view] = await viewAll(reading, [await findMailbox(reading.db, id)]);
  if (view === undefined) throw new Error('one mailbox has one view');
  return view;
}

async function viewAll(
  { db, actor }: Pick<Reading, 'db' | 'actor'>,
  mailboxes: readonly Mailbox[],
): Promise<readonly MailboxView[]> {
  const [readings, counts, links] = [
    await listReadings(db),
    await countMails(db),
    await compartmentLinks(db, actor.compartments),
  ];
  return mailboxes.map((mailbox) =>
    viewMailbox({
      mailbox,
      reading: readings.get(mailbox.id) ?? null,
      counts: counts.get(mailbox.id) ?? { mails: 0, lastAt: null, left: 0 },
      links,
    }),
  );
}

/** How a mailbox is shown: never its secrets, and no compartment that the reader does not see into. */
export function viewMailbox(given: {
  readonly mailbox: Mailbox;
  readonly reading: MailboxReading | null;
  readonly counts: MailboxCounts;
  readonly links: Links;
}): MailboxView {
  const { mailbox, reading, counts, links } = given;
  const { defaults, imap } = mailbox;
  const compartment = defaults.compartmentId === null ? null : (links.get(defaults.compartmentId) ?? null);
  return {
    id: mailbox.id,
    kind: mailbox.kind,
    version: mailbox.version,
    name: mailbox.name,
    address: mailbox.address,
    state: mailbox.state,
    isCatchAll: mailbox.isCatchAll,
    locale: defaults.locale,
    sourceName: defaults.sourceName,
    compartment,
    isCompartmentHidden: defaults.compartmentId !== null && compartment === null,
    classHint: defaults.classHint,
    tags: [...defaults.tags],
    isAcknowledged: defaults.isAcknowledged,
    isOwnList: defaults.isOwnList,
    imap: imap === null ? null : viewImap(imap),
    health: healthOf(mailbox, reading),
    problem: reading?.problem ?? null,
    problemDetail: reading?.problemDetail ?? null,
    problemAt: reading?.problemAt?.toISOString() ?? null,
    checkedAt: reading?.checkedAt.toISOString() ?? null,
    mailCount: counts.mails,
    lastMailAt: counts.lastAt?.toISOString() ?? null,
    leftCount: counts.left,
    createdAt: mailbox.createdAt.toISOString(),
  };
}

function viewImap({ secret, ...imap }: NonNullable<Mailbox['imap']>): NonNullable<MailboxView['imap']> {
  return { ...imap, hasSecret: secret !== null };
}

function healthOf(mailbox: Mailbox, reading: MailboxReading | null): MailboxView['health'] {
  if (mailbox.state !== 'active') return 'off';
  if (mailbox.kind === 'smtp-address') return 'well';
  if (reading === null) return 'waiting';
  return reading.isWell ? 'well' : 'failed';
}
