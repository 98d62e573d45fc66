import { sentence } from '@matoi/catalogues';
import { onFact, type Subscription } from '../facts/index.ts';
import { listAccounts } from '../identity/index.ts';
import { TryLater } from '../jobs/index.ts';
import { notifyAccounts } from '../notifications/index.ts';
import { readMailCompromise, readSettings } from '../settings/index.ts';
import type { ModuleParts } from './module.ts';

/** What the platform itself does after facts: the break-glass account is never used unseen, in the program or by mail. */
export function platformSubscriptions({
  transport,
  publicUrl,
}: Pick<ModuleParts, 'transport' | 'publicUrl'>): readonly Subscription[] {
  return [
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
