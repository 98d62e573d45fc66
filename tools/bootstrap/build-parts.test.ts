import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';

type MoveOver = (given: { readonly from: string; readonly to: string; readonly before: readonly string[] }) => string[];
const { moveOver } = (await import(new URL('./build-parts.mjs', import.meta.url).href)) as {
  readonly moveOver: MoveOver;
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files. */
function folderWith(files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-build-'));
  folders.push(folder);
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), file);
  }
  return folder;
}

it('keeps the parts of the build before, and no migration under its old name', () => {
  const before = ['main.js', 'part-old.js', 'migrations/1_a.sql'];
  const to = folderWith([...before, 'part-older.js']);
  const from = folderWith(['main.js', 'part-new.js', 'migrations/0_a.sql']);
  const files = moveOver({ from, to, before });
  expect([...files].sort()).toEqual(['main.js', 'migrations/0_a.sql', 'part-new.js']);
  expect(readdirSync(to).sort()).toEqual(['main.js', 'migrations', 'part-new.js', 'part-old.js']);
  expect(readdirSync(join(to, 'migrations'))).toEqual(['0_a.sql']);
});
