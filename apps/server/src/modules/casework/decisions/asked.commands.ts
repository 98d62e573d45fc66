import type { BodyOf, RouteWith } from '@matoi/contract';
import { asId, type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { currentToken } from '../../../platform/guests/index.ts';
import { findSubject, mayAnnotate, type Subject } from '../../../platform/subjects/index.ts';
import type { Judgement } from '../../governance/authority/index.ts';
import { reachChangersOf, type Person as TeamPerson } from '../../governance/team/index.ts';
import { recordAct } from '../journal/index.ts';
import { enterAsked, type Links, membersNamed, toAsk } from './ask.commands.ts';
import { askedOf, findAsked, updateAsked } from './asked.store.ts';
import type { Asked, Decision } from './decision.model.ts';
import { deciderOf, judgeFor, showDecision } from './decision.queries.ts';
import { type Decider, isRequester, linkHolders, waitsFor, whoMay } from './decision.rules.ts';
import { findDecision } from './decision.store.ts';
import { hashPin, makePin } from './pin.map.ts';

type Loaded = {
  readonly asked: Asked;
  readonly decision: Decision;
  readonly by: Decider;
  readonly reachChangers: ReadonlySet<string>;
  readonly refused: Refusal | null;
};

/** Loads one who is asked for change; the decision is locked first, always. */
export async function loadAsked(work: Work, id: string) {
  const { decisionId } = await findAsked(work, id);
  const decision = await findDecision(work, decisionId, { forUpdate: true });
  const asked = await findAsked(work, id, { forUpdate: true });
  return { asked, decision };
}

async function load(work: Work, id: string): Promise<Loaded> {
  const { asked, decision } = await loadAsked(work, id);
  const subject = await findSubject(work, decision.subjectId);
  const { memberId } = asked;
  const changers = memberId === null ? undefined : (await reachChangersOf(work.db, [memberId])).get(memberId);
  return {
    asked,
    decision,
    by: await deciderOf(work),
    reachChangers: changers ?? new Set(),
    refused: await mayAnnotate(work, subject),
  };
}

/**
 * Why somebody gets neither PIN nor link: nothing is to be decided any more, they are the person meant, or they hold the other
 * of the two. One person with both could decide in the name of another. Whoever has ever written how the person is reached
 * counts as holding the link: it may have gone to an address of theirs.
 */
function refusalOfSecret(
  { asked, decision, by, reachChangers }: Omit<Loaded, 'refused'>,
  which: 'pin' | 'link',
): Refusal | null {
  const waits = waitsFor(decision);
  if (waits === null || waits === 'report') return refusal('decision-asked.pin.over');
  if (asked.memberId !== null && asked.memberId === by.memberId) return refusal('decision-asked.pin.own');
  const holders = which === 'pin' ? linkHolders(asked) : [asked.pin.madeBy];
  if (holders.some((holder) => holder?.kind === 'user' && holder.id === by.accountId))
    return refusal(which === 'pin' ? 'decision-asked.pin.holds-link' : 'decision-asked.link.holds-pin');
  if (which === 'pin' && by.accountId !== null && reachChangers.has(by.accountId))
    return refusal('decision-asked.pin.chose-address');
  return null;
}

type MakePin = { readonly params: { readonly id: string }; readonly key: Buffer };

/** Makes a PIN that is shown once, to be told by telephone. An earlier one ends, and the tries begin anew. */
export const givePin = defineCommand({
  id: 'decision-asked.pin',
  load: (work: Work, { params }: MakePin) => load(work, params.id),
  permit: (_actor, { refused }) => refused,
  decide: (loaded): Loaded | Refusal => refusalOfSecret(loaded, 'pin') ?? loaded,
  async record(work, { loaded: { asked, decision }, input: { key } }) {
    const pin = makePin(work.random);
    const pinHash = hashPin(key, { pin, askedId: asked.id });
    await updateAsked(work, asked.id, { pinHash, pinTries: 0, isPinMade: true });
    const subjectId = asId<'Subject'>(decision.subjectId);
    await recordAct(work, subjectId, {
      code: 'decision.pin-given',
      lane: 'communication',
      params: { number: decision.number, name: asked.name },
    });
    return {
      subjectId,
      audit: { decisionId: decision.id, askedId: asked.id },
      facts: [{ kind: 'decision.changed' as const, decisionId: decision.id }],
      result: pin,
    };
  },
  show: async (_work, pin) => ({ pin }),
});

type Hand = {
  readonly params: { readonly id: string };
  readonly body: { readonly means: string };
  readonly key: Buffer;
  readonly publicUrl: string;
};

/** Answers the link of one who is asked, for giving it by other means; who did so, how and when stands on the record. */
export const handLink = defineCommand({
  id: 'decision-asked.link',
  async load(work: Work, { params, key }: Hand) {
    const loaded = await load(work, params.id);
    return { ...loaded, token: await currentToken(work, { key, subjectId: asId<'Subject'>(loaded.asked.id) }) };
  },
  permit: (_actor, { refused }) => refused,
  decide(loaded): { readonly token: string } | Refusal {
    const refused = refusalOfSecret(loaded, 'link');
    if (refused !== null) return refused;
    return loaded.token === null ? refusal('decision-asked.pin.over') : { token: loaded.token };
  },
  async record(work, { loaded: { asked, decision }, change: { token }, input: { body, publicUrl } }) {
    await updateAsked(work, asked.id, { handed: { means: body.means, before: linkHolders(asked) } });
    const subjectId = asId<'Subject'>(decision.subjectId);
    await recordAct(work, subjectId, {
      code: 'decision.handed',
      lane: 'communication',
      params: { number: decision.number, name: asked.name, means: body.means },
    });
    return {
      subjectId,
      audit: { decisionId: decision.id, askedId: asked.id, means: body.means },
      facts: [{ kind: 'decision.changed' as const, decisionId: decision.id }],
      result: `${publicUrl}/g/${token}`,
    };
  },
  show: async (_work, address) => ({ address }),
});

type Also = {
  readonly params: { readonly id: string };
  readonly body: BodyOf<RouteWith<'decisions.ask-also'>>;
  readonly links: Links;
};

export type AlsoGround = {
  readonly decision: Decision;
  readonly subject: Subject;
  readonly all: readonly Asked[];
  readonly person: TeamPerson;
  readonly judgement: Judgement;
};

/** What is needed to ask one more person. */
export async function loadAlso(work: Work, id: string, memberId: string): Promise<AlsoGround> {
  const decision = await findDecision(work, id, { forUpdate: true });
  const subject = await findSubject(work, decision.subjectId);
  const [person] = await membersNamed(work, [memberId]);
  if (person === undefined) throw new TypeError('nobody was named');
  const { actionKind, target } = decision;
  return {
    decision,
    subject,
    all: await askedOf(work, [decision.id]),
    person,
    judgement: await judgeFor(work, subject, { actionKind, target, memberId: null }),
  };
}

/** Whether one more person may be asked: authorised, not asked yet, and not whoever asks. */
export function decideAlso({ decision, all, person, judgement }: AlsoGround): Refusal | null {
  if (decision.state !== 'open') return refusal('decisions.decide.over');
  if (isRequester(decision, person)) return refusal('decisions.ask.oneself');
  if (all.some(({ memberId }) => memberId === person.memberId)) return refusal('decisions.ask-also.there');
  if (judgement.mayOrder.some(({ memberId }) => memberId === person.memberId)) return null;
  return refusal('decisions.ask.nobody-may', { names: whoMay({ mayOrder: judgement.mayOrder, emergency: [] }) });
}

/** Asks one more person in the caller's transaction. */
export async function enterAlso(
  work: Work,
  { decision, subject, all, person }: AlsoGround,
  given: { readonly why: 'asked' | 'escalated' | 'passed-on'; readonly links: Links },
): Promise<void> {
  await enterAsked(work, {
    decision,
    subject,
    person: await toAsk(work, person, given.why),
    rank: all.length + 1,
    links: given.links,
  });
  await recordAct(work, subject.id, {
    code:
      given.why === 'escalated'
        ? 'decision.escalated'
        : given.why === 'passed-on'
          ? 'decision.passed-on'
          : 'decision.asked',
    lane: 'communication',
    params: { number: decision.number, title: decision.question, name: person.name },
  });
  work.fact({ kind: 'decision.changed', decisionId: decision.id }, subject.id);
}

/** Asks one more person; by one who is asked it is passed on. */
export const askAlso = defineCommand({
  id: 'decisions.ask-also',
  async load(work: Work, { params, body }: Also) {
    const ground = await loadAlso(work, params.id, body.memberId);
    return { ground, by: await deciderOf(work), refused: await mayAnnotate(work, ground.subject) };
  },
  permit: (_actor, { refused }) => refused,
  decide: ({ ground }): AlsoGround | Refusal => decideAlso(ground) ?? ground,
  async record(work, { loaded: { by }, change: ground, input: { links } }) {
    const isAsked = by.memberId !== null && ground.all.some(({ memberId }) => memberId === by.memberId);
    await enterAlso(work, ground, { why: isAsked ? 'passed-on' : 'asked', links });
    return {
      subjectId: ground.subject.id,
      audit: { decisionId: ground.decision.id, memberId: ground.person.memberId, isPassedOn: isAsked },
      facts: [],
      result: ground.decision.id,
    };
  },
  show: (work, id) => showDecision(work, id),
});
