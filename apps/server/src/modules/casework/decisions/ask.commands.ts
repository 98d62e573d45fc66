import { type BodyOf, decisionPermits, mayTakePlace, type RouteWith } from '@matoi/contract';
import { asId, type Refusal, refusal, refuse, type SubjectId } from '@matoi/kernel';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { createGuestLink, setLinkExpiry } from '../../../platform/guests/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import {
  findSubject,
  mayAnnotate,
  nextNumber,
  registerSubject,
  type Subject,
  setParent,
} from '../../../platform/subjects/index.ts';
import { actionKind, type Judgement } from '../../governance/authority/index.ts';
import { chooseMember, reachOf, type Person as TeamPerson } from '../../governance/team/index.ts';
import { queueLinkMail } from '../correspondence/index.ts';
import { recordAct } from '../journal/index.ts';
import { insertAsked, updateAsked } from './asked.store.ts';
import type { Asked, Brief, Decided, Decision, Option } from './decision.model.ts';
import { deciderOf, judgeFor, showDecision } from './decision.queries.ts';
import { isRequester, linkEndOf, refusalOfDue, whoMay } from './decision.rules.ts';
import { findDecision, insertDecision, updateDecision } from './decision.store.ts';
import { type MailPurpose, writeDecisionMail } from './decision-mail.map.ts';

const letters = ['A', 'B', 'C', 'D', 'E', 'F'];

/** What the program hands to commands that make links and mails. */
export type Links = { readonly key: Buffer; readonly hasRelay: boolean };

/** Somebody who is to be asked: a member, or an adviser outside who may propose and never decide. */
export type ToAsk = Pick<Asked, 'memberId' | 'accountId' | 'name' | 'address' | 'locale' | 'why'>;

/** How a member is asked: signed in, and by mail where there is an address. */
export async function toAsk(work: Work, person: TeamPerson, why: Asked['why']): Promise<ToAsk> {
  const mail = (await reachOf(work.db, person.memberId)).find(({ kind }) => kind === 'mail');
  return {
    memberId: person.memberId,
    accountId: person.accountId,
    name: person.name,
    address: mail?.address ?? null,
    locale: person.language,
    why,
  };
}

/** The members of some ids in their order; refuses one that is not there. */
export async function membersNamed(work: Work, ids: readonly string[]): Promise<readonly TeamPerson[]> {
  const all = await chooseMember(work.db);
  return [...new Set(ids)].map(
    (id) => all.find(({ memberId }) => memberId === id) ?? refuse('decisions.ask.member-unknown'),
  );
}

/** Sends the mail of one who is asked, or notes that none can leave: then the link is handed over by other means. */
export async function mailAsked(
  work: Work,
  given: {
    readonly decision: Decision;
    readonly asked: Pick<Asked, 'id' | 'subjectId' | 'name' | 'address' | 'locale' | 'why'>;
    readonly purpose: MailPurpose;
    readonly hasRelay: boolean;
  },
): Promise<void> {
  const { decision, asked, purpose, hasRelay } = given;
  if (asked.address === null) return;
  const settings = await readSettings(work.db);
  const { messageId, withheld } = await queueLinkMail(work, asId<'Subject'>(asked.subjectId), {
    ...writeDecisionMail(purpose, { decision, asked, settings }),
    to: { name: asked.name, address: asked.address },
    locale: asked.locale,
    linkOf: asId<'Subject'>(asked.id),
    isAutomatic: purpose === 'reminder',
    hasRelay,
  });
  if (purpose !== 'reminder') await updateAsked(work, asked.id, { messageId, isMailed: withheld === null });
}

/** Asks one person: a record of its own, a link that ends, a mail, and word in the program. */
export async function enterAsked(
  work: Work,
  given: {
    readonly decision: Decision;
    readonly subject: Subject;
    readonly person: ToAsk;
    readonly rank: number;
    readonly links: Links;
  },
): Promise<void> {
  const { decision, subject, person, rank, links } = given;
  const number = `${decision.number}-${String(rank).padStart(2, '0')}`;
  const { compartmentId } = decision;
  const id = await registerSubject(work, { kind: 'decision-asked', number, title: number, compartmentId });
  await setParent(work, id, subject.id);
  await insertAsked(work, { ...person, id, decisionId: decision.id, subjectId: subject.id, number });
  await createGuestLink(work, { key: links.key, subjectId: id, permits: decisionPermits, locale: person.locale });
  await setLinkExpiry(work, id, linkEndOf(decision, work.now));
  const asked = { ...person, id, subjectId: subject.id };
  await mailAsked(work, {
    decision,
    asked,
    purpose: person.why === 'confirm' ? 'confirm' : 'ask',
    hasRelay: links.hasRelay,
  });
  if (person.accountId !== null)
    work.fact({ kind: 'decision.asked', decisionId: decision.id, accountId: person.accountId }, subject.id);
}

/** What an action must say before anybody can decide about it; the first reason against it, or null. */
export function refusalOfAction(asked: { readonly actionKind: string; readonly evidenceLost: string }): Refusal | null {
  const kind = actionKind(asked.actionKind);
  if (kind === null) return refusal('decisions.ask.action-unknown', {}, [{ path: 'body.actionKind', code: 'unknown' }]);
  if (kind.losesEvidence && asked.evidenceLost === '')
    return refusal('decisions.ask.needs-evidence-lost', {}, [
      { path: 'body.evidenceLost', code: 'needs-evidence-lost' },
    ]);
  return null;
}

/** The earlier decision of this record that a new one is to take the place of, or why it cannot. */
export async function findSuperseded(
  work: Work,
  subject: Subject,
  { supersedesId: id, ...later }: Pick<Brief, 'supersedesId' | 'actionKind' | 'target'>,
): Promise<Decision | Refusal | null> {
  if (id === null) return null;
  const found = await findDecision(work, id, { forUpdate: true });
  const isMeant = found.subjectId === subject.id && mayTakePlace(later, found);
  const isRight = isMeant && found.state === 'decided' && found.supersededById === null;
  return isRight ? found : refusal('decisions.ask.not-to-supersede');
}

/** Writes a decision with what follows: number, search, journal, its clock. */
export async function enterDecision(
  work: Work,
  subject: Subject,
  given: {
    readonly brief: Brief;
    readonly made: { readonly state: 'decided' | 'awaiting-second'; readonly decision: Decided } | null;
  },
): Promise<Decision> {
  const { brief, made } = given;
  const number = await nextNumber(work, 'DEC');
  const by = await deciderOf(work);
  const id = await insertDecision(work, { subjectId: subject.id, number, brief, askedByMember: by.memberId, made });
  await indexText(work, {
    subjectId: subject.id,
    part: `decision ${id}`,
    texts: [
      number,
      brief.question,
      brief.whyNow,
      made?.decision.reason ?? '',
      ...brief.options.map(({ title }) => title),
    ],
  });
  work.fact({ kind: 'decision.begun', decisionId: id }, subject.id);
  return findDecision(work, id);
}

/** Marks what a decision takes the place of, once it counts itself. */
export async function supersede(work: Work, decision: Decision): Promise<void> {
  if (decision.supersedesId === null) return;
  const old = await findDecision(work, decision.supersedesId, { forUpdate: true });
  if (old.supersededById !== null || old.state === 'withdrawn') return;
  // A question that was answered after this was said has its own answer.
  if (old.decidedAt !== null && decision.decidedAt !== null && old.decidedAt > decision.decidedAt) return;
  const isOpen = old.state === 'open';
  await updateDecision(work, old.id, {
    supersededById: decision.id,
    ...(isOpen ? { state: 'withdrawn' as const, withdrawn: { reason: decision.number } } : {}),
  });
  await recordAct(work, asId<'Subject'>(decision.subjectId), {
    code: 'decision.superseded',
    params: { number: old.number, title: decision.number },
  });
  work.fact({ kind: 'decision.changed', decisionId: old.id }, asId<'Subject'>(decision.subjectId));
}

type AskBody = BodyOf<RouteWith<'decisions.ask'>>;
type Ask = { readonly params: { readonly id: string }; readonly body: AskBody; readonly links: Links };
type Loaded = {
  readonly subject: Subject;
  readonly refused: Refusal | null;
  readonly people: readonly TeamPerson[];
  readonly judgement: Judgement | null;
  readonly superseded: Decision | Refusal | null;
  readonly by: Awaited<ReturnType<typeof deciderOf>>;
};

/** Puts a question to people, of whom at least one has the authority. */
export const askDecision = defineCommand({
  id: 'decisions.ask',
  async load(work: Work, { params, body }: Ask): Promise<Loaded> {
    const subject = await findSubject(work, params.id, { forUpdate: true });
    const { actionKind: kind, target } = body;
    const isKnown = actionKind(kind) !== null;
    return {
      subject,
      refused: await mayAnnotate(work, subject),
      people: await membersNamed(work, body.memberIds),
      judgement: isKnown ? await judgeFor(work, subject, { actionKind: kind, target, memberId: null }) : null,
      superseded: await findSuperseded(work, subject, body),
      by: await deciderOf(work),
    };
  },
  permit: (_actor, { refused }) => refused,
  decide({ people, judgement, superseded, by }, { body }, { now, actor }): Brief | Refusal {
    const refusedAction = refusalOfAction(body);
    if (refusedAction !== null) return refusedAction;
    if (superseded !== null && 'code' in superseded) return superseded;
    const decideByAt = body.decideByAt === null ? null : new Date(body.decideByAt);
    const refusedDue = refusalOfDue(decideByAt, now);
    if (refusedDue !== null) return refusedDue;
    const options: readonly Option[] = body.options.map((option, at) => ({ key: letters[at] ?? '', ...option }));
    if (!options.some(({ isOrder }) => isOrder))
      return refusal('decisions.ask.no-order', {}, [{ path: 'body.options', code: 'no-order' }]);
    const isKey = (key: string | undefined) => key === undefined || options.some((option) => option.key === key);
    if (!isKey(body.csirt?.option) || !isKey(body.vendor?.option)) return refusal('decisions.ask.option-unknown');
    const requester = { askedBy: { kind: actor.kind, id: actor.id, name: actor.name }, askedByMember: by.memberId };
    if (people.some((person) => isRequester(requester, person)))
      return refusal('decisions.ask.oneself', {}, [{ path: 'body.memberIds', code: 'oneself' }]);
    const able = judgement?.mayOrder ?? [];
    if (!people.some(({ memberId }) => able.some((one) => one.memberId === memberId)))
      return refusal('decisions.ask.nobody-may', { names: whoMay({ mayOrder: able, emergency: [] }) }, [
        { path: 'body.memberIds', code: 'nobody-may' },
      ]);
    const { question, whyNow, waitingCost, csirt, vendor, actionKind: kind, target, evidenceLost, supersedesId } = body;
    return {
      kind: 'brief',
      ...{ question, whyNow, waitingCost, decideByAt, options, csirt, vendor, target, evidenceLost, supersedesId },
      actionKind: kind,
      conditions: '',
      conditionsMet: '',
      mayDecide: able.map(({ memberId, name, rule }) => ({ memberId, name, rule })),
      reportDueAt: null,
    };
  },
  async record(work, { loaded: { subject, people }, change: brief, input: { body, links } }) {
    const decision = await enterDecision(work, subject, { brief, made: null });
    const able = new Set(brief.mayDecide.map(({ memberId }) => memberId));
    const members = await Promise.all(
      people.map((person) => toAsk(work, person, able.has(person.memberId) ? 'asked' : 'advice')),
    );
    const advisers = body.advisers.map((one) => ({ ...one, memberId: null, accountId: null, why: 'advice' as const }));
    for (const [at, person] of [...members, ...advisers].entries())
      await enterAsked(work, { decision, subject, person, rank: at + 1, links });
    await recordAct(work, subject.id, {
      code: 'decision.asked',
      lane: 'communication',
      params: { number: decision.number, title: brief.question, name: people.map(({ name }) => name).join('、') },
    });
    return {
      subjectId: subject.id as SubjectId,
      audit: {
        decisionId: decision.id,
        number: decision.number,
        actionKind: brief.actionKind,
        target: brief.target,
        asked: people.map(({ memberId }) => memberId),
        advisers: advisers.length,
        mayDecide: brief.mayDecide,
      },
      facts: [],
      result: decision.id,
    };
  },
  show: (work, id) => showDecision(work, id),
});
