import { buffer } from 'node:stream/consumers';
import { openCompartment, type Role } from '@matoi/contract';
import { systemActor } from '../../../platform/access/index.ts';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import { inFloods, onFact, type Reacting, type Reaction, type Subscription } from '../../../platform/facts/index.ts';
import { findFile } from '../../../platform/files/index.ts';
import { findInboundMail } from '../../../platform/mail/index.ts';
import { notifyAccounts } from '../../../platform/notifications/index.ts';
import { subjectLinks } from '../../../platform/subjects/index.ts';
import { acknowledgeReport } from './commands/acknowledge.ts';
import { noteAcknowledged } from './commands/acknowledged.ts';
import type { StoredAttachment } from './commands/enter-report.ts';
import { hearOfReport, noteAnswer } from './commands/hear.ts';
import { receiveMailReport } from './commands/receive-mail.ts';
import { receiveReply } from './commands/receive-reply.ts';
import { contextOf } from './mail-context.queries.ts';
import { isByMachine } from './report.rules.ts';

/** What reports do after facts: read kept mails, acknowledge, tell the team, come back when something arrives. */
export function reportsSubscriptions({
  store,
  parser,
  transport,
}: Pick<ModuleParts, 'store' | 'parser' | 'transport'>): readonly Subscription[] {
  return [
    onFact('mail.received', 'reports.receive', async (reaction, { fact }) => {
      const actor = reaction.actorFor('mail-intake');
      const { mail, file } = await reaction.runner.read(actor, async (reading) => {
        const found = await findInboundMail(reading, fact.mailId);
        return { mail: found, file: await findFile(reading, found.fileId) };
      });
      if (mail.state !== 'received') return;
      const answer = await parser.parse(await buffer(store.get(file)));
      const { thread, template } = await reaction.runner.read(actor, (reading) => contextOf(reading, mail, answer));
      const compartmentId = thread === null || thread.by === 'proposed' ? openCompartment : thread.compartmentId;
      const attachments: StoredAttachment[] = [];
      for (const attachment of answer.isParsed ? answer.mail.attachments : []) {
        const object = await store.put(Buffer.from(attachment.bytes), compartmentId);
        attachments.push({ name: attachment.name, mediaType: attachment.mediaType, object });
      }
      if (answer.isParsed && thread !== null && thread.by !== 'proposed') {
        const { subjectId, by: knownBy } = thread;
        const { isOwnList } = mail.defaults;
        const { envelopeFrom } = mail;
        const reply = { mailId: mail.id, envelopeFrom, mail: answer.mail, attachments, isOwnList, template };
        // The intake sees the open compartment, where the mail lies, and now that of the record to which it belongs.
        const there = systemActor('mail-intake', [...new Set([openCompartment, compartmentId])]);
        await reaction.runner.react(receiveReply, { ...reply, subjectId, knownBy }, reaction.askedBy(there));
        return;
      }
      const proposedFor = thread?.subjectId ?? null;
      const input = { mailId: mail.id, answer, attachments, proposedFor, template };
      await reaction.runner.react(receiveMailReport, input, reaction.askedBy(actor));
    }),
    onFact(
      'report.received',
      'reports.acknowledge',
      async (reaction, { subjectId }) => {
        if (subjectId === null) return;
        const asked = reaction.askedBy(reaction.actorFor('acknowledgement'));
        await reaction.runner.react(acknowledgeReport, { reportId: subjectId, hasRelay: transport !== null }, asked);
      },
      (fact) => fact.channel !== 'api' || !fact.automaticMail,
    ),
    inFloods(
      'report.received',
      onFact(
        'report.received',
        'reports.notify',
        async (reaction, delivered) => {
          const { input, asked } = notifying({ reaction, delivered });
          await reaction.runner.react(notifyAccounts, input, asked);
        },
        (fact) => fact.isOneOfMany !== true,
      ),
      {
        isFlood: isByMachine,
        reactTogether: async (all) => all[0]?.reaction.runner.reactTogether(notifyAccounts, all.map(notifying)),
      },
    ),
    onFact('message.received', 'reports.hear-reply', async (reaction, { subjectId, fact }) => {
      if (fact.isAutomatic) return;
      await hear(reaction, subjectId, 'reply');
    }),
    onFact('message.bounced', 'reports.hear-bounce', (reaction, { subjectId }) => hear(reaction, subjectId, 'bounce')),
    onFact('message.sent', 'reports.note-acknowledged', async (reaction, { subjectId, occurredAt }) => {
      if (!(await isReport(reaction, subjectId))) return;
      const asked = reaction.askedBy(reaction.actorFor('report-clock'));
      await reaction.runner.react(noteAcknowledged, { reportId: subjectId ?? '', at: occurredAt }, asked);
    }),
    onFact('message.queued', 'reports.note-answer', async (reaction, { subjectId, actor }) => {
      if (actor.kind !== 'user' || !(await isReport(reaction, subjectId))) return;
      const asked = reaction.askedBy(reaction.actorFor('report-clock'));
      await reaction.runner.react(noteAnswer, { reportId: subjectId ?? '' }, asked);
    }),
  ];
}

/** The team is told of a report, except for who entered it. */
function notifying({ reaction, delivered: { subjectId, actor } }: Reacting<'report.received'>) {
  const roles: readonly Role[] = ['commander', 'handler'];
  const exceptAccountId = actor.kind === 'user' ? actor.id : null;
  return {
    input: { kind: 'report.received' as const, subjectId, roles, exceptAccountId },
    asked: reaction.askedBy(reaction.actorFor('notifications')),
  };
}

async function hear(reaction: Reaction, subjectId: string | null, what: 'reply' | 'bounce'): Promise<void> {
  if (!(await isReport(reaction, subjectId))) return;
  const asked = reaction.askedBy(reaction.actorFor('report-clock'));
  await reaction.runner.react(hearOfReport, { reportId: subjectId ?? '', what }, asked);
}

async function isReport(reaction: Reaction, subjectId: string | null): Promise<boolean> {
  if (subjectId === null) return false;
  const links = await reaction.runner.read(reaction.actorFor('report-clock'), (reading) =>
    subjectLinks(reading, [subjectId]),
  );
  return links.get(subjectId)?.kind === 'report';
}
