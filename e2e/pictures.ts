import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { makeFolder, removeFolder, startBuilt } from '../apps/server/test/reliability/built.program.ts';
import { openChromium, takeSeat } from './support/browser.ts';
import { see, settled } from './support/checks.ts';
import { signInByPage } from './support/people.ts';
import { ja } from './support/words.ts';

/**
 * Takes the pictures of the README (`npm run pictures`): fills a fresh installation with the demonstration and opens
 * its pages in Japanese, light, as wide as a laptop. The records are the same each time, their times follow the clock.
 */
const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const serverMain = fileURLToPath(new URL('../dist/server/main.js', import.meta.url));
const size = { width: 1120, height: 680 } as const;
const mostBytes = 200_000;
const incidents = '/incident-management/incidents';
const title = '会員サイトへのリスト型攻撃';

type Picture = {
  readonly name: string;
  readonly path: string;
  readonly show: (page: Page) => Promise<unknown>;
};

const pictures: readonly Picture[] = [
  { name: 'board', path: '/', show: (page) => see(page.getByRole('heading', { name: ja('picture.board.title') })) },
  {
    name: 'inbox',
    path: '/incident-management/reports',
    async show(page) {
      const list = page.getByRole('region', { name: ja('terms.inbox') });
      await (await see(list.getByRole('link', { name: /請求書の振込先/ }))).click();
      await see(page.getByRole('region', { name: ja('terms.report') }).getByRole('heading', { level: 1 }));
    },
  },
  {
    name: 'incident',
    path: `${incidents}?q=${encodeURIComponent('リスト型')}`,
    async show(page) {
      await (await see(page.getByRole('link', { name: new RegExp(title) }))).click();
      await see(page.getByRole('heading', { level: 1, name: new RegExp(title) }));
      await see(page.getByLabel(ja('journal.add.label')));
    },
  },
  {
    name: 'closing-report',
    path: `${incidents}?phase=closed`,
    async show(page) {
      const rows = page.getByRole('row').getByRole('link');
      await see(rows);
      for (const address of await rows.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) {
        await page.goto(`${address}/reports`);
        const name = page.getByRole('link', { name: ja('management-reports.name.edition', { number: 1 }) });
        await settled(page, ja('platform.list.loading'));
        await see(page.getByText(ja('management-reports.list.closing')));
        if ((await name.count()) === 0) continue;
        await name.first().click();
        await see(page.getByText(ja('management-reports.issued.intact'), { exact: true }));
        return;
      }
      throw new Error('no closed incident of the demonstration has a closing report');
    },
  },
];

async function main(): Promise<void> {
  const data = makeFolder('matoi-pictures-');
  const env = { MATOI_DATA_DIR: join(data, 'data'), MATOI_SMTP_PORT: '0', MATOI_LOG_LEVEL: 'error' };
  try {
    const made = execFileSync(process.execPath, [serverMain, 'demo', '--json'], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    });
    const line = made.split('\n').find((one) => one.startsWith('{')) ?? '{}';
    const { accounts, password } = JSON.parse(line) as { accounts: { email: string }[]; password: string };
    const program = await startBuilt(env);
    const browser = await openChromium();
    try {
      const seat = await takeSeat(browser, { origin: program.url, viewport: size });
      await signInByPage(seat, { email: accounts[0]?.email ?? '', password });
      await see(seat.page.getByRole('heading', { name: ja('picture.board.title') }));
      mkdirSync(folder, { recursive: true });
      for (const { name, path, show } of pictures) {
        await seat.page.goto(path);
        await show(seat.page);
        await settled(seat.page, ja('platform.list.loading'));
        await seat.page.mouse.move(0, 0);
        const file = join(folder, `${name}.png`);
        await seat.page.screenshot({ path: file });
        const { size: bytes } = statSync(file);
        process.stdout.write(`docs/pictures/${name}.png  ${Math.round(bytes / 1000)} KB\n`);
        if (bytes > mostBytes) throw new Error(`${name}.png is larger than ${mostBytes / 1000} KB`);
      }
    } finally {
      await browser.close();
      program.kill('SIGTERM');
      await program.ended;
    }
  } finally {
    removeFolder(data);
  }
}

await main();
