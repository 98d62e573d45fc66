import type { HtmlAnswer } from '../platform/http/index.ts';
import { describedBy, fieldError, optionalMark } from './form.parts.ts';
import { type Html, html } from './html.ts';
import { contactBox, momentText, type Page, pageAnswer, type Say, sayIn } from './page.frame.ts';
import { alertIcon, checkIcon, tickIcon, warnIcon } from './portal.icons.ts';
import { noticeBox } from './report-form.page.ts';

export type CallView = {
  readonly recordNumber: string | null;
  readonly callNumber: string;
  readonly isDrill: boolean;
  readonly priority: 1 | 2 | 3 | 4 | null;
  readonly reason: string;
  readonly isStopped: boolean;
  readonly calledAt: Date;
  readonly zone: string;
  readonly name: string;
  readonly answer: 'acknowledged' | 'refused' | null;
  readonly answeredAt: Date | null;
  readonly releasedAt: Date | null;
  readonly takenByOthers: number;
  readonly nonce: string;
  readonly typed: { readonly text: string };
  readonly problem: string | undefined;
  readonly notice: string | null;
};

/** Somebody is called: which record, how urgent, one large button, and a smaller one for who cannot come. */
export function callPage(page: Page, view: CallView, status = 200): HtmlAnswer {
  const say = sayIn(page.language);
  const number = view.recordNumber ?? view.callNumber;
  const kind = say(view.isDrill ? 'portal.call-out.kind-drill' : 'portal.call-out.kind');
  return pageAnswer(page, {
    status,
    window: say('portal.call-out.window', { kind, number, team: page.team.name }),
    body: html`<p class="kind">${kind} <bdi>${number}</bdi></p>${noticeBox(view.notice)}${drillBox(say, view)}${stateBox(page, view)}<h1>${heading(say, view)}</h1><p class="note">${say('portal.call-out.for', { name: view.name })}</p><dl class="facts">${fact(say('portal.call-out.priority'), view.priority === null ? '' : say(`portal.call-out.priority-${view.priority}`))}${fact(say('portal.call-out.called'), momentText(view.calledAt, { language: page.language, zone: view.zone }))}${fact(say('portal.call-out.reason'), view.reason)}${fact(say('portal.call-out.others'), view.takenByOthers === 0 ? '' : say('portal.call-out.others-count', { count: view.takenByOthers }))}</dl>${forms(page, view)}<p class="note">${say('portal.call-out.opening')}</p>${page.team.phone === null ? null : contactBox(page, 'portal.call.now')}`,
  });
}

function heading(say: Say, view: CallView): string {
  if (view.releasedAt !== null) return say('portal.call-out.title-released');
  if (view.answer === 'acknowledged')
    return say(view.isDrill ? 'portal.call-out.title-drill-done' : 'portal.call-out.title-taken');
  if (view.isStopped) return say('portal.call-out.title-stopped');
  return say('portal.call-out.title');
}

function fact(name: string, text: string): Html | null {
  return text === '' ? null : html`<div><dt>${name}</dt><dd dir="auto">${text}</dd></div>`;
}

function drillBox(say: Say, view: CallView): Html | null {
  return view.isDrill
    ? html`<div class="box warn">${warnIcon}<div><b>${say('portal.call-out.drill')}</b></div></div>`
    : null;
}

function stateBox(page: Page, view: CallView): Html | null {
  const say = sayIn(page.language);
  const when = (at: Date | null) => (at === null ? '' : momentText(at, { language: page.language, zone: view.zone }));
  if (view.releasedAt !== null)
    return html`<div class="box good" role="status">${checkIcon}<div><b>${say('portal.call-out.state.released')}</b>${when(view.releasedAt)}</div></div>`;
  if (view.answer === 'acknowledged')
    return html`<div class="box good" role="status">${checkIcon}<div><b>${say('portal.call-out.state.acknowledged')}</b>${view.isDrill ? when(view.answeredAt) : say('portal.call-out.state-next.acknowledged', { at: when(view.answeredAt) })}</div></div>`;
  if (view.isStopped)
    return html`<div class="box warn" role="status">${alertIcon}<div><b>${say('portal.call-out.state.stopped')}</b></div></div>`;
  if (view.answer === 'refused')
    return html`<div class="box good" role="status">${checkIcon}<div><b>${say('portal.call-out.state.refused')}</b>${say('portal.call-out.state-next.refused')}</div></div>`;
  return null;
}

/** The large button stands alone in its form: a press of Enter means it, and never the one that says no. */
function forms(page: Page, view: CallView): Html | null {
  if (view.releasedAt !== null) return null;
  const say = sayIn(page.language);
  const begin = html`<input type="hidden" name="nonce" value="${view.nonce}">`;
  const action = `${page.path}?lang=${page.language}`;
  const released =
    view.answer === 'acknowledged' && !view.isDrill
      ? html`<form method="post" action="${action}" enctype="multipart/form-data" data-once="yes">${begin}<div class="choices"><button type="submit" name="act" value="released" class="ok">${checkIcon}${say('portal.call-out.release')}</button></div></form>`
      : null;
  if (view.isStopped) return released;
  const taken =
    view.answer === 'acknowledged'
      ? null
      : html`<form method="post" action="${action}" enctype="multipart/form-data" data-once="yes">${begin}<div class="choices"><button type="submit" name="act" value="acknowledged" class="large">${tickIcon}${say('portal.call-out.acknowledge')}</button></div></form>`;
  const refused =
    view.answer === 'refused'
      ? null
      : html`<form method="post" action="${action}" enctype="multipart/form-data" data-once="yes">${begin}<div class="field"><label class="label" for="text">${say('portal.call-out.text')} ${optionalMark(say)}</label><textarea id="text" name="text" rows="2" aria-describedby="${describedBy('text', view.problem, false)}" aria-invalid="${view.problem === undefined ? 'false' : 'true'}">
${view.typed.text}</textarea>${fieldError('text', view.problem)}</div><div class="choices"><button type="submit" name="act" value="refused" class="plain">${say('portal.call-out.refuse')}</button></div></form>`;
  return html`${taken}${released}${refused}`;
}
