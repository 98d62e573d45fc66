import { type Fact, type NotificationKind, type Role, urgentNotificationKinds } from '@matoi/contract';
import { asId } from '@matoi/kernel';
import { sql } from 'kysely';
import { defineCommand, permitAll, type Reading, type Recorded, type Work } from '../commands/index.ts';
import { listNoticeDevices } from '../push/index.ts';
import { subjectLinks } from '../subjects/index.ts';

type Notify = {
  readonly kind: NotificationKind;
  readonly subjectId: string | null;
  readonly roles: readonly Role[];
  /** People who are told besides, whatever their roles. */
  readonly accountIds?: readonly string[];
  /** Who caused it is not told of it. */
  readonly exceptAccountId: string | null;
};

async function accountsFor(
  work: Work,
  { roles, accountIds = [], exceptAccountId }: Notify,
): Promise<readonly string[]> {
  const rows = await work.db
    .selectFrom('platform.account')
    .select('id')
    .where('state', '=', 'active')
    .where(sql<boolean>`(roles && ${[...roles]}::text[] or id = any (${[...accountIds]}::uuid[]))`)
    .execute();
  return rows.map((row) => row.id).filter((id) => id !== exceptAccountId);
}

async function write(
  work: Work,
  all: readonly { readonly input: Notify; readonly accountIds: readonly string[] }[],
): Promise<readonly Recorded<number>[]> {
  const rows = all.flatMap(({ input: { kind, subjectId }, accountIds }) =>
    accountIds.map((accountId) => ({
      id: work.newId<'Notification'>(),
      account_id: accountId,
      kind,
      subject_id: subjectId,
      created_at: work.now,
    })),
  );
  for (let from = 0; from < rows.length; from += mostRows)
    await work.db
      .insertInto('platform.notification')
      .values(rows.slice(from, from + mostRows))
      .execute();
  const recorded: Recorded<number>[] = [];
  for (const { input, accountIds } of all)
    recorded.push({
      subjectId: input.subjectId === null ? null : asId<'Subject'>(input.subjectId),
      audit: { kind: input.kind, accounts: accountIds.length },
      facts: await pushed(work, input.kind, accountIds),
      result: accountIds.length,
    });
  return recorded;
}

/** What cannot wait until somebody looks also goes to the browsers of those who chose that. */
async function pushed(work: Work, kind: NotificationKind, accountIds: readonly string[]): Promise<readonly Fact[]> {
  if (!urgentNotificationKinds.some((one) => one === kind)) return [];
  const devices = await listNoticeDevices(work, accountIds);
  return devices.map(({ id }) => ({ kind: 'push-notice.queued', deviceId: id, notification: kind }));
}

/** A statement takes 65,535 parameters. */
const mostRows = 10_000;

/** Tells accounts that something has changed. Only a reference is kept: what it says is looked up when it is shown. */
export const notifyAccounts = defineCommand({
  id: 'notifications.notify',
  load: (work: Work, input: Notify) => accountsFor(work, input),
  permit: permitAll,
  decide: (accountIds) => ({ accountIds }),
  async record(work, { change: { accountIds }, input }) {
    const [recorded] = await write(work, [{ input, accountIds }]);
    if (recorded === undefined) throw new TypeError('a notification has no result');
    return recorded;
  },
  show: async (_work, count) => count,
  async together(work, inputs) {
    const known = new Map<string, readonly string[]>();
    const all: { input: Notify; accountIds: readonly string[] }[] = [];
    for (const input of inputs) {
      const asked = JSON.stringify([input.roles, input.accountIds, input.exceptAccountId]);
      const accountIds = known.get(asked) ?? (await accountsFor(work, input));
      known.set(asked, accountIds);
      all.push({ input, accountIds });
    }
    return write(work, all);
  },
});

/** The newest notifications of an account. One about a record that the account may not see is not there, nor counted. */
export async function listNotifications(reading: Reading, accountId: string) {
  const rows = await reading.db
    .selectFrom('platform.notification')
    .leftJoin('platform.subject', 'platform.subject.id', 'platform.notification.subject_id')
    .select([
      'platform.notification.id',
      'platform.notification.kind',
      'platform.notification.subject_id',
      'platform.notification.created_at',
      'platform.notification.read_at',
    ])
    .where('account_id', '=', accountId)
    .where((eb) =>
      eb.or([eb('platform.notification.subject_id', 'is', null), eb('platform.subject.id', 'is not', null)]),
    )
    .orderBy('platform.notification.created_at', 'desc')
    .limit(100)
    .execute();
  const links = await subjectLinks(
    reading,
    rows.flatMap((row) => (row.subject_id === null ? [] : [row.subject_id])),
  );
  const items = rows
    .filter((row) => row.subject_id === null || links.has(row.subject_id))
    .map((row) => ({
      id: row.id,
      kind: row.kind as NotificationKind,
      subject: row.subject_id === null ? null : (links.get(row.subject_id) ?? null),
      createdAt: row.created_at.toISOString(),
      isRead: row.read_at !== null,
    }));
  return { items, unread: items.filter((item) => !item.isRead).length };
}

/** Marks everything an account has been told as read. */
export const readNotifications = defineCommand({
  id: 'notifications.read',
  load: async (work: Work, _input: object) => work.actor.id,
  permit: permitAll,
  decide: (accountId) => ({ accountId }),
  async record(work, { change }) {
    await work.db
      .updateTable('platform.notification')
      .set({ read_at: work.now })
      .where('account_id', '=', change.accountId)
      .where('read_at', 'is', null)
      .execute();
    return { subjectId: null, audit: {}, facts: [], result: { done: true as const } };
  },
  show: async (_work, result) => result,
});
