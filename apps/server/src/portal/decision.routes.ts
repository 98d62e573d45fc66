import { type DecisionPageAct, decisionPageActs, portalTextLimit } from '@matoi/contract';
import { Refused } from '@matoi/kernel';
import { answerDecision, decisionForGuest, noteDecisionOpened } from '../modules/casework/decisions/index.ts';
import { cleanText } from '../modules/incident-management/public-reporting/index.ts';
import type { Actor } from '../platform/access/index.ts';
import { type Guest, readNonce } from '../platform/guests/index.ts';
import type { Call, HtmlAnswer } from '../platform/http/index.ts';
import { actsOf, type DecisionView, decisionPage } from './decision.page.ts';
import { hashOf } from './form.act.ts';
import { type GuestPage, nonceOf, readGuestPage } from './guest.page.ts';
import { type Say, sayIn } from './page.frame.ts';
import type { PortalParts } from './portal.parts.ts';

/** Whether the link of a guest is that of somebody who is asked for a decision. */
export function isDecision(actor: Pick<Actor, 'permissions'>): boolean {
  return actor.permissions.has('decision-page.answer');
}

type Read = GuestPage<Awaited<ReturnType<typeof decisionForGuest>>>;

const readPage = (call: Parameters<typeof readGuestPage>[0]) => readGuestPage(call, decisionForGuest);

function viewOf(parts: PortalParts, { page, found }: Read): DecisionView {
  return {
    ...found,
    nonce: nonceOf(parts, page),
    typed: { text: '', option: '', memberId: '' },
    problems: {},
    notice: null,
    isSent: false,
  };
}

const asGuest = (guest: Guest) => ({
  linkId: guest.id,
  askedId: guest.guestSubject,
  compartmentId: guest.writesInto,
});

/** The page of one who is asked. That the link was opened is noted beside it; the question stays as it is. */
export async function showDecision(parts: PortalParts, call: Call<'tracking.show'>): Promise<HtmlAnswer> {
  const read = await readPage(call);
  if (read.found.openedAt === null && call.raw.request.method === 'GET')
    await call.run(noteDecisionOpened, asGuest(call.actor as Guest));
  return decisionPage(read.page, { ...viewOf(parts, read), isSent: call.query.done === 'sent' });
}

const actIn = (text: string): DecisionPageAct | null => decisionPageActs.find((one) => one === text) ?? null;

/** What has to be typed for an act; the first thing that is missing. */
function missing(act: DecisionPageAct, typed: DecisionView['typed']): 'option' | 'text' | 'memberId' | null {
  if ((act === 'decide' || act === 'propose') && typed.option === '') return 'option';
  if (act === 'pass-on') return typed.memberId === '' ? 'memberId' : null;
  const needsText = act === 'decide' || act === 'question' || act === 'agree' || act === 'decline' || act === 'deny';
  return needsText && typed.text === '' ? 'text' : null;
}

const needed = {
  option: 'portal.decision.needs-option',
  memberId: 'portal.decision.needs-member',
  text: 'portal.decision.needs-reason',
} as const;

const codesOfChange = new Set([
  'decisions.decide.over',
  'decisions.agree.not-waiting',
  'decisions.confirm.not-waiting',
  'decisions.say.over',
  'decisions.ask-also.there',
  'incidents.annotate.closed',
]);

/** What a refusal reads like on the page; null for what is none of it. */
function refusedPage(error: unknown, say: Say): { readonly status: number; readonly notice: string } | null {
  if (!(error instanceof Refused)) return null;
  const { code, params } = error.refusal;
  if (code === 'record.change.key-reused') return { status: 409, notice: say('portal.problem.sent-before-reply') };
  // The team moved the record in this very moment; the next try finds it.
  if (code === 'record.find.not-found') return { status: 409, notice: say('portal.problem.too-old') };
  if (codesOfChange.has(code)) return { status: 409, notice: say('portal.decision.changed') };
  if (!code.startsWith('decisions.')) return null;
  return { status: 403, notice: say('portal.decision.not-you', { names: String(params.names ?? '') }) };
}

/** Takes what one who is asked says. What was typed comes back with every refusal; a PIN does not. */
export async function answerAsked(parts: PortalParts, call: Call<'tracking.reply'>): Promise<HtmlAnswer> {
  const read = await readPage(call);
  const { page, found } = read;
  const say = sayIn(page.language);
  const { nonce, option, pin, memberId } = call.body;
  const typed = { text: cleanText(call.body.text), option, memberId };
  const again = (status: number, more: Partial<Pick<DecisionView, 'notice' | 'problems'>>) =>
    decisionPage(page, { ...viewOf(parts, read), typed, ...more }, status);
  const act = actIn(call.body.act);
  if (act === null || !actsOf(found).includes(act))
    return again(act === null ? 422 : 409, {
      notice: say(act === null ? 'portal.decision.which' : 'portal.decision.changed'),
    });
  if (typed.text.length > portalTextLimit)
    return again(422, { problems: { text: say('portal.problem.text-long', { limit: portalTextLimit }) } });
  const lacking = missing(act, typed);
  if (lacking !== null) return again(422, { problems: { [lacking]: say(needed[lacking]) } });
  const nonceRead = readNonce(parts.guestKey, { text: nonce, purpose: page.path, now: parts.clock() });
  if (nonceRead === null || nonceRead.isTooOld) return again(409, { notice: say('portal.problem.too-old') });
  const guest = call.actor as Guest;
  const minutes = await parts.limits.takeReply(guest.id);
  if (minutes !== null) return again(429, { notice: say('portal.problem.limit', { minutes }) });
  const links = { key: parts.guestKey, hasRelay: parts.hasRelay };
  const said = { act, pin, ...typed };
  try {
    // The PIN is part of what makes two forms the same: a wrong one tried again with the same form is another try.
    const body = hashOf([act, typed.text, option, memberId, pin], []);
    const answered = await call.run(answerDecision, { ...asGuest(guest), said, links }, { key: nonce, bodyHash: body });
    if (answered.pin !== 'right') {
      const status = answered.pin === 'wrong' ? 422 : 403;
      return again(status, { problems: { pin: say(`portal.decision.pin-${answered.pin}`) } });
    }
  } catch (error) {
    const refused = refusedPage(error, say);
    if (refused === null) throw error;
    return again(refused.status, { notice: refused.notice });
  }
  return { kind: 'redirect', to: `/g/${call.params.token}?lang=${page.language}&done=sent` };
}
