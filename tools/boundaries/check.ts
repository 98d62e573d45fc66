import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Levels } from './import.rules.ts';
import { judgeTree } from './judge.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T;
}

function main(): number {
  const levels = readJson<Levels>('levels.json');
  const longFiles = readJson<Record<string, number>>('long-files.json');
  const verdict = judgeTree(root, { levels, longFiles });
  for (const { where, what, why, fix, rule } of verdict.violations) {
    console.error(`${where}\n  ${what} [${rule}].\n  Why: ${why}.\n  Fix: ${fix}.\n`);
  }
  console.log(
    `${verdict.files} files, ${verdict.imports} imports, ${verdict.modules} modules read; ${verdict.violations.length} violations`,
  );
  if (verdict.files > 0 && verdict.imports > 0 && verdict.modules > 0) return verdict.violations.length === 0 ? 0 : 1;
  console.error('Nothing was read (0 files, imports or modules), so nothing was checked. That is a failure.');
  return 1;
}

process.exitCode = main();
