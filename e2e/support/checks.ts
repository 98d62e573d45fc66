import type { Locator, Page } from 'playwright-core';
import { patience } from './browser.ts';

/** How far the page can be scrolled sideways, in CSS pixels; 0 is right. */
export async function sidewaysScroll(page: Page): Promise<number> {
  const widest = await page.evaluate<number>(
    "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth, document.querySelector('main')?.scrollWidth ?? 0)",
  );
  return Math.max(0, widest - (page.viewportSize()?.width ?? 0));
}

/** Every text on the page with the accessible names, except what states its own language. */
export async function textsOf(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(`(() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (element.closest('script, style, noscript, textarea, kbd, [lang]:not(html)') !== null) continue;
      if (node instanceof Text) found.push(node.data);
      else for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(element.getAttribute(name) ?? '');
    }
    return found.map((text) => text.trim()).filter((text) => text !== '');
  })()`);
}

/** Buttons, inputs, rows and entries of menus and lists that a finger can hardly hit: below 44 CSS pixels high, each with its size. */
export async function smallTargets(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(`(() => {
    const targets = document.querySelectorAll('button, input, select, textarea, li > a, [role="menuitem"], [role="option"]');
    return [...targets].flatMap((target) => {
      const shown = target.matches('input[type="radio"], input[type="checkbox"]') ? target.closest('label') ?? target : target;
      const { width, height } = shown.getBoundingClientRect();
      const isSeen = width > 1 && height > 1 && shown.checkVisibility({ visibilityProperty: true });
      if (!isSeen || height >= 43.5) return [];
      const name = target.getAttribute('aria-label') ?? target.labels?.[0]?.textContent ?? target.textContent;
      return [\`\${Math.round(width)}×\${Math.round(height)} \${target.tagName.toLowerCase()} "\${(name ?? '').trim().slice(0, 40)}"\`];
    });
  })()`);
}

/** Asks again until it holds. Unlike the test runner's own, this also works where several looks run side by side. */
async function eventually(holds: () => Promise<boolean>, message: string): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(message);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until it is there. */
export async function see(locator: Locator): Promise<Locator> {
  const shown = locator.filter({ visible: true }).first();
  await shown.waitFor({ timeout: patience });
  return shown;
}

/** Waits until what is typed goes there. */
export async function hasFocus(locator: Locator): Promise<void> {
  const isFocused = () =>
    locator.evaluate((input) => {
      const element: unknown = input;
      return (
        (element as { readonly ownerDocument: { readonly activeElement: unknown } }).ownerDocument.activeElement ===
        element
      );
    });
  await eventually(isFocused, `${locator} should have the focus`);
}

/** Waits until it is not there any more. */
export async function gone(locator: Locator): Promise<void> {
  await eventually(async () => (await locator.count()) === 0, `${locator} should be gone`);
}

/** Waits until lists have arrived: nothing says any more that it is loading. */
export async function settled(page: Page, loadingWord: string): Promise<void> {
  const loading = page.getByRole('status').filter({ hasText: loadingWord });
  await eventually(async () => (await loading.count()) === 0, 'a list is still loading');
}
