import { portalTextLimit, type RouteId } from '@matoi/contract';
import type { FastifyRequest } from 'fastify';
import {
  cleanText,
  type FormProblems,
  problemsOf,
  publicForm,
  replyAsReporter,
  submitForm,
  type Tracked,
  trackedFile,
  trackedReport,
  type VersionedForm,
} from '../modules/incident-management/public-reporting/index.ts';
import { type Guest, guestToken, makeNonce, readNonce } from '../platform/guests/index.ts';
import { type AdmitsFiles, type Binding, bind, type Call, type HtmlAnswer } from '../platform/http/index.ts';
import { answerCall, isCall, showCall } from './call.routes.ts';
import { charterPageBindings } from './charter.routes.ts';
import { answerAsked, isDecision, showDecision } from './decision.routes.ts';
import { act, hashOf } from './form.act.ts';
import { uploadSentence } from './form.parts.ts';
import { answerInstruction, isInstruction, showInstruction } from './instruction.routes.ts';
import { type Page, sayIn } from './page.frame.ts';
import { type PortalParts, pageFor } from './portal.parts.ts';
import { portalScript } from './portal.script.ts';
import { closedPage, privacyPage } from './refused.page.ts';
import { type FormField, type ReportFormView, reportFormPage } from './report-form.page.ts';
import { type TrackingView, trackingPage } from './tracking.page.ts';

type Typed = ReportFormView['typed'];

const nothingTyped: Typed = { tile: '', text: '', name: '', contact: '' };

/** Binds the pages. They read and act through the doors of the modules; what they show is made in `*.page.ts`. */
export function portalBindings(parts: PortalParts): readonly Binding[] {
  /** The nonce is the first field of our forms: who has none of ours, or sends too much, fills no disk. */
  const admitsFiles: AdmitsFiles = async ({ fields, path, address }) => {
    const read = readNonce(parts.guestKey, { text: fields.nonce ?? '', purpose: path, now: parts.clock() });
    return read !== null && !read.isTooOld && (await parts.limits.takeFiles(address)) === null;
  };
  return [
    bind('public-form.show', async (call) => {
      const { page, form } = await opened(call, '/report');
      if (!form.isOpen) return closedPage(page);
      return reportFormPage(page, formView(parts, { page, form, typed: nothingTyped }));
    }),
    bind('public-form.submit', (call) => submit(parts, call), { admitsFiles }),
    bind('public-form.privacy', async (call) => {
      const { page, form } = await opened(call, '/privacy');
      return privacyPage(page, form.privacy[page.language]);
    }),
    ...charterPageBindings(parts),
    bind('public-form.script', async () => ({
      kind: 'text',
      status: 200,
      mediaType: 'text/javascript; charset=utf-8',
      text: portalScript,
      headers: { 'cache-control': 'public, max-age=3600' },
    })),
    bind('tracking.show', async (call) => {
      if (isInstruction(call.actor)) return showInstruction(parts, call);
      if (isCall(call.actor)) return showCall(parts, call);
      if (isDecision(call.actor)) return showDecision(parts, call);
      const done = call.query.done;
      const { page, tracked, token, isMailing } = await tracking(call);
      return trackingPage(page, {
        ...trackingView(parts, { page, tracked, token }),
        done:
          done === 'sent'
            ? {
                kind: 'sent',
                address: `${parts.publicUrl}${page.path}`,
                isMailed: tracked.hasAddress && parts.hasRelay && isMailing,
              }
            : done === 'replied'
              ? { kind: 'replied' }
              : null,
      });
    }),
    bind(
      'tracking.reply',
      (call) => {
        if (isInstruction(call.actor)) return answerInstruction(parts, call);
        if (isDecision(call.actor)) return answerAsked(parts, call);
        return isCall(call.actor) ? answerCall(parts, call) : reply(parts, call);
      },
      {
        admitsFiles,
      },
    ),
    bind('tracking.file', async (call) => ({
      kind: 'file',
      file: await call.read((reading) => trackedFile(reading, parts.store, call.params.fileId)),
    })),
  ];
}

type Shown = { readonly page: Page; readonly form: VersionedForm };

async function opened(
  call: Pick<Call<RouteId>, 'read'> & {
    readonly query: { readonly lang?: string | undefined };
    readonly raw: { readonly request: FastifyRequest };
  },
  path: string,
): Promise<Shown> {
  const { settings, form } = await call.read(publicForm);
  const page = pageFor({ settings, form, path, request: call.raw.request, asked: call.query.lang });
  return { page, form };
}

function formView(
  parts: PortalParts,
  given: Shown & {
    readonly typed: Typed;
    readonly problems?: ReportFormView['problems'];
    readonly notice?: string;
    readonly areFilesLost?: boolean;
  },
): ReportFormView {
  const { page, form } = given;
  return {
    intro: form.intro[page.language],
    tiles: form.tiles.map((tile) => ({ id: tile.id, icon: tile.icon, name: tile.name[page.language] })),
    nonce: makeNonce(parts.guestKey, { purpose: '/report', now: parts.clock(), random: parts.random }),
    typed: given.typed,
    problems: given.problems ?? {},
    notice: given.notice ?? null,
    areFilesLost: given.areFilesLost ?? false,
  };
}

async function submit(parts: PortalParts, call: Call<'public-form.submit'>): Promise<HtmlAnswer> {
  const { page, form } = await opened(call, '/report');
  if (!form.isOpen) return closedPage(page);
  const say = sayIn(page.language);
  const { nonce, website, ...typed } = call.body;
  const { uploads, uploadProblem } = call.form;
  const again = (status: number, more: Partial<Parameters<typeof formView>[1]>, headers = {}) =>
    reportFormPage(
      page,
      formView(parts, { page, form, typed, areFilesLost: uploads.length > 0 || uploadProblem !== null, ...more }),
      { status, headers },
    );
  const read = readNonce(parts.guestKey, { text: nonce, purpose: '/report', now: parts.clock() });
  const tooMany = (minutes: number) =>
    again(429, { notice: say('portal.problem.limit', { minutes }) }, { 'retry-after': String(minutes * 60) });
  if (uploadProblem === 'not-admitted' && read !== null && !read.isTooOld)
    return tooMany((await parts.limits.takeFiles(call.raw.request.ip)) ?? 1);
  const problems = fieldSentences(page, problemsOf({ ...typed, website }, form));
  if (uploadProblem !== null && uploadProblem !== 'not-admitted') problems.files = uploadSentence(say, uploadProblem);
  if (Object.keys(problems).length > 0) return again(422, { problems });
  if (read === null || read.isTooOld) return again(409, { notice: say('portal.problem.too-old') });
  const minutes = await parts.limits.takeReport(call.raw.request.ip);
  if (minutes !== null) return tooMany(minutes);
  const hash = hashOf([typed.tile, typed.text, typed.name, typed.contact], uploads);
  const done = await act(call.form, (onTaken) => {
    const input = { ...typed, website, uploads, locale: page.language, key: parts.guestKey, seed: read.seed, onTaken };
    return call.run(submitForm, input, { key: nonce, bodyHash: hash });
  });
  // Elsewhere: the very same was taken before, and lies where nobody here sees it. Its link is the same one.
  if (done === 'other') return again(409, { notice: say('portal.problem.sent-before') });
  const token = guestToken(parts.guestKey, read.seed);
  return { kind: 'redirect', to: `/g/${token}?lang=${page.language}&done=sent` };
}

function fieldSentences(page: Page, problems: FormProblems): Partial<Record<FormField, string>> {
  const say = sayIn(page.language);
  const { tile, text, name, contact } = problems;
  const tooLong = (problem: typeof name) =>
    problem === undefined || problem === 'missing' ? {} : { limit: problem.longest };
  return {
    ...(tile === undefined ? {} : { tile: say('portal.problem.tile') }),
    ...(text === undefined
      ? {}
      : {
          text:
            text === 'missing' ? say('portal.problem.text') : say('portal.problem.text-long', { limit: text.longest }),
        }),
    ...(name === undefined ? {} : { name: say('portal.problem.line-long', tooLong(name)) }),
    ...(contact === undefined ? {} : { contact: say('portal.problem.line-long', tooLong(contact)) }),
  };
}

type TrackingCall = Pick<Call<'tracking.show'>, 'params' | 'query' | 'read' | 'raw'>;

async function tracking(
  call: TrackingCall,
): Promise<{ readonly page: Page; readonly tracked: Tracked; readonly token: string; readonly isMailing: boolean }> {
  const { token } = call.params;
  const { settings, form, tracked } = await call.read(async (reading) => ({
    ...(await publicForm(reading)),
    tracked: await trackedReport(reading),
  }));
  const page = pageFor({
    settings: { ...settings, locale: tracked.locale },
    form,
    path: `/g/${token}`,
    request: call.raw.request,
    asked: call.query.lang,
  });
  return { page, tracked, token, isMailing: settings.automaticMail };
}

function trackingView(
  parts: PortalParts,
  { tracked, page }: { readonly page: Page; readonly tracked: Tracked; readonly token: string },
): TrackingView {
  return {
    ...tracked,
    nonce: makeNonce(parts.guestKey, { purpose: page.path, now: parts.clock(), random: parts.random }),
    typed: { text: '' },
    problems: {},
    notice: null,
    done: null,
    canReply: true,
  };
}

async function reply(parts: PortalParts, call: Call<'tracking.reply'>): Promise<HtmlAnswer> {
  const { page, tracked, token } = await tracking(call);
  const say = sayIn(page.language);
  const { nonce } = call.body;
  const text = cleanText(call.body.text);
  const { uploads, uploadProblem } = call.form;
  const again = (status: number, more: Partial<TrackingView>) =>
    trackingPage(page, { ...trackingView(parts, { page, tracked, token }), typed: { text }, ...more }, status);
  const read = readNonce(parts.guestKey, { text: nonce, purpose: page.path, now: parts.clock() });
  const isLate = read === null || read.isTooOld;
  const lost =
    uploads.length > 0 || uploadProblem === 'not-admitted'
      ? { problems: { files: say('portal.problem.files-again') } }
      : {};
  if (uploadProblem === 'not-admitted' && !isLate) {
    const minutes = (await parts.limits.takeFiles(call.raw.request.ip)) ?? 1;
    return again(429, { ...lost, notice: say('portal.problem.limit', { minutes }) });
  }
  if (uploadProblem !== null && uploadProblem !== 'not-admitted')
    return again(422, { problems: { files: uploadSentence(say, uploadProblem) } });
  if (text === '' && uploads.length === 0 && uploadProblem === null)
    return again(422, { problems: { text: say('portal.reply.problem-empty') } });
  if (text.length > portalTextLimit) {
    const problem = say('portal.problem.text-long', { limit: portalTextLimit });
    return again(422, { problems: { ...lost.problems, text: problem } });
  }
  if (isLate) return again(409, { ...lost, notice: say('portal.problem.too-old') });
  const guest = call.actor as Guest;
  const minutes = await parts.limits.takeReply(guest.id);
  if (minutes !== null) return again(429, { ...lost, notice: say('portal.problem.limit', { minutes }) });
  const hash = hashOf([text], uploads);
  const done = await act(call.form, (onTaken) => {
    const input = {
      linkId: guest.id,
      subjectId: guest.guestSubject,
      compartmentId: guest.writesInto,
      text,
      fromName: tracked.reporterName,
      locale: page.language,
      uploads,
      onTaken,
    };
    return call.run(replyAsReporter, input, { key: nonce, bodyHash: hash });
  });
  if (done === 'other') return again(409, { ...lost, notice: say('portal.problem.sent-before-reply') });
  // The team moved the report in this very moment; the next try finds it.
  if (done === 'elsewhere') return again(409, { ...lost, notice: say('portal.problem.too-old') });
  return { kind: 'redirect', to: `/g/${token}?lang=${page.language}&done=replied` };
}
