import { type TrackingState, trackingStates } from '@matoi/contract';
import type { HtmlAnswer } from '../platform/http/index.ts';
import { describedBy, fieldError, filesField } from './form.parts.ts';
import { type Html, html } from './html.ts';
import { contactBox, momentText, type Page, pageAnswer, type Say, sayIn, sizeText } from './page.frame.ts';
import { checkIcon } from './portal.icons.ts';
import { noticeBox } from './report-form.page.ts';

/** How a finished report ended, in words for its reporter; what the team noted beside stays inside. */
export type TrackingOutcome = 'answered' | 'not-an-incident' | 'handed-over' | 'handled' | 'set-aside';

export type TrackingMessage = {
  readonly isFromUs: boolean;
  readonly at: Date;
  readonly text: string;
  readonly files: readonly {
    /** Null for what the reporter sent: they have it. */
    readonly id: string | null;
    readonly name: string;
    readonly size: number;
  }[];
};

export type TrackingView = {
  readonly number: string;
  readonly state: TrackingState;
  readonly outcome: TrackingOutcome | null;
  readonly receivedAt: Date;
  readonly zone: string;
  readonly messages: readonly TrackingMessage[];
  readonly nonce: string;
  readonly typed: { readonly text: string };
  readonly problems: { readonly text?: string; readonly files?: string };
  readonly notice: string | null;
  /** `sent`: just now by the form, with the address to keep. `replied`: an answer has arrived. */
  readonly done:
    | { readonly kind: 'sent'; readonly address: string; readonly isMailed: boolean }
    | { readonly kind: 'replied' }
    | null;
  readonly canReply: boolean;
};

/** What a reporter sees of their report: where it stands, and what was written. Nothing internal. */
export function trackingPage(page: Page, view: TrackingView, status = 200): HtmlAnswer {
  const say = sayIn(page.language);
  const received = momentText(view.receivedAt, { language: page.language, zone: view.zone });
  return pageAnswer(page, {
    status,
    window: say('portal.tracking.window', { number: view.number, team: page.team.name }),
    body: html`${doneBox(say, view)}${noticeBox(view.notice)}<h1>${say('portal.tracking.title')}</h1><p class="number">${view.number}</p><p class="note">${say('portal.tracking.received', { at: received })}</p><ol class="steps">${stepsOf(say, view.state)}</ol><p class="state">${say(`portal.state.${view.state}`)}</p><p class="lead">${say(`portal.state-text.${view.state}`)}${view.outcome === null ? null : html` ${say(`portal.outcome.${view.outcome}`)}`}</p><h2>${say('portal.talk.title')}</h2><ol class="talk">${view.messages.map((message) => messageItem(page, view, message))}</ol>${replyForm(page, view)}${contactBox(page, 'portal.call.instead')}<p class="foot">${say('portal.form.opening')} <a href="/privacy?lang=${page.language}">${say('portal.form.privacy')}</a></p>`,
  });
}

function doneBox(say: Say, view: TrackingView): Html | null {
  const { done } = view;
  if (done === null) return null;
  if (done.kind === 'replied')
    return html`<div class="box good" role="status">${checkIcon}<div><b>${say('portal.reply.done')}</b></div></div>`;
  return html`<div class="box good" role="status">${checkIcon}<div><b>${say('portal.receipt.title')}</b>${say('portal.receipt.number')} <strong>${view.number}</strong></div></div><div class="keep"><h2 id="keep">${say('portal.receipt.link')}</h2><p class="address" id="address" tabindex="0" aria-labelledby="keep">${done.address}</p><button type="button" class="plain" data-copy="address" data-done="${say('portal.receipt.copied')}" hidden>${say('portal.receipt.copy')}</button><p class="note">${say('portal.receipt.keep')}${done.isMailed ? html` ${say('portal.receipt.mailed')}` : null} ${say('portal.receipt.shared')}</p></div>`;
}

const path: readonly TrackingState[] = trackingStates.filter((state) => state !== 'asked');

function stepsOf(say: Say, state: TrackingState): readonly Html[] {
  // A question comes while it is being looked into or dealt with; the way itself has four steps.
  const at = path.indexOf(state === 'asked' ? 'checking' : state);
  return path.map((step, index) => {
    const name = say(`portal.state.${step}`);
    if (index === at) return html`<li class="now" aria-current="step">${name}</li>`;
    return index < at ? html`<li class="done">${name}</li>` : html`<li>${name}</li>`;
  });
}

function messageItem(page: Page, view: TrackingView, message: TrackingMessage): Html {
  const say = sayIn(page.language);
  const at = momentText(message.at, { language: page.language, zone: view.zone });
  const files = message.files.map((file) => {
    const size = sizeText(file.size);
    if (file.id === null) return html`<li><bdi>${file.name}</bdi> (${size})</li>`;
    const text = say('portal.talk.download', { name: file.name, size });
    return html`<li><a href="${page.path}/files/${file.id}" download>${text}</a></li>`;
  });
  return html`<li class="${message.isFromUs ? 'us' : 'you'}"><p class="who"><b>${message.isFromUs ? page.team.name : say('portal.talk.you')}</b><time datetime="${message.at.toISOString()}">${at}</time></p><p class="said" dir="auto">${message.text}</p>${files.length === 0 ? null : html`<ul class="files" aria-label="${say('portal.talk.files')}">${files}</ul>`}</li>`;
}

function replyForm(page: Page, view: TrackingView): Html | null {
  if (!view.canReply) return null;
  const say = sayIn(page.language);
  const { problems } = view;
  return html`<form method="post" action="${page.path}?lang=${page.language}" enctype="multipart/form-data" data-once="yes"><h2 id="reply">${say('portal.reply.title')}</h2><input type="hidden" name="nonce" value="${view.nonce}"><div><label class="label" for="text">${say('portal.reply.text')}</label><textarea id="text" name="text" rows="4" aria-describedby="${describedBy('text', problems.text, false)}" aria-invalid="${problems.text === undefined ? 'false' : 'true'}">
${view.typed.text}</textarea>${fieldError('text', problems.text)}</div>${filesField(say, problems.files)}<div class="act"><button type="submit">${say('portal.reply.act')}</button></div></form>`;
}
