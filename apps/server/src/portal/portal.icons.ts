import type { TileIcon } from '@matoi/contract';
import { type Html, html } from './html.ts';

const frame = (size: number, drawing: Html) =>
  html`<svg viewBox="0 0 24 24" width="${size}" height="${size}" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${drawing}</svg>`;

const envelope = html`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3 7 9 6 9-6"/>`;

/** The outlines of the choices; decorative, the word beside each says what it is. */
const tiles: Readonly<Record<TileIcon, Html>> = {
  mail: envelope,
  'mail-forward': html`<path d="M12 19H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v5"/><path d="m3 7 9 6 9-6M15 18h6m-3-3 3 3-3 3"/>`,
  device: html`<rect x="3" y="4" width="18" height="12" rx="1"/><path d="M7 20h10M9 16v4m6-4v4"/>`,
  lost: html`<path d="M7 7v12a2 2 0 0 0 2 2h6a2 2 0 0 0 2-2v-2m0-4V5a2 2 0 0 0-2-2H9c-.6 0-1 .2-1.4.6M3 3l18 18M11 4h2m-1 13v.01"/>`,
  bug: html`<path d="M9 9V8a3 3 0 0 1 6 0v1M8 9h8a6 6 0 0 1 1 3v3a5 5 0 0 1-10 0v-3a6 6 0 0 1 1-3M3 13h4m10 0h4M12 20v-6M4 19l3.4-2M20 19l-3.4-2M4 7l3.8 2.4M20 7l-3.8 2.4"/>`,
  person: html`<circle cx="12" cy="7" r="4"/><path d="M6 21v-2a4 4 0 0 1 4-4h4a4 4 0 0 1 4 4v2"/>`,
  shield: html`<path d="M12 3a12 12 0 0 0 8.5 3A12 12 0 0 1 12 21 12 12 0 0 1 3.5 6 12 12 0 0 0 12 3M12 9v4m0 3v.01"/>`,
  dots: html`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="2.8"/>`,
};

/** The picture of a choice. */
export function tileIcon(name: TileIcon): Html {
  return frame(18, tiles[name]);
}

export const phoneIcon = frame(
  18,
  html`<path d="M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2"/>`,
);
export const alertIcon = frame(18, html`<circle cx="12" cy="12" r="9"/><path d="M12 8v4m0 4v.01"/>`);
export const warnIcon = frame(18, html`<path d="M12 4 2.8 20h18.4zM12 10v4m0 3v.01"/>`);
export const tickIcon = frame(18, html`<path d="m5 12 5 5L20 7"/>`);
export const checkIcon = frame(18, html`<circle cx="12" cy="12" r="9"/><path d="m9 12 2 2 4-4"/>`);
export const mailIcon = frame(18, envelope);

/** The matoi, as in the application. */
export const mark = html`<svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true" fill="currentColor"><path d="M16 1.4 20 5.4 16 9.4 12 5.4Z"/><rect x="6.1" y="10.6" width="19.8" height="2.8" rx="1.4"/><path d="M16 15v16M12.14 15l-1.75 11.06M19.86 15l1.75 11.06M8.14 15.03 4.51 23.59M23.86 15.03l3.63 8.56" stroke="currentColor" stroke-width="2.8" fill="none"/></svg>`;
