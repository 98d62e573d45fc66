import { portalTextLimit, type TileIcon } from '@matoi/contract';
import type { HtmlAnswer } from '../platform/http/index.ts';
import { describedBy, fieldError, filesField, optionalMark, requiredMark } from './form.parts.ts';
import { type Html, html } from './html.ts';
import { contactBox, type Page, pageAnswer, sayIn } from './page.frame.ts';
import { alertIcon, tileIcon } from './portal.icons.ts';

export type FormField = 'tile' | 'text' | 'files' | 'name' | 'contact';

export type ReportFormView = {
  readonly intro: string;
  readonly tiles: readonly { readonly id: string; readonly icon: TileIcon; readonly name: string }[];
  readonly nonce: string;
  readonly typed: { readonly tile: string; readonly text: string; readonly name: string; readonly contact: string };
  /** What is wrong with which field, in words. */
  readonly problems: Readonly<Partial<Record<FormField, string>>>;
  /** Why it was not sent although nothing is wrong with the fields. */
  readonly notice: string | null;
  /** True where files came along that are not kept. */
  readonly areFilesLost: boolean;
};

const order: readonly FormField[] = ['tile', 'text', 'files', 'name', 'contact'];

/** The form for everybody. What was typed comes back with every refusal; the choice of files cannot. */
export function reportFormPage(
  page: Page,
  view: ReportFormView,
  answer: { readonly status: number; readonly headers?: Readonly<Record<string, string>> } = { status: 200 },
): HtmlAnswer {
  const say = sayIn(page.language);
  const { typed, problems } = view;
  const filesProblem = problems.files ?? (view.areFilesLost ? say('portal.problem.files-again') : undefined);
  const shown = { ...problems, files: filesProblem };
  return pageAnswer(page, {
    ...answer,
    window: say('portal.form.window', { team: page.team.name }),
    body: html`<h1>${say('portal.form.title')}</h1><p class="lead">${view.intro === '' ? say('portal.form.intro') : view.intro}</p>${noticeBox(view.notice)}${problemBox(page, shown, view.notice)}${contactBox(page, 'portal.call.now')}<form method="post" action="/report?lang=${page.language}" enctype="multipart/form-data" data-once="yes" novalidate><input type="hidden" name="nonce" value="${view.nonce}">${tilesField(page, view)}<div class="field"><label class="label" for="text">${say('portal.form.text')} ${requiredMark(say)}</label><textarea id="text" name="text" rows="4" maxlength="${portalTextLimit}" required aria-describedby="${describedBy('text', problems.text)}" aria-invalid="${flag(problems.text)}">
${typed.text}</textarea>${fieldError('text', problems.text)}<p class="note" id="text-hint">${say('portal.form.text-hint')}</p></div>${filesField(say, filesProblem)}<div class="field"><label class="label" for="name">${say('portal.form.name')} ${optionalMark(say)}</label><input type="text" id="name" name="name" autocomplete="name" maxlength="100" value="${typed.name}" aria-describedby="${describedBy('name', problems.name)}" aria-invalid="${flag(problems.name)}">${fieldError('name', problems.name)}<p class="note" id="name-hint">${say('portal.form.name-hint')}</p></div><div class="field"><label class="label" for="contact">${say('portal.form.contact')} ${optionalMark(say)}</label><input type="text" id="contact" name="contact" autocomplete="email" inputmode="email" maxlength="200" value="${typed.contact}" aria-describedby="${describedBy('contact', problems.contact)}" aria-invalid="${flag(problems.contact)}">${fieldError('contact', problems.contact)}<p class="note" id="contact-hint">${say('portal.form.contact-hint')}</p></div><div class="trap" aria-hidden="true"><label for="website">${say('portal.form.trap')}</label><input type="text" id="website" name="website" tabindex="-1" autocomplete="off"></div><div class="act"><button type="submit">${say('portal.form.act')}</button><p class="note under">${say('portal.form.after')} <a href="/privacy?lang=${page.language}">${say('portal.form.privacy')}</a></p></div></form><p class="foot">${say('portal.form.opening')}</p>`,
  });
}

const flag = (problem: string | undefined) => (problem === undefined ? 'false' : 'true');

function tilesField(page: Page, view: ReportFormView): Html {
  const say = sayIn(page.language);
  const { problems, typed } = view;
  const choice = (tile: ReportFormView['tiles'][number], at: number) => {
    const id = at === 0 ? 'tile' : `tile-${tile.id}`;
    const face = html`<span>${tileIcon(tile.icon)}${tile.name}</span>`;
    return typed.tile === tile.id
      ? html`<label class="tile"><input type="radio" id="${id}" name="tile" value="${tile.id}" required checked>${face}</label>`
      : html`<label class="tile"><input type="radio" id="${id}" name="tile" value="${tile.id}" required>${face}</label>`;
  };
  return html`<fieldset class="field" aria-describedby="${describedBy('tile', problems.tile, false)}"><legend class="label">${say('portal.form.what')} ${requiredMark(say)}</legend><div class="tiles">${view.tiles.map(choice)}</div>${fieldError('tile', problems.tile)}</fieldset>`;
}

/** Why the form was not taken, where nothing is wrong with what was typed. */
export function noticeBox(notice: string | null): Html | null {
  return notice === null
    ? null
    : html`<div class="box warn" role="alert">${alertIcon}<div><b>${notice}</b></div></div>`;
}

function problemBox(
  page: Page,
  problems: Readonly<Partial<Record<FormField, string | undefined>>>,
  notice: string | null,
): Html | null {
  const say = sayIn(page.language);
  const wrong = order.flatMap((field) => {
    const text = problems[field];
    return text === undefined ? [] : [html`<li><a href="#${field}">${text}</a></li>`];
  });
  if (wrong.length === 0 || (notice !== null && wrong.length === 1 && problems.files !== undefined)) return null;
  return html`<div class="box bad" role="alert">${alertIcon}<div><b>${say('portal.problem.summary')}</b><ul>${wrong}</ul></div></div>`;
}
