import { type DecisionPageAct, decisionPinTries } from '@matoi/contract';
import { asId, isRefusal, type Refusal, refusal, type SubjectId } from '@matoi/kernel';
import type { Actor } from '../../../platform/access/index.ts';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { noteUse } from '../../../platform/guests/index.ts';
import { recordAct } from '../journal/index.ts';
import type { Links } from './ask.commands.ts';
import { type AlsoGround, decideAlso, enterAlso, loadAlso, loadAsked } from './asked.commands.ts';
import { updateAsked } from './asked.store.ts';
import {
  decideConfirmation,
  type Loaded,
  loadDecision,
  recordChoice,
  recordConfirmation,
  recordSaid,
  recordSecond,
  type Speaker,
} from './decide.commands.ts';
import type { Asked, Authority } from './decision.model.ts';
import { decideChoice, decideSecond, judgePin } from './decision.rules.ts';
import { isPin } from './pin.map.ts';

type AsGuest = {
  readonly linkId: string;
  readonly askedId: SubjectId;
  /** Where the record is: the one compartment that this act writes into. */
  readonly compartmentId: number;
};

const writesInto = ({ compartmentId }: AsGuest) => [compartmentId];

/** The link is the permission for this one person; another one is as if it did not exist. */
function permitOwn<L extends { readonly asked: Asked }>(actor: Actor, { asked }: L): Refusal | null {
  return actor.guestSubject === asked.id ? null : refusal('guest-links.find.not-found');
}

/** Notes that the link was opened, the first time. It may have been a program that looks through mail. */
export const noteDecisionOpened = defineCommand({
  id: 'decision-page.open',
  writesInto,
  load: (work: Work, input: AsGuest) => loadAsked(work, input.askedId),
  permit: permitOwn,
  decide: ({ asked }) => ({ isFirst: asked.openedAt === null }),
  async record(work, { loaded: { asked, decision }, change: { isFirst } }) {
    if (isFirst) await updateAsked(work, asked.id, { openedAt: work.now });
    return {
      subjectId: asId<'Subject'>(asked.subjectId),
      audit: { decisionId: decision.id, askedId: asked.id },
      facts: isFirst ? [{ kind: 'decision.changed' as const, decisionId: decision.id }] : [],
      result: null,
    };
  },
  show: async () => null,
});

export type PageInput = {
  readonly act: DecisionPageAct;
  readonly option: string;
  readonly text: string;
  readonly pin: string;
  /** To whom it is passed on. */
  readonly memberId: string;
};

type Answered = AsGuest & { readonly said: PageInput; readonly links: Links };

type Ground = Loaded & {
  readonly asked: Asked;
  readonly speaker: Speaker;
  readonly pin: 'right' | 'wrong' | 'locked' | 'none';
  readonly also: AlsoGround | null;
};

type Step =
  | { readonly is: 'pin'; readonly pin: 'wrong' | 'locked' | 'none' }
  | { readonly is: 'choice'; readonly choice: Exclude<ReturnType<typeof decideChoice>, Refusal> }
  | { readonly is: 'second'; readonly authority: Authority; readonly agrees: boolean }
  | { readonly is: 'confirmation'; readonly isRight: boolean }
  | { readonly is: 'said'; readonly kind: 'question' | 'proposal' }
  | { readonly is: 'also'; readonly also: AlsoGround };

/** What only words change needs no second factor: nothing is decided by it. */
const needsPin = (act: DecisionPageAct) => act !== 'question' && act !== 'propose';

/** What an answer on the page of a link does; a wrong PIN is no refusal, because it has to be counted. */
export function decidePage(
  { decision, speaker, judgement, pin, also }: Ground,
  { act, option }: Pick<PageInput, 'act' | 'option'>,
): Step | Refusal {
  if (needsPin(act) && pin !== 'right') return { is: 'pin', pin };
  const { by } = speaker;
  switch (act) {
    case 'decide': {
      const choice = decideChoice(decision, { by, option, judgement });
      return isRefusal(choice) ? choice : { is: 'choice', choice };
    }
    case 'agree':
    case 'decline': {
      const authority = decideSecond(decision, { by, judgement });
      return isRefusal(authority) ? authority : { is: 'second', authority, agrees: act === 'agree' };
    }
    case 'confirm':
    case 'deny':
      return decideConfirmation(decision, by) ?? { is: 'confirmation', isRight: act === 'confirm' };
    case 'question':
    case 'propose':
      if (decision.state !== 'open' && decision.state !== 'awaiting-second') return refusal('decisions.say.over');
      if (act === 'propose' && !decision.options.some(({ key }) => key === option))
        return refusal('decisions.ask.option-unknown');
      return { is: 'said', kind: act === 'propose' ? 'proposal' : 'question' };
    case 'pass-on':
      if (also === null) return refusal('decisions.ask.member-unknown');
      return decideAlso(also) ?? { is: 'also', also };
  }
}

/** What one who is asked says on the page of the link. Answers what became of the PIN, and nothing of the record. */
export const answerDecision = defineCommand({
  id: 'decision-page.answer',
  writesInto,
  async load(work: Work, { askedId, said, links }: Answered): Promise<Ground> {
    const { asked, decision } = await loadAsked(work, askedId);
    const loaded = await loadDecision(work, decision.id, asked.memberId);
    const isRight = isPin(links.key, { typed: said.pin, askedId: asked.id, hash: asked.pin.hash });
    const author = { kind: 'guest', id: asked.id, name: asked.name } as const;
    const also =
      said.act === 'pass-on' && said.memberId !== '' ? await loadAlso(work, decision.id, said.memberId) : null;
    return {
      ...loaded,
      asked,
      also,
      pin: judgePin({ isSet: asked.pin.hash !== null, tries: asked.pin.tries, isRight }),
      speaker: {
        // The account of a member is not signed in here; that it is the same person counts for who asked.
        by: { memberId: asked.memberId, accountId: asked.accountId, name: asked.name },
        identity: needsPin(said.act) ? 'link-and-pin' : 'link',
        author,
        askedId: asked.id,
      },
    };
  },
  permit: (actor, ground) => permitOwn(actor, ground) ?? ground.refused,
  decide: (ground, { said }) => decidePage(ground, said),
  async record(work, { loaded: { asked, decision, speaker }, change: step, input: { linkId, said, links } }) {
    const subjectId = asId<'Subject'>(decision.subjectId);
    await noteUse(work, linkId);
    const done = (audit: Readonly<Record<string, unknown>>, pin: 'right' | 'wrong' | 'locked' | 'none') => ({
      subjectId,
      audit: { decisionId: decision.id, askedId: asked.id, act: said.act, ...audit },
      facts: [],
      result: { pin },
    });
    switch (step.is) {
      case 'pin': {
        if (step.pin === 'none' || asked.pin.hash === null) return done({ pin: step.pin }, step.pin);
        const tries = Math.min(asked.pin.tries + 1, decisionPinTries);
        const isLocked = tries >= decisionPinTries;
        await updateAsked(work, asked.id, { pinTries: tries, ...(isLocked ? { pinHash: null } : {}) });
        if (isLocked) {
          await recordAct(work, subjectId, {
            code: 'decision.pin-locked',
            params: { number: decision.number, name: asked.name },
          });
          work.fact({ kind: 'decision.changed', decisionId: decision.id }, subjectId);
        }
        return done({ pin: step.pin, tries }, isLocked ? 'locked' : 'wrong');
      }
      case 'choice':
        await recordChoice(work, decision, { speaker, choice: step.choice, reason: said.text });
        break;
      case 'second':
        await recordSecond(work, decision, {
          speaker,
          authority: step.authority,
          agrees: step.agrees,
          reason: said.text,
        });
        break;
      case 'confirmation':
        await recordConfirmation(work, decision, { speaker, isRight: step.isRight, text: said.text });
        break;
      case 'said':
        await recordSaid(work, decision, {
          speaker,
          kind: step.kind,
          text: said.text,
          option: step.kind === 'proposal' ? said.option : null,
        });
        break;
      case 'also':
        await enterAlso(work, step.also, { why: 'passed-on', links });
        break;
    }
    // A PIN is for one act: whoever hears it later can do nothing with it.
    if (needsPin(said.act)) await updateAsked(work, asked.id, { pinHash: null, pinTries: 0 });
    return done({ identity: speaker.identity }, 'right');
  },
  show: async (_work, result) => result,
});
