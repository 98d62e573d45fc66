import { refuse } from '@matoi/kernel';
import { type Binding, bind } from '../http/index.ts';
import { findMailbox, loadMailboxViews, mailboxCommands, tryMailbox } from '../mail/index.ts';

/** Routes of the ways in for mail; `key` encrypts the secrets of mailboxes elsewhere. */
export function mailboxBindings(key: Buffer): readonly Binding[] {
  const { create, change, pause, resume, remove } = mailboxCommands(key);
  return [
    bind('mailboxes.list', async (call) => ({ items: [...(await call.read(loadMailboxViews))] })),
    bind('mailboxes.create', (call) => call.run(create, { id: null, body: call.body })),
    bind('mailboxes.change', (call) => call.run(change, { id: call.params.id, body: call.body })),
    bind('mailboxes.pause', (call) => call.run(pause, call.params)),
    bind('mailboxes.resume', (call) => call.run(resume, call.params)),
    bind('mailboxes.remove', (call) => call.run(remove, call.params)),
    bind('mailboxes.try', async (call) => {
      const mailbox = await call.read((reading) => findMailbox(reading.db, call.params.id));
      if (mailbox.imap === null) return refuse('mailboxes.try.no-imap');
      return tryMailbox({ mailboxId: mailbox.id, imap: mailbox.imap, key });
    }),
  ];
}
