import type { ModuleParts } from '../../../platform/composition/index.ts';
import { inFloods, onFact, type Reaction, type Subscription } from '../../../platform/facts/index.ts';
import { notifyAccounts } from '../../../platform/notifications/index.ts';
import { handOver } from './adapter.map.ts';
import { followCall, withTeam } from './call.commands.ts';
import { calledInStep, isCallMail, isDrill, lookAt, starterOf } from './call.queries.ts';
import type { Sending } from './chain.commands.ts';
import { type Done, noteCallAttempt, noteCallMail } from './delivery.commands.ts';
import { type Ready, readyAttempt } from './ready.queries.ts';
import { dueFor, weighRecord } from './weigh.commands.ts';

/** The program itself, seeing the record and the open compartment, where the team is. */
const actorOf = (reaction: Reaction) => withTeam(reaction.actorFor('call-outs'));

async function weigh(reaction: Reaction, subjectId: string | null, sending: Sending): Promise<void> {
  if (subjectId === null) return;
  const actor = actorOf(reaction);
  const due = await reaction.runner.read(actor, (reading) => dueFor(reading, subjectId));
  // Most records call nobody: they need no transaction that writes.
  if (due !== null) await reaction.runner.react(weighRecord, { subjectId, sending }, reaction.askedBy(actor));
}

async function follow(reaction: Reaction, callId: string, sending: Sending): Promise<void> {
  await reaction.runner.react(followCall, { callId, sending }, reaction.askedBy(actorOf(reaction)));
}

async function noteMail(reaction: Reaction, messageId: string, outcome: 'sent' | 'failed' | 'bounced'): Promise<void> {
  const actor = actorOf(reaction);
  if (!(await reaction.runner.read(actor, (reading) => isCallMail(reading, messageId)))) return;
  await reaction.runner.react(noteCallMail, { messageId, outcome }, reaction.askedBy(actor));
}

/** What calls do by themselves: begin by the rules of the team, go on when their time has come, leave by services. */
export function calloutSubscriptions(parts: ModuleParts): readonly Subscription[] {
  const sending: Sending = { key: parts.guestKey, hasRelay: parts.transport !== null };
  return [
    inFloods(
      'report.received',
      onFact('report.received', 'callout.weigh-received', (reaction, { subjectId }) =>
        weigh(reaction, subjectId, sending),
      ),
      {
        isFlood: ({ channel, automaticMail }) => channel === 'api' && automaticMail,
        reactTogether: async (all) => {
          for (const { reaction, delivered } of all) await weigh(reaction, delivered.subjectId, sending);
        },
      },
    ),
    onFact('report.changed', 'callout.weigh-changed', (reaction, { subjectId }) => weigh(reaction, subjectId, sending)),
    onFact('incident.opened', 'callout.weigh-opened', (reaction, { subjectId }) => weigh(reaction, subjectId, sending)),
    onFact('incident.severity-changed', 'callout.weigh-severity', (reaction, { subjectId }) =>
      weigh(reaction, subjectId, sending),
    ),
    onFact('call-out.stepped', 'callout.wait', async (reaction, { fact }) => {
      const look = await reaction.runner.read(actorOf(reaction), (reading) => lookAt(reading, fact));
      switch (look.is) {
        case 'ended':
          return;
        case 'waiting':
          return reaction.again(look.until);
        case 'due':
          return follow(reaction, fact.callId, sending);
        default:
          look satisfies never;
      }
    }),
    onFact('call-out.moved', 'callout.follow-moved', (reaction, { fact }) => follow(reaction, fact.callId, sending)),
    onFact('call-out.answered', 'callout.follow-answered', (reaction, { fact }) =>
      follow(reaction, fact.callId, sending),
    ),
    {
      ...onFact('call-attempt.queued', 'callout.send', async (reaction, { fact: { attemptId, at } }) => {
        if (at !== undefined && parts.clock() < new Date(at)) return reaction.again(new Date(at));
        const actor = actorOf(reaction);
        const ready = await reaction.runner.read(actor, (reading) => readyAttempt(reading, attemptId, parts));
        if (ready === null) return;
        const done = await handOn(ready, parts);
        await reaction.runner.react(noteCallAttempt, { attemptId, ...done }, reaction.askedBy(actor));
      }),
      // Sixteen lines: a service that does not answer keeps few other words waiting.
      lineOf: (fact) => (fact.kind === 'call-attempt.queued' ? `word ${fact.attemptId.slice(-1)}` : null),
    },
    onFact('message.sent', 'callout.note-sent', (reaction, { fact }) => noteMail(reaction, fact.messageId, 'sent')),
    onFact('message.failed', 'callout.note-failed', (reaction, { fact }) =>
      noteMail(reaction, fact.messageId, 'failed'),
    ),
    onFact('message.bounced', 'callout.note-bounced', (reaction, { fact }) =>
      noteMail(reaction, fact.messageId, 'bounced'),
    ),
    onFact('call-out.stepped', 'callout.tell-called', async (reaction, { fact, subjectId }) => {
      const accountIds = await reaction.runner.read(actorOf(reaction), (reading) => calledInStep(reading, fact));
      if (accountIds.length > 0) await tell(reaction, { kind: 'call-out.called', subjectId, roles: [], accountIds });
    }),
    onFact('call-out.answered', 'callout.tell-answer', async (reaction, { fact, subjectId, actor }) => {
      const accountId = await reaction.runner.read(actorOf(reaction), (reading) => starterOf(reading, fact.callId));
      if (accountId === null || (actor.kind === 'user' && actor.id === accountId)) return;
      await tell(reaction, { kind: 'call-out.answered', subjectId, roles: [], accountIds: [accountId] });
    }),
    onFact('call-out.silent', 'callout.tell-silent', async (reaction, { fact, subjectId }) => {
      if (await reaction.runner.read(actorOf(reaction), (reading) => isDrill(reading, fact.callId))) return;
      await tell(reaction, {
        kind: 'call-out.silent',
        subjectId,
        roles: ['administrator', 'commander'],
        accountIds: [],
      });
    }),
  ];
}

/** How long a push service keeps a call for a phone that is off. Seconds. */
const pushTtl = 3_600;

/** Hands a word on by its way and says what became of it. */
async function handOn(ready: Ready, { push }: Pick<ModuleParts, 'push'>): Promise<Done> {
  switch (ready.by) {
    case 'service':
      return { outcome: await handOver(ready.definition, ready), push: null };
    case 'push': {
      const answer = await push.send(ready.subscription, ready.message, { ttlSeconds: pushTtl });
      const again = answer.is === 'again' ? { afterMs: answer.afterMs } : null;
      return { outcome: { isGood: answer.is === 'sent', words: answer.words, again }, push: answer };
    }
    case 'none':
      if (ready.why === 'call-ended') return { outcome: null, push: null };
      return { outcome: { isGood: false, words: ready.words, again: null }, push: null };
  }
}

async function tell(
  reaction: Reaction,
  told: {
    readonly kind: 'call-out.called' | 'call-out.answered' | 'call-out.silent';
    readonly subjectId: string | null;
    readonly roles: readonly ('administrator' | 'commander')[];
    readonly accountIds: readonly string[];
  },
): Promise<void> {
  const asked = reaction.askedBy(reaction.actorFor('notifications'));
  await reaction.runner.react(notifyAccounts, { ...told, exceptAccountId: null }, asked);
}
