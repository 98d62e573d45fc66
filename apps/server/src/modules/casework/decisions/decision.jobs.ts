import type { NotificationKind } from '@matoi/contract';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import { onFact, type Reaction, type Subscription } from '../../../platform/facts/index.ts';
import { notifyAccounts } from '../../../platform/notifications/index.ts';
import { askerOf } from './decision.queries.ts';
import { followPlan, followUp } from './follow.commands.ts';

/** What decisions do by themselves: run their clocks, and tell people inside. */
export function decisionSubscriptions({
  transport,
  guestKey,
}: Pick<ModuleParts, 'transport' | 'guestKey'>): readonly Subscription[] {
  const links = { key: guestKey, hasRelay: transport !== null };
  const follow = async (reaction: Reaction, decisionId: string) => {
    const actor = reaction.actorFor('decision-clock');
    let plan = await reaction.runner.read(actor, (reading) => followPlan(reading, decisionId));
    // Asked without the mark of the reaction: it comes again, and each step happens once by what the decision says.
    const asked = { actor, requestId: null, version: null, repeat: null };
    while (plan.act !== 'nothing' && plan.act !== 'wait')
      plan = await reaction.runner.run(followUp, { decisionId, links }, asked);
    if (plan.act === 'wait') await reaction.again(plan.until);
  };
  return [
    onFact('decision.begun', 'decisions.follow-up', (reaction, { fact }) => follow(reaction, fact.decisionId)),
    onFact('decision.asked', 'decisions.tell-asked', (reaction, { fact, subjectId }) =>
      tell(reaction, { kind: 'decision.asked', subjectId, accountIds: [fact.accountId], roles: [] }),
    ),
    onFact('decision.made', 'decisions.tell-made', async (reaction, { fact, subjectId }) => {
      const actor = reaction.actorFor('decision-clock');
      const accountId = await reaction.runner.read(actor, (reading) => askerOf(reading, fact.decisionId));
      if (accountId !== null)
        await tell(reaction, { kind: 'decision.made', subjectId, accountIds: [accountId], roles: [] });
    }),
    onFact('decision.overdue', 'decisions.tell-overdue', (reaction, { subjectId }) =>
      tell(reaction, { kind: 'decision.overdue', subjectId, accountIds: [], roles: ['commander'] }),
    ),
  ];
}

async function tell(
  reaction: Reaction,
  told: {
    readonly kind: NotificationKind;
    readonly subjectId: string | null;
    readonly accountIds: readonly string[];
    readonly roles: readonly 'commander'[];
  },
): Promise<void> {
  const asked = reaction.askedBy(reaction.actorFor('notifications'));
  await reaction.runner.react(notifyAccounts, { ...told, exceptAccountId: null }, asked);
}
