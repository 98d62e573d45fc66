import type { DecisionPageAct } from '@matoi/contract';
import type { GuestDecision } from '../modules/casework/decisions/index.ts';
import type { HtmlAnswer } from '../platform/http/index.ts';
import { fieldError } from './form.parts.ts';
import { type Html, html } from './html.ts';
import { contactBox, momentText, type Page, pageAnswer, type Say, sayIn } from './page.frame.ts';
import { alertIcon, checkIcon, warnIcon } from './portal.icons.ts';
import { noticeBox } from './report-form.page.ts';

export type DecisionView = GuestDecision & {
  readonly zone: string;
  readonly now: Date;
  readonly actionName: { readonly ja: string; readonly en: string };
  readonly nonce: string;
  readonly typed: { readonly text: string; readonly option: string; readonly memberId: string };
  readonly problems: {
    readonly option?: string;
    readonly text?: string;
    readonly pin?: string;
    readonly memberId?: string;
  };
  readonly notice: string | null;
  readonly isSent: boolean;
};

/** What the person of the page can do now: what the first button means, and the others. */
export function actsOf(
  view: Pick<DecisionView, 'kind' | 'state' | 'why' | 'confirmed' | 'memberId' | 'decision'>,
): readonly DecisionPageAct[] {
  if (view.why === 'confirm') return view.state === 'decided' && view.confirmed === null ? ['confirm', 'deny'] : [];
  if (view.state === 'open') return view.why === 'advice' ? ['propose', 'question'] : ['decide', 'question', 'pass-on'];
  if (view.state !== 'awaiting-second') return [];
  if (view.why === 'advice') return ['question'];
  return view.decision?.by.memberId === view.memberId ? [] : ['agree', 'decline', 'question'];
}

/** One page that somebody with authority understands on a phone: the question, what waiting costs, the options, the buttons. */
export function decisionPage(page: Page, view: DecisionView, status = 200): HtmlAnswer {
  const say = sayIn(page.language);
  const kind = say(
    view.why === 'advice'
      ? 'portal.decision.kind-advice'
      : view.why === 'confirm'
        ? 'portal.decision.kind-confirm'
        : 'portal.decision.kind',
  );
  return pageAnswer(page, {
    status,
    window: say('portal.decision.window', { number: view.number, team: page.team.name }),
    body: html`<p class="kind">${kind} <bdi>${view.number}</bdi></p>${noticeBox(view.notice)}${stateBox(page, say, view)}<h1>${view.question}</h1><p class="note">${say('portal.decision.for', { name: view.name })} ・ ${say('portal.decision.asked-by', { name: view.askedBy })}</p>${clockBox(page, say, view)}<dl class="facts stacked">${fact(say('decisions.action'), `${view.actionName[page.language]}${targetText(view, page)}`)}${fact(say('decisions.why-now'), view.whyNow)}${fact(say('decisions.evidence-lost'), view.evidenceLost)}</dl>${optionsTable(page, say, view)}${recommendations(say, view)}${view.mayDecide.length === 0 ? null : html`<p class="note">${say('portal.decision.may', { names: mayNames(say, view) })}</p>`}${form(page, say, view)}${answersOf(page, say, view)}${contactBox(page, 'portal.call.now')}`,
  });
}

const targetText = ({ target }: DecisionView, { language }: Page) => {
  const named = [target.system, target.site, target.tag].filter(Boolean).join(' ');
  return named === '' ? '' : `${language === 'ja' ? '：' : ': '}${named}`;
};

const mayNames = (say: Say, { mayDecide }: DecisionView) =>
  mayDecide.map(({ name, rule }) => say('decisions.may-decide-rule', { name, rule })).join('、');

function fact(name: string, text: string): Html | null {
  return text === '' ? null : html`<div><dt>${name}</dt><dd dir="auto">${text}</dd></div>`;
}

const titleOf = (view: DecisionView, key: string | undefined) =>
  view.options.find((option) => option.key === key)?.title ?? '';

function stateBox(page: Page, say: Say, view: DecisionView): Html | null {
  const { decision, confirmed } = view;
  const at = (when: string) => momentText(new Date(when), { language: page.language, zone: view.zone });
  const box = (tone: 'good' | 'warn', text: string) =>
    html`<div class="box ${tone}" role="status">${tone === 'good' ? checkIcon : alertIcon}<div><b>${text}</b></div></div>`;
  const params = {
    name: decision?.by.name ?? '',
    option: titleOf(view, decision?.option),
    at: decision === null ? '' : at(decision.at),
  };
  if (view.state === 'withdrawn') return box('warn', say('portal.decision.state.withdrawn'));
  if (view.state === 'declined') return box('warn', say('portal.decision.state.declined'));
  if (view.state === 'awaiting-second') return box('warn', say('portal.decision.first', params));
  if (view.state === 'decided') {
    if (view.kind !== 'oral') return box('good', say('portal.decision.state.decided', params));
    if (confirmed === null) return box('warn', say('portal.decision.oral', params));
    return box(
      confirmed.isRight ? 'good' : 'warn',
      say(confirmed.isRight ? 'portal.decision.state.confirmed' : 'portal.decision.state.denied'),
    );
  }
  return view.isSent ? box('good', say('portal.decision.sent')) : null;
}

function clockBox(page: Page, say: Say, view: DecisionView): Html | null {
  const { decideByAt, waitingCost, state } = view;
  if (state !== 'open' && state !== 'awaiting-second') return null;
  if (decideByAt === null && waitingCost === '') return null;
  const due = decideByAt === null ? null : new Date(decideByAt);
  return html`<div class="clocks">${due === null ? null : html`<div><small>${say('decisions.due')} ${momentText(due, { language: page.language, zone: view.zone })}</small><b>${leftText(say, due.getTime() - view.now.getTime())}</b></div>`}${waitingCost === '' ? null : html`<div><small>${say('decisions.cost')}</small><b>${waitingCost}</b></div>`}</div>`;
}

/** How much time is left, rounded down, so that nobody thinks to have more. */
function leftText(say: Say, left: number): string {
  if (left <= 0) return say('portal.decision.over');
  const minutes = Math.floor(left / 60_000);
  if (minutes < 60) return say('portal.decision.left', { left: say('portal.decision.minutes', { count: minutes }) });
  const hours = Math.floor(minutes / 60);
  if (hours < 72)
    return say('portal.decision.left', { left: say('portal.decision.hours', { hours, minutes: minutes % 60 }) });
  return say('portal.decision.left', { left: say('portal.decision.days', { count: Math.floor(hours / 24) }) });
}

function optionsTable(page: Page, say: Say, view: DecisionView): Html | null {
  const { options } = view;
  if (options.length < 2) return null;
  const row = (name: string, value: (option: DecisionView['options'][number]) => string) =>
    options.every((option) => value(option) === '')
      ? null
      : html`<tr><th scope="row">${name}</th>${options.map((option) => html`<td dir="auto">${value(option)}</td>`)}</tr>`;
  const marks = (key: string) =>
    html`${view.csirt?.option === key ? html`<span class="mark must">${say('decisions.recommend.csirt')}</span>` : null}${view.vendor?.option === key ? html`<span class="mark">${say('decisions.recommend.vendor', { name: view.vendor.name })}</span>` : null}`;
  return html`<h2 id="options">${say('decisions.options')}</h2><div class="wide" role="region" aria-labelledby="options" tabindex="0"><table><thead><tr><td></td>${options.map((option) => html`<th scope="col">${option.key} ${option.title}${marks(option.key)}</th>`)}</tr></thead><tbody>${row(say('decisions.option.business'), ({ business }) => business)}${row(say('decisions.option.technical'), ({ technical }) => technical)}${row(say('decisions.option.risk'), ({ risk, riskText }) => [say(`decisions.risk.${risk}`), riskText].filter(Boolean).join(page.language === 'ja' ? '：' : ': '))}${row(say('decisions.option.cost'), ({ cost }) => cost)}${row(say('decisions.option.reversible'), ({ reversible }) => say(`decisions.reversible.${reversible}`))}</tbody></table></div>`;
}

function recommendations(say: Say, { csirt, vendor }: DecisionView): Html | null {
  const lines = [
    ...(csirt === null ? [] : [fact(say('decisions.recommend.csirt'), `${csirt.option} ${csirt.reason}`.trim())]),
    ...(vendor === null
      ? []
      : [fact(say('decisions.recommend.vendor', { name: vendor.name }), `${vendor.option} ${vendor.reason}`.trim())]),
  ];
  return lines.length === 0 ? null : html`<dl class="facts stacked">${lines}</dl>`;
}

const buttons: Readonly<Record<DecisionPageAct, 'first' | 'plain'>> = {
  decide: 'first',
  agree: 'first',
  confirm: 'first',
  propose: 'first',
  decline: 'plain',
  deny: 'plain',
  question: 'plain',
  'pass-on': 'plain',
};

function form(page: Page, say: Say, view: DecisionView): Html | null {
  const acts = actsOf(view);
  if (acts.length === 0) return null;
  const { problems, typed } = view;
  const isChosen = acts.includes('decide') || acts.includes('propose');
  const needsPin = view.why !== 'advice';
  const others = view.mayDecide.filter(({ memberId }) => memberId !== null && memberId !== view.memberId);
  return html`<form method="post" action="${page.path}?lang=${page.language}" enctype="multipart/form-data" data-once="yes"><input type="hidden" name="nonce" value="${view.nonce}">${view.why === 'advice' ? html`<div class="box warn">${warnIcon}<div>${say('portal.decision.advice-note')}</div></div>` : null}${isChosen ? html`<fieldset class="field"><legend class="label">${say('portal.decision.choose')}</legend>${view.options.map((option) => html`<label class="pick">${radio(option.key, option.key === typed.option)}<span>${option.key} ${option.title}</span></label>`)}${fieldError('option', problems.option)}</fieldset>` : null}<div class="field"><label class="label" for="text">${say('portal.decision.reason')}</label><textarea id="text" name="text" rows="3" aria-describedby="text-hint" aria-invalid="${problems.text === undefined ? 'false' : 'true'}">
${typed.text}</textarea>${fieldError('text', problems.text)}<p class="note" id="text-hint">${say('portal.decision.reason-hint')}</p></div>${needsPin ? html`<div class="field"><label class="label" for="pin">${say('portal.decision.pin')}</label><input type="text" id="pin" name="pin" inputmode="numeric" autocomplete="off" maxlength="12" aria-describedby="pin-hint" aria-invalid="${problems.pin === undefined ? 'false' : 'true'}">${fieldError('pin', problems.pin)}<p class="note" id="pin-hint">${say(view.pin === 'none' ? 'portal.decision.pin-none' : view.pin === 'locked' ? 'portal.decision.pin-locked' : 'portal.decision.pin-hint')}</p></div>` : null}${acts.includes('pass-on') && others.length > 0 ? html`<div class="field"><label class="label" for="memberId">${say('portal.decision.pass-on-to')}</label><select id="memberId" name="memberId"><option value="">${say('portal.decision.pass-on-none')}</option>${others.map((person) => html`<option value="${person.memberId ?? ''}">${person.name}</option>`)}</select>${fieldError('memberId', problems.memberId)}</div>` : null}<div class="choices">${acts
    .filter((act) => act !== 'pass-on' || others.length > 0)
    .map((act) =>
      buttons[act] === 'first'
        ? html`<button type="submit" name="act" value="${act}">${say(`portal.decision.${act}`)}</button>`
        : html`<button type="submit" name="act" value="${act}" class="plain">${say(`portal.decision.${act}`)}</button>`,
    )}</div></form>`;
}

function radio(key: string, isChosen: boolean): Html {
  return isChosen
    ? html`<input type="radio" name="option" value="${key}" checked>`
    : html`<input type="radio" name="option" value="${key}">`;
}

function answersOf(page: Page, say: Say, view: DecisionView): Html | null {
  if (view.answers.length === 0) return null;
  return html`<h2>${say('portal.decision.answers')}</h2><ol class="talk">${view.answers.map(
    (answer) =>
      html`<li class="${answer.kind === 'reply' ? 'us' : 'you'}"><p class="who"><b>${say(`decisions.answer.${answer.kind}`)} ${answer.by}</b><time datetime="${new Date(answer.at).toISOString()}">${momentText(new Date(answer.at), { language: page.language, zone: view.zone })}</time></p>${answer.option === null ? null : html`<p class="said">${answer.option} ${titleOf(view, answer.option)}</p>`}${answer.text === '' ? null : html`<p class="said" dir="auto">${answer.text}</p>`}</li>`,
  )}</ol>`;
}
