import { type CallPageAct, callPageActs, portalTextLimit } from '@matoi/contract';
import { Refused } from '@matoi/kernel';
import { answerOnPage, callForGuest, mayAnswerCall } from '../modules/governance/callout/index.ts';
import { cleanText } from '../modules/incident-management/public-reporting/index.ts';
import type { Actor } from '../platform/access/index.ts';
import { type Guest, readNonce } from '../platform/guests/index.ts';
import type { Call, HtmlAnswer } from '../platform/http/index.ts';
import { type CallView, callPage } from './call.page.ts';
import { act, hashOf } from './form.act.ts';
import { type GuestPage, nonceOf, readGuestPage } from './guest.page.ts';
import { sayIn } from './page.frame.ts';
import type { PortalParts } from './portal.parts.ts';

/** Whether the link of a guest is that of somebody who is called. */
export function isCall(actor: Pick<Actor, 'permissions'>): boolean {
  return actor.permissions.has('call-page.answer');
}

type Read = GuestPage<Awaited<ReturnType<typeof callForGuest>>>;

const readPage = (call: Parameters<typeof readGuestPage>[0]) => readGuestPage(call, callForGuest);

function viewOf(parts: PortalParts, { page, found }: Read): CallView {
  return {
    ...found,
    isDrill: found.cause === 'drill',
    isStopped: found.state === 'stopped',
    nonce: nonceOf(parts, page),
    typed: { text: '' },
    problem: undefined,
    notice: null,
  };
}

/** The page of somebody who is called. Opening it changes nothing: programs that look through mail open every link. */
export async function showCall(parts: PortalParts, call: Call<'tracking.show'>): Promise<HtmlAnswer> {
  const read = await readPage(call);
  return callPage(read.page, viewOf(parts, read));
}

function actIn(text: string): CallPageAct | null {
  return callPageActs.find((one) => one === text) ?? null;
}

/** Takes what somebody who is called says. What was typed comes back with every refusal. */
export async function answerCall(parts: PortalParts, call: Call<'tracking.reply'>): Promise<HtmlAnswer> {
  const read = await readPage(call);
  const { page, found } = read;
  const say = sayIn(page.language);
  const { nonce } = call.body;
  const text = cleanText(call.body.text);
  const said = actIn(call.body.act);
  const again = (status: number, more: { readonly notice?: string; readonly problem?: string }) =>
    callPage(
      page,
      { ...viewOf(parts, read), typed: { text }, notice: more.notice ?? null, problem: more.problem },
      status,
    );
  const nonceRead = readNonce(parts.guestKey, { text: nonce, purpose: page.path, now: parts.clock() });
  if (said === null || call.form.uploads.length > 0 || call.form.uploadProblem !== null)
    return again(422, { notice: say('portal.call-out.which') });
  if (text.length > portalTextLimit)
    return again(422, { problem: say('portal.problem.text-long', { limit: portalTextLimit }) });
  if (nonceRead === null || nonceRead.isTooOld) return again(409, { notice: say('portal.problem.too-old') });
  const guest = call.actor as Guest;
  const minutes = await parts.limits.takeReply(guest.id);
  if (minutes !== null) return again(429, { notice: say('portal.problem.limit', { minutes }) });
  const input = {
    linkId: guest.id,
    personId: guest.guestSubject,
    compartmentId: guest.writesInto,
    act: said,
    text: said === 'refused' ? text : '',
  };
  const shown = { kind: 'redirect', to: `/g/${call.params.token}?lang=${page.language}` } as const;
  try {
    const done = await act(call.form, (onTaken) =>
      call.run(answerOnPage, { ...input, onTaken }, { key: nonce, bodyHash: hashOf([said, input.text], []) }),
    );
    if (done === 'other') return again(409, { notice: say('portal.problem.sent-before-reply') });
    // The team moved the record in this very moment; the next try finds it.
    if (done === 'elsewhere') return again(409, { notice: say('portal.problem.too-old') });
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.code !== 'call-out-people.answer.over') throw error;
    // Pressed twice, or on two phones: it is as they said already.
    if (!mayAnswerCall(found, found, said) && found.answer === said) return shown;
    return again(409, { notice: say('portal.call-out.changed') });
  }
  return shown;
}
