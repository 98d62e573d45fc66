import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Two hidden pages of the browser's own for each window, suggestions in an address bar that nobody sees, cost more than many
 * a page that is looked at. Of several such switches only the last counts: so what playwright switches off stands here too.
 */
const switchedOff = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'AimEnabled', 'LensOverlay', 'MediaRouter'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'PaintHolding'],
  ...['HttpsFirstBalancedModeAutoEnable', 'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'PreconnectToSearch'],
];

const args = [
  `--disable-features=${switchedOff.join()}`,
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const desktop = { width: 1440, height: 900 } as const;
export const phone = { width: 360, height: 800 } as const;

/** How long a person would wait before calling it broken, in milliseconds. */
export const patience = 15_000;

/** Starts the Chromium that `MATOI_CHROMIUM` names. */
export async function openChromium(): Promise<Browser> {
  const executablePath = process.env.MATOI_CHROMIUM;
  if (executablePath === undefined || executablePath === '') {
    throw new Error('The journeys need a Chromium: name it in MATOI_CHROMIUM, or run npm test, which finds one.');
  }
  return await chromium.launch({ executablePath, args });
}

export type Look = {
  readonly origin: string;
  readonly locale?: 'ja' | 'en';
  readonly theme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly isPhone?: boolean;
};

/** One person at one browser: a page of its own, and all that went wrong on it. */
export type Seat = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: string[];
  /** Fails when the page logged an error, broke its content policy, or asked another server for anything. */
  expectQuiet(): void;
  leave(): Promise<void>;
};

/** Opens a browser context that hears everything that goes wrong. Answers 4xx are no fault: pages explain them. */
export async function takeSeat(browser: Browser, look: Look): Promise<Seat> {
  const context = await browser.newContext({
    baseURL: look.origin,
    locale: look.locale === 'en' ? 'en-GB' : 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    colorScheme: look.theme ?? 'light',
    viewport: look.viewport ?? (look.isPhone === true ? phone : desktop),
    reducedMotion: 'reduce',
    acceptDownloads: true,
    ...(look.isPhone === true ? { hasTouch: true, isMobile: true } : {}),
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const faults = hearFaults(page, look.origin);
  return {
    context,
    page,
    faults,
    expectQuiet: () => expect(faults).toEqual([]),
    leave: () => context.close(),
  };
}

/** A refused request is logged by the browser itself; the sentence for it is on the page. */
const refusedRequest = /Failed to load resource: the server responded with a status of 4\d\d/;

function hearFaults(page: Page, origin: string): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type()) || refusedRequest.test(message.text())) return;
    faults.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol.startsWith('http') && asked !== origin) faults.push(`asked elsewhere: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} from ${response.url()}`);
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return faults;
}

/** A phone of 360 pixels without scripts, whose owner has no account; its page is opened in Japanese. */
export async function takePhone(browser: Browser, origin: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'ja-JP',
    viewport: phone,
    isMobile: true,
    hasTouch: true,
    javaScriptEnabled: false,
  });
  context.setDefaultTimeout(patience);
  return await context.newPage();
}
