import type { Part, PartBlock } from '../modules/governance/charter/index.ts';
import type { HtmlAnswer } from '../platform/http/index.ts';
import { type Html, html } from './html.ts';
import { type Page, pageAnswer, sayIn } from './page.frame.ts';

/** What the team says of itself (RFC 2350), for everybody. */
export function charterPage(
  page: Page,
  given: { readonly title: string; readonly parts: readonly Part[]; readonly isFormOpen: boolean },
): HtmlAnswer {
  const say = sayIn(page.language);
  return pageAnswer(page, {
    window: given.title,
    body: html`<h1>${given.title}</h1>${given.parts.map(partOf)}<p class="foot"><a href="/rfc2350.txt?lang=${page.language}">${say('charter.public-page.other')}</a>${given.isFormOpen ? html` ・ <a href="/report?lang=${page.language}">${say('charter.public-page.report')}</a>` : null}</p>`,
  });
}

function partOf({ number, title, blocks }: Part): Html {
  const isDeep = number.includes('.');
  const heading = isDeep
    ? html`<h3 id="s${number}">${number} ${title}</h3>`
    : html`<h2 id="s${number}">${number} ${title}</h2>`;
  return html`${heading}${blocks.map(blockOf)}`;
}

function blockOf(block: PartBlock): Html {
  if (block.kind === 'text') return html`<p class="prose">${block.text}</p>`;
  return html`<dl class="facts stacked">${block.facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}
