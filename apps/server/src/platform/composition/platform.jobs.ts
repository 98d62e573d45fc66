import { sentence } from '@matoi/catalogues';
import { onFact, type Subscription } from '../facts/index.ts';
import { listAccounts } from '../identity/index.ts';
import { TryLater } from '../jobs/index.ts';
import { notifyAccounts, readyNotice } from '../notifications/index.ts';
import { noteDevice } from '../push/index.ts';
import { readMailCompromise, readSettings } from '../settings/index.ts';
import type { ModuleParts } from './module.ts';

/** How long a push service keeps a notification for a browser that is off. Seconds. */
const noticeTtl = 3_600;
/** For how long a notification is tried again that a push service could not take. Milliseconds. */
const longestNoticeTries = 10 * 60_000;

/** What the platform itself does after facts: the break-glass account is never used unseen, in the program or by mail. */
export function platformSubscriptions({
  transport,
  publicUrl,
  push,
  secretKey,
  clock,
}: Pick<ModuleParts, 'transport' | 'publicUrl' | 'push' | 'secretKey' | 'clock'>): readonly Subscription[] {
  return [
    onFact('push-notice.queued', 'platform.push-notice', async (reaction, { id, fact, subjectId, occurredAt }) => {
      const actor = reaction.actorFor('notifications');
      const { deviceId, notification: kind } = fact;
      const ready = await reaction.runner.read(actor, (reading) =>
        readyNotice(reading, { deviceId, kind, subjectId, tag: id, secretKey }),
      );
      if (ready === null) return;
      const outcome = await push.send(ready.subscription, ready.message, { ttlSeconds: noticeTtl });
      const age = clock().getTime() - occurredAt.getTime();
      // Twice as long each time: asked again after the age that it has.
      if (outcome.is === 'again' && age < longestNoticeTries)
        return reaction.again(new Date(clock().getTime() + Math.max(age, outcome.afterMs ?? 0, 15_000)));
      await reaction.runner.react(noteDevice, { id: deviceId, outcome }, reaction.askedBy(actor));
    }),
    onFact('break-glass.used', 'platform.alarm', async (reaction, { fact }) => {
      const asked = reaction.askedBy(reaction.actorFor('notifications'));
      await reaction.runner.react(
        notifyAccounts,
        {
          kind: 'break-glass.used',
          subjectId: null,
          roles: ['administrator', 'commander', 'auditor'],
          exceptAccountId: fact.accountId,
        },
        asked,
      );
    }),
    onFact('break-glass.used', 'platform.alarm-mail', async (reaction, { id, occurredAt }) => {
      if (transport === null) return;
      const { accounts, settings, compromise } = await reaction.runner.read(
        reaction.actorFor('notifications'),
        async (reading) => ({
          accounts: await listAccounts(reading.db),
          settings: await readSettings(reading.db),
          compromise: await readMailCompromise(reading.db),
        }),
      );
      // Whoever reads the mail would read this too; inside of the program everybody hears of it.
      if (compromise !== null) return;
      const told = accounts.filter(
        (account) =>
          account.state === 'active' && account.roles.some((role) => role === 'administrator' || role === 'commander'),
      );
      const answers = await Promise.all(
        told.map((account) =>
          transport.send({
            from: settings.mailFrom,
            fromName: settings.teamName,
            to: [{ name: account.name, address: account.email }],
            subject: sentence(account.locale, 'mail.break-glass.title'),
            text: sentence(account.locale, 'mail.break-glass.body', {
              at: `${occurredAt.toISOString()} (UTC)`,
              link: `${publicUrl}/platform/audit`,
            }),
            messageId: `matoi.${id}.${account.id}@${settings.mailFrom.slice(settings.mailFrom.lastIndexOf('@') + 1)}`,
            inReplyTo: null,
            language: account.locale,
            isAutomatic: true,
          }),
        ),
      );
      if (answers.length > 0 && answers.every((answer) => !answer.isSent))
        throw new TryLater('the alarm could not be handed over yet');
    }),
  ];
}
