import { type InstructionAnswer, instructionAnswers, portalTextLimit } from '@matoi/contract';
import { Refused } from '@matoi/kernel';
import { answerAsGuest, instructionForGuest, mayAnswer, noteOpened } from '../modules/casework/tasks/index.ts';
import { cleanText } from '../modules/incident-management/public-reporting/index.ts';
import type { Actor } from '../platform/access/index.ts';
import { type Guest, readNonce } from '../platform/guests/index.ts';
import type { Call, HtmlAnswer } from '../platform/http/index.ts';
import { act, hashOf } from './form.act.ts';
import { uploadSentence } from './form.parts.ts';
import { type GuestPage, nonceOf, readGuestPage } from './guest.page.ts';
import { type InstructionView, instructionPage } from './instruction.page.ts';
import { sayIn } from './page.frame.ts';
import type { PortalParts } from './portal.parts.ts';

/** Whether the link of a guest is that of an instruction and not of a report. */
export function isInstruction(actor: Pick<Actor, 'permissions'>): boolean {
  return actor.permissions.has('instruction-page.answer');
}

type Read = GuestPage<Awaited<ReturnType<typeof instructionForGuest>>>;

const readPage = (call: Parameters<typeof readGuestPage>[0]) => readGuestPage(call, instructionForGuest);

function viewOf(parts: PortalParts, { page, found }: Read): InstructionView {
  return {
    ...found,
    nonce: nonceOf(parts, page),
    typed: { text: '' },
    problems: {},
    notice: null,
    isNoted: false,
  };
}

const asGuest = (guest: Guest) => ({
  linkId: guest.id,
  recipientId: guest.guestSubject,
  compartmentId: guest.writesInto,
});

/** The page of a recipient. That the link was opened is noted beside it, the first time; the instruction stays as it is. */
export async function showInstruction(parts: PortalParts, call: Call<'tracking.show'>): Promise<HtmlAnswer> {
  const read = await readPage(call);
  if (read.found.openedAt === null && call.raw.request.method === 'GET')
    await call.run(noteOpened, asGuest(call.actor as Guest));
  return instructionPage(read.page, { ...viewOf(parts, read), isNoted: call.query.done === 'noted' });
}

function answerIn(text: string): InstructionAnswer | null {
  return instructionAnswers.find((one) => one === text) ?? null;
}

/** Takes what a recipient says. What was typed comes back with every refusal; the choice of files cannot. */
export async function answerInstruction(parts: PortalParts, call: Call<'tracking.reply'>): Promise<HtmlAnswer> {
  const read = await readPage(call);
  const { page, found } = read;
  const say = sayIn(page.language);
  const { nonce } = call.body;
  const text = cleanText(call.body.text);
  const answer = answerIn(call.body.act);
  const { uploads, uploadProblem } = call.form;
  const areFilesLost = uploads.length > 0 || uploadProblem === 'not-admitted';
  const again = (status: number, more: { notice?: string; text?: string; files?: string }) => {
    const files = more.files ?? (areFilesLost ? say('portal.problem.files-again') : undefined);
    const problems = {
      ...(more.text === undefined ? {} : { text: more.text }),
      ...(files === undefined ? {} : { files }),
    };
    const view = { ...viewOf(parts, read), typed: { text }, problems, notice: more.notice ?? null };
    return instructionPage(page, view, status);
  };
  const nonceRead = readNonce(parts.guestKey, { text: nonce, purpose: page.path, now: parts.clock() });
  const isLate = nonceRead === null || nonceRead.isTooOld;
  if (uploadProblem === 'not-admitted' && !isLate) {
    const minutes = (await parts.limits.takeFiles(call.raw.request.ip)) ?? 1;
    return again(429, { notice: say('portal.problem.limit', { minutes }) });
  }
  if (uploadProblem !== null && uploadProblem !== 'not-admitted')
    return again(422, { files: uploadSentence(say, uploadProblem) });
  if (answer === null) return again(422, { notice: say('portal.instruction.which') });
  if (text.length > portalTextLimit)
    return again(422, { text: say('portal.problem.text-long', { limit: portalTextLimit }) });
  if (answer === 'refused' && text === '') return again(422, { text: say('portal.instruction.needs-reason') });
  if (answer === 'note' && text === '' && uploads.length === 0 && uploadProblem === null)
    return again(422, { text: say('portal.instruction.needs-text') });
  if (isLate) return again(409, { notice: say('portal.problem.too-old') });
  const guest = call.actor as Guest;
  const minutes = await parts.limits.takeReply(guest.id);
  if (minutes !== null) return again(429, { notice: say('portal.problem.limit', { minutes }) });
  const shown = `/g/${call.params.token}?lang=${page.language}`;
  try {
    const done = await act(call.form, (onTaken) =>
      call.run(
        answerAsGuest,
        { ...asGuest(guest), answer, text, uploads, onTaken },
        {
          key: nonce,
          bodyHash: hashOf([answer, text], uploads),
        },
      ),
    );
    if (done === 'other') return again(409, { notice: say('portal.problem.sent-before-reply') });
    // The team moved the record in this very moment; the next try finds it.
    if (done === 'elsewhere') return again(409, { notice: say('portal.problem.too-old') });
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.code !== 'instructions.answer.over') throw error;
    if (mayAnswer(found.state, answer)) return { kind: 'redirect', to: shown };
    return again(409, { notice: say('portal.instruction.changed') });
  }
  return { kind: 'redirect', to: answer === 'note' ? `${shown}&done=noted` : shown };
}
