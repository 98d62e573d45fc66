import type { InstructionAnswer, InstructionState } from '@matoi/contract';
import { mayAnswer } from '../modules/casework/tasks/index.ts';
import type { HtmlAnswer } from '../platform/http/index.ts';
import { describedBy, fieldError, filesField, optionalMark } from './form.parts.ts';
import { type Html, html } from './html.ts';
import { dialled, momentText, type Page, pageAnswer, type Say, sayIn, sizeText } from './page.frame.ts';
import { alertIcon, checkIcon, mailIcon, phoneIcon, tickIcon, warnIcon } from './portal.icons.ts';
import { noticeBox } from './report-form.page.ts';

export type InstructionView = {
  readonly number: string;
  readonly kind: 'order' | 'request';
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly caution: string;
  readonly reportBack: string;
  readonly dueAt: Date | null;
  readonly now: Date;
  readonly zone: string;
  readonly recipientName: string;
  /** Who ordered it, where it needed somebody with authority. */
  readonly order: {
    readonly number: string;
    readonly by: string;
    readonly at: Date;
    readonly isOver: boolean;
  } | null;
  readonly state: InstructionState;
  readonly answers: readonly {
    readonly kind: InstructionAnswer;
    readonly at: Date;
    readonly text: string;
    readonly files: readonly { readonly name: string; readonly size: number }[];
  }[];
  readonly nonce: string;
  readonly typed: { readonly text: string };
  readonly problems: { readonly text?: string; readonly files?: string };
  readonly notice: string | null;
  /** True when a note was sent just now; other answers show by the state. */
  readonly isNoted: boolean;
};

/** What one recipient is asked to do, and three buttons. Nothing of the record, of others, or of other instructions. */
export function instructionPage(page: Page, view: InstructionView, status = 200): HtmlAnswer {
  const say = sayIn(page.language);
  const kind = say(`instructions.kind.${view.kind}`);
  return pageAnswer(page, {
    status,
    window: say('portal.instruction.window', { kind, number: view.number, team: page.team.name }),
    body: html`<p class="kind">${kind} <bdi>${view.number}</bdi>${page.language === 'ja' ? html`（${say('portal.instruction.only')}）` : html` (${say('portal.instruction.only')})`}</p>${noticeBox(view.notice)}${stateBox(say, view)}${orderOverBox(say, view)}<h1>${view.title}</h1><p class="note">${say('portal.instruction.for', { name: view.recipientName })}</p><dl class="facts">${dueFact(page, view)}${fact(say('portal.instruction.what'), view.what)}${fact(say('portal.instruction.why'), view.why)}${orderFact(page, view)}${fact(say('portal.instruction.report-back'), view.reportBack)}</dl>${view.caution === '' ? null : html`<div class="box warn">${warnIcon}<div>${view.caution}</div></div>`}${answerForm(page, view)}${answersOf(page, view)}${helpBox(page)}`,
  });
}

function fact(name: string, text: string): Html | null {
  return text === '' ? null : html`<div><dt>${name}</dt><dd dir="auto">${text}</dd></div>`;
}

/** Who decided it, so that whoever carries it out knows on whose word. */
function orderFact(page: Page, { order, zone }: InstructionView): Html | null {
  if (order === null) return null;
  const say = sayIn(page.language);
  const at = momentText(order.at, { language: page.language, zone });
  return fact(
    say('portal.instruction.ordered-by'),
    say('portal.instruction.ordered', { name: order.by, at, number: order.number }),
  );
}

function orderOverBox(say: Say, { order, state }: InstructionView): Html | null {
  if (order === null || !order.isOver || isOver(state)) return null;
  return html`<div class="box warn" role="status">${alertIcon}<div><b>${say('portal.instruction.order-over')}</b></div></div>`;
}

const isOver = (state: InstructionState) => state === 'withdrawn' || state === 'done' || state === 'refused';

function dueFact(page: Page, view: InstructionView): Html | null {
  const { dueAt } = view;
  if (dueAt === null) return null;
  const say = sayIn(page.language);
  const due = momentText(dueAt, { language: page.language, zone: view.zone });
  return html`<div><dt>${say('portal.instruction.due')}</dt><dd><strong>${say('portal.instruction.due-until', { due })}</strong>${isOver(view.state) ? null : leftText(say, dueAt.getTime() - view.now.getTime())}</dd></div>`;
}

/** How much time is left, in the largest unit that says it well; rounded down, so that nobody thinks to have more. */
function leftText(say: Say, left: number): Html {
  if (left <= 0) return html`<span class="left over">${say('portal.instruction.over')}</span>`;
  const minutes = Math.floor(left / 60_000);
  if (minutes < 120)
    return html`<span class="left">${say('portal.instruction.left-minutes', { count: minutes })}</span>`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return html`<span class="left">${say('portal.instruction.left-hours', { count: hours })}</span>`;
  return html`<span class="left">${say('portal.instruction.left-days', { count: Math.floor(hours / 24) })}</span>`;
}

function stateBox(say: Say, view: InstructionView): Html | null {
  if (view.isNoted)
    return html`<div class="box good" role="status">${checkIcon}<div><b>${say('portal.instruction.noted')}</b></div></div>`;
  switch (view.state) {
    case 'acknowledged':
    case 'refused':
      return html`<div class="box good" role="status">${checkIcon}<div><b>${say(`portal.instruction.state.${view.state}`)}</b>${say(`portal.instruction.state-next.${view.state}`)}</div></div>`;
    case 'done':
      return html`<div class="box good" role="status">${checkIcon}<div><b>${say('portal.instruction.state.done')}</b></div></div>`;
    case 'withdrawn':
      return html`<div class="box warn" role="status">${alertIcon}<div><b>${say('portal.instruction.state.withdrawn')}</b></div></div>`;
    default:
      return null;
  }
}

function answerForm(page: Page, view: InstructionView): Html | null {
  const { state, problems } = view;
  if (!mayAnswer(state, 'note')) return null;
  const say = sayIn(page.language);
  const done = mayAnswer(state, 'done');
  // The first button is what a press of Enter means: never the one that says no.
  const choices = done
    ? html`${mayAnswer(state, 'acknowledged') ? html`<button type="submit" name="act" value="acknowledged">${tickIcon}${say('portal.instruction.acknowledge')}</button>` : null}<button type="submit" name="act" value="done" class="ok">${checkIcon}${say('portal.instruction.done')}</button>${mayAnswer(state, 'refused') ? html`<button type="submit" name="act" value="refused" class="plain">${say('portal.instruction.refuse')}</button>` : null}`
    : html`<button type="submit" name="act" value="note" class="plain">${say('portal.instruction.note')}</button>`;
  return html`<form method="post" action="${page.path}?lang=${page.language}" enctype="multipart/form-data" data-once="yes"><input type="hidden" name="nonce" value="${view.nonce}"><div class="field"><label class="label" for="text">${say('portal.instruction.text')} ${optionalMark(say)}</label><textarea id="text" name="text" rows="2" aria-describedby="${describedBy('text', problems.text, done)}" aria-invalid="${problems.text === undefined ? 'false' : 'true'}">
${view.typed.text}</textarea>${fieldError('text', problems.text)}${done ? html`<p class="note" id="text-hint">${say('portal.instruction.text-hint')}</p>` : null}</div>${filesField(say, problems.files)}<div class="choices">${choices}</div></form>`;
}

function answersOf(page: Page, view: InstructionView): Html | null {
  if (view.answers.length === 0) return null;
  const say = sayIn(page.language);
  return html`<h2>${say('portal.instruction.answers')}</h2><ol class="talk">${view.answers.map((answer) => {
    const at = momentText(answer.at, { language: page.language, zone: view.zone });
    const files = answer.files.map((file) => html`<li><bdi>${file.name}</bdi> (${sizeText(file.size)})</li>`);
    return html`<li class="you"><p class="who"><b>${say(`portal.instruction.answer.${answer.kind}`)}</b><time datetime="${answer.at.toISOString()}">${at}</time></p>${answer.text === '' ? null : html`<p class="said" dir="auto">${answer.text}</p>`}${files.length === 0 ? null : html`<ul class="files">${files}</ul>`}</li>`;
  })}</ol>`;
}

function helpBox(page: Page): Html {
  const say = sayIn(page.language);
  const { phone, mail, hours } = page.team;
  const opening = html`<p class="note">${say('portal.instruction.opening')}</p>`;
  if (phone === null && mail === null) return html`<div class="foot">${opening}</div>`;
  const by =
    phone === null
      ? html`<a href="mailto:${mail}">${mail}</a>`
      : html`<a href="tel:${dialled(phone)}">${phone}</a>${hours === '' ? null : html` (${hours})`}`;
  return html`<div class="box">${phone === null ? mailIcon : phoneIcon}<div><b>${say('portal.instruction.help')}</b>${by}${opening}</div></div>`;
}
