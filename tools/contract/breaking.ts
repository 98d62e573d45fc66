import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBreaks, type Json } from './breaking.rules.ts';
import { currentDocument } from './openapi.file.ts';

type Accepted = { readonly break: string; readonly reason: string };

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = 'packages/contract/openapi.json';

/** Output of git, or undefined where there is no git, no history or no such object. */
function git(...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return status === 0 ? stdout.trim() : undefined;
}

/** The document of the last release; before the first one, that of the commit before. */
function earlierDocument(): { readonly name: string; readonly document: Json } | undefined {
  for (const name of [git('describe', '--tags', '--abbrev=0'), 'HEAD~']) {
    if (name === undefined) continue;
    const text = git('show', `${name}:${path}`);
    if (text !== undefined) return { name, document: JSON.parse(text) as Json };
  }
  return undefined;
}

function main(): number {
  const accepted = JSON.parse(readFileSync(new URL('accepted-breaks.json', import.meta.url), 'utf8')) as Accepted[];
  const nameless = accepted.find((line) => line.reason.trim() === '');
  if (nameless !== undefined) {
    console.error(`tools/contract/accepted-breaks.json accepts "${nameless.break}" without a reason. Write one.`);
    return 1;
  }
  const earlier = earlierDocument();
  if (earlier === undefined) {
    console.log('there is no earlier openapi.json to compare with');
    return 0;
  }
  const breaks = findBreaks(earlier.document, JSON.parse(currentDocument()) as Json);
  const known = new Set(accepted.map((line) => line.break));
  const fresh = breaks.filter((line) => !known.has(line));
  for (const line of accepted.filter((each) => !breaks.includes(each.break))) {
    console.log(`accepted-breaks.json: "${line.break}" is no longer needed`);
  }
  for (const line of fresh) console.error(line);
  if (fresh.length > 0) {
    console.error(
      `\nThis breaks clients written for ${earlier.name}. Add instead of changing (a new field, a new route id), ` +
        'or accept each line with its reason in tools/contract/accepted-breaks.json: [{ "break": "<line>", "reason": "…" }].',
    );
  }
  console.log(
    `compared with ${earlier.name}: ${breaks.length} breaks, ${breaks.length - fresh.length} of them accepted`,
  );
  return fresh.length === 0 ? 0 : 1;
}

process.exitCode = main();
