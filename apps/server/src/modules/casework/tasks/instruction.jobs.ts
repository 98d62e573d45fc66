import { onFact, type Reaction, type Subscription } from '../../../platform/facts/index.ts';
import { notifyAccounts } from '../../../platform/notifications/index.ts';
import { followedOn } from './followed.queries.ts';
import { dispatchOf, followUpPlan, senderOf } from './instruction.queries.ts';
import { followOrders } from './order.commands.ts';
import { followUp, noteDelivery } from './recipient.commands.ts';

/** What tasks and instructions do by themselves: follow the mails, run the clocks of recipients, tell people inside. */
export function taskSubscriptions({ transport }: { readonly transport: unknown }): readonly Subscription[] {
  const hasRelay = transport !== null;
  return [
    onFact('message.sent', 'tasks.note-sent', (reaction, { fact }) => note(reaction, fact.messageId, 'sent')),
    onFact('message.failed', 'tasks.note-failed', (reaction, { fact }) => note(reaction, fact.messageId, 'failed')),
    onFact('message.bounced', 'tasks.note-bounced', (reaction, { fact }) => note(reaction, fact.messageId, 'bounced')),
    onFact('instruction.sent', 'tasks.follow-up', async (reaction, { fact: { recipientId } }) => {
      const actor = reaction.actorFor('instruction-clock');
      let { plan } = await reaction.runner.read(actor, (reading) => followUpPlan(reading, recipientId));
      // Asked without the mark of the reaction: it comes again, and each step happens once by what the recipient says.
      const asked = { actor, requestId: null, version: null, repeat: null };
      while (plan.act !== 'nothing' && plan.act !== 'wait')
        plan = await reaction.runner.run(followUp, { recipientId, hasRelay }, asked);
      if (plan.act === 'wait') await reaction.again(plan.until);
    }),
    onFact('task.assigned', 'tasks.tell-assignee', async (reaction, { fact, subjectId, actor }) => {
      // Who takes something on himself knows it.
      if (actor.kind === 'user' && actor.id === fact.accountId) return;
      await tell(reaction, { kind: 'task.assigned', subjectId, accountIds: [fact.accountId] });
    }),
    ...(['decision.begun', 'decision.made', 'decision.changed'] as const).map((kind) =>
      onFact(kind, `tasks.follow-${kind}`, async (reaction, { subjectId }) => {
        if (subjectId === null) return;
        const actor = reaction.actorFor('instruction-clock');
        const { tasks, instructions } = await reaction.runner.read(actor, (reading) => followedOn(reading, subjectId));
        if (tasks.length === 0 && instructions.length === 0) return;
        await reaction.runner.react(followOrders, { subjectId }, reaction.askedBy(actor));
      }),
    ),
    onFact('task.order-ended', 'tasks.tell-order-ended', (reaction, { fact, subjectId }) =>
      tellOrderEnded(reaction, { subjectId, accountId: fact.accountId }),
    ),
    onFact('instruction.order-ended', 'tasks.tell-sent-order-ended', (reaction, { fact, subjectId }) =>
      tellOrderEnded(reaction, { subjectId, accountId: fact.accountId }),
    ),
    onFact('instruction.answered', 'tasks.tell-answer', (reaction, { fact, subjectId }) =>
      tellSender(reaction, { kind: 'instruction.answered', subjectId, instructionId: fact.instructionId }),
    ),
    onFact('instruction.undelivered', 'tasks.tell-undelivered', (reaction, { fact, subjectId }) =>
      tellSender(reaction, { kind: 'instruction.undelivered', subjectId, instructionId: fact.instructionId }),
    ),
    onFact('instruction.escalated', 'tasks.tell-escalation', (reaction, { fact, subjectId }) =>
      tellSender(reaction, { kind: 'instruction.escalated', subjectId, instructionId: fact.instructionId }),
    ),
  ];
}

/** Where nobody has it in hand, the commanders are told. */
async function tellOrderEnded(
  reaction: Reaction,
  { subjectId, accountId }: { readonly subjectId: string | null; readonly accountId: string | null },
): Promise<void> {
  const told = { kind: 'task.order-ended', subjectId, exceptAccountId: null } as const;
  const whom =
    accountId === null ? { accountIds: [], roles: ['commander'] as const } : { accountIds: [accountId], roles: [] };
  await reaction.runner.react(
    notifyAccounts,
    { ...told, ...whom },
    reaction.askedBy(reaction.actorFor('notifications')),
  );
}

async function note(reaction: Reaction, messageId: string, outcome: 'sent' | 'failed' | 'bounced'): Promise<void> {
  const actor = reaction.actorFor('instruction-clock');
  const dispatch = await reaction.runner.read(actor, (reading) => dispatchOf(reading, messageId));
  if (dispatch === null) return;
  await reaction.runner.react(noteDelivery, { messageId, outcome }, reaction.askedBy(actor));
}

type Told = {
  readonly kind: 'task.assigned' | 'instruction.answered' | 'instruction.undelivered' | 'instruction.escalated';
  readonly subjectId: string | null;
};

async function tell(reaction: Reaction, told: Told & { readonly accountIds: readonly string[] }): Promise<void> {
  const asked = reaction.askedBy(reaction.actorFor('notifications'));
  await reaction.runner.react(notifyAccounts, { ...told, roles: [], exceptAccountId: null }, asked);
}

async function tellSender(reaction: Reaction, { instructionId, ...told }: Told & { readonly instructionId: string }) {
  const actor = reaction.actorFor('instruction-clock');
  const accountId = await reaction.runner.read(actor, (reading) => senderOf(reading, instructionId));
  if (accountId !== null) await tell(reaction, { ...told, accountIds: [accountId] });
}
