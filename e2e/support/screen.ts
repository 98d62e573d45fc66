import type { Page } from 'playwright-core';
import { see, settled } from './checks.ts';
import type { Words } from './words.ts';

/** What the screens show: numbers of seeded records. */
export type Seeded = {
  readonly report: string;
  readonly unparseable: string;
  readonly incident: string;
  /** In session. */
  readonly meeting: string;
  readonly closedIncident: string;
  readonly restrictedIncident: string;
  readonly colleague: string;
  readonly compartment: string;
  readonly word: string;
};

/** One thing to look at: an address, and what to do there until it is shown. */
export type Screen = {
  readonly name: string;
  readonly path: string;
  /** Leads to what is to be looked at, and answers when it is there. */
  readonly show: (page: Page, words: Words) => Promise<unknown>;
  /** A phone reaches it another way, or not at all. */
  readonly notOnPhone?: boolean;
  /** Floats over a page that still works: what it covers in part is no smaller target for that. */
  readonly covers?: boolean;
};

/** An address that no page has. */
export const nowhere = '/no/such/page';

/** A page with this heading, whose lists have arrived. */
export const heading = (key: Parameters<Words>[0]) => async (page: Page, words: Words) => {
  await see(page.getByRole('heading', { level: 1, name: words(key) }));
  await settled(page, words('platform.list.loading'));
};

/** What opens with this button. */
export const button =
  (key: Parameters<Words>[0], params?: Parameters<Words>[1]) => async (page: Page, words: Words) => {
    await (await see(page.getByRole('button', { name: words(key, params), exact: true }))).click();
    await see(page.getByRole('dialog').getByRole('heading'));
    await settled(page, words('platform.list.loading'));
  };
