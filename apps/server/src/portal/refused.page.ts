import type { HtmlAnswer } from '../platform/http/index.ts';
import { uploadFigures } from './form.parts.ts';
import { html } from './html.ts';
import { contactBox, type Page, pageAnswer, sayIn } from './page.frame.ts';

type Reason = 'link' | 'route' | 'rate' | 'origin' | 'large' | 'request' | 'server';

/** Which words a refusal gets here: few kinds, each with what to do. A wrong, ended and revoked link read the same. */
export function reasonOf(code: string): Reason {
  switch (code) {
    case 'guest-links.find.not-found':
    case 'record.find.not-found':
      return 'link';
    case 'request.route.unknown':
      return 'route';
    case 'request.rate.exceeded':
      return 'rate';
    case 'request.origin.refused':
      return 'origin';
    case 'request.read.too-large':
      return 'large';
    default:
      return code.startsWith('server.') ? 'server' : 'request';
  }
}

/** The page that says why not, and what to do. */
export function refusedPage(
  page: Page,
  given: { readonly code: string; readonly status: number; readonly seconds: number },
): HtmlAnswer {
  const say = sayIn(page.language);
  const reason = reasonOf(given.code);
  const title = say(`portal.refused.${reason}.title`);
  const text = say(`portal.refused.${reason}.text`, { ...uploadFigures, seconds: given.seconds });
  return pageAnswer(page, {
    status: given.status,
    ...(given.status === 429 ? { headers: { 'retry-after': String(given.seconds) } } : {}),
    window: say('portal.refused.window', { title, team: page.team.name }),
    body: html`<h1>${title}</h1><p class="prose">${text}</p>${contactBox(page, 'portal.call.instead')}`,
  });
}

/** The report form while the team has closed it. */
export function closedPage(page: Page): HtmlAnswer {
  const say = sayIn(page.language);
  return pageAnswer(page, {
    window: say('portal.form.window', { team: page.team.name }),
    body: html`<h1>${say('portal.closed.title')}</h1><p class="prose">${say('portal.closed.text')}</p>${contactBox(page, 'portal.call.instead')}`,
  });
}

/** How personal information in reports is treated: the team's own text, or the one that comes with the program. */
export function privacyPage(page: Page, text: string): HtmlAnswer {
  const say = sayIn(page.language);
  return pageAnswer(page, {
    window: say('portal.privacy.window', { team: page.team.name }),
    body: html`<h1>${say('portal.privacy.title')}</h1><p class="prose">${text === '' ? say('portal.privacy.text') : text}</p>${contactBox(page, 'portal.call.instead')}<p class="foot"><a href="/report?lang=${page.language}">${say('portal.privacy.back')}</a></p>`,
  });
}
