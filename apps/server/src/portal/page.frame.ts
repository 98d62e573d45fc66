import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { Locale } from '@matoi/contract';
import { sayWithZone } from '@matoi/kernel';
import type { HtmlAnswer } from '../platform/http/index.ts';
import { type Html, html, markupOf } from './html.ts';
import { mailIcon, mark, phoneIcon } from './portal.icons.ts';
import { portalStyle, styleHash } from './portal.style.ts';

/** What every page says of the team: name, and how to reach it without a form. */
export type PortalTeam = {
  readonly name: string;
  readonly phone: string | null;
  readonly hours: string;
  readonly mail: string | null;
};

/** What a page is made for. */
export type Page = {
  readonly language: Locale;
  readonly team: PortalTeam;
  /** The address of this page without its query; the switch of the language leads there. */
  readonly path: string;
};

export type Say = (key: SentenceKey, params?: Readonly<Record<string, string | number>>) => string;

/** The sentences of one language. */
export function sayIn(language: Locale): Say {
  return (key, params = {}) => sentence(language, key, params);
}

/** Nothing but the page's own style sheet and one script of ours; forms go to us alone; nobody may frame it. */
const policy = [
  "default-src 'none'",
  `style-src '${styleHash}'`,
  "script-src 'self'",
  "img-src 'none'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Each language calls itself by its own name. */
const languageNames: Readonly<Record<Locale, string>> = { ja: '日本語', en: 'English' };

/** A whole page as it is sent. */
export function pageAnswer(
  page: Page,
  given: {
    readonly window: string;
    readonly body: Html;
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
  },
): HtmlAnswer {
  const say = sayIn(page.language);
  const other = page.language === 'ja' ? 'en' : 'ja';
  const text = `<!doctype html>${markupOf(html`<html lang="${page.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex,nofollow"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><title>${given.window}</title>`)}<style>${portalStyle}</style>${markupOf(html`<script src="/portal/enhance.js" defer></script></head><body lang="${page.language}"><a class="skip" href="#main">${say('portal.frame.skip')}</a><header class="top"><div class="in">${mark}<b>${page.team.name}</b><a href="${page.path}?lang=${other}" hreflang="${other}" lang="${other}">${languageNames[other]}</a></div></header><main class="in" id="main" tabindex="-1">${given.body}</main></body></html>`)}`;
  return {
    kind: 'text',
    status: given.status ?? 200,
    mediaType: 'text/html; charset=utf-8',
    text,
    headers: { 'content-security-policy': policy, 'content-language': page.language, ...given.headers },
  };
}

/** How to reach the team without the form; nothing when it gave neither telephone nor mail. */
export function contactBox(page: Page, title: 'portal.call.now' | 'portal.call.instead'): Html | null {
  const say = sayIn(page.language);
  const { phone, hours, mail } = page.team;
  if (phone === null && mail === null) return null;
  if (phone === null)
    return html`<div class="box">${mailIcon}<div><b>${say('portal.mail.instead')}</b><a href="mailto:${mail}">${mail}</a></div></div>`;
  return html`<div class="box">${phoneIcon}<div><b>${say(title)}</b><a href="tel:${dialled(phone)}">${phone}</a>${hours === '' ? null : page.language === 'ja' ? html`（${hours}）` : html` (${hours})`}</div></div>`;
}

/** A number as it is dialled: figures and a leading plus. */
export function dialled(phone: string): string {
  const plain = phone.normalize('NFKC');
  return `${plain.startsWith('+') ? '+' : ''}${plain.replace(/\D/g, '')}`;
}

/** A moment in the zone of the team, with the zone, as the language writes it. */
export function momentText(moment: Date, given: { readonly language: Locale; readonly zone: string }): string {
  const format = new Intl.DateTimeFormat(given.language === 'ja' ? 'ja-JP' : 'en-GB', {
    year: 'numeric',
    month: given.language === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: given.zone,
  });
  return sayWithZone(moment, format);
}

/** `21 KB`, `1.4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
