import { createHmac, timingSafeEqual } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfPresent, replaceFile } from './durable.files.ts';
import { StartProblem } from './start.problem.ts';

/** The layout of the data directory that this program writes and understands. */
export const LAYOUT = 1;

/** What `matoi.json` says. `keyCheck` recognises the master key without revealing anything of it. */
export type Layout = { readonly layout: number; readonly program: string; readonly keyCheck: string };

const LAYOUT_FILE = 'matoi.json';
const CLAIM_MARK = 'claim.id';
const IGNORED = /^(lost\+found|\.DS_Store|claim\.id\..*\.tmp)$/;

/** Reads `matoi.json`; `null` when it is not there, refuses a newer layout and a damaged file. */
export async function readLayout(path: string): Promise<Layout | null> {
  const file = join(path, LAYOUT_FILE);
  const content = await readIfPresent(file);
  if (content === null) return null;
  const value = parseLayout(content.toString('utf8'));
  if (value === null) {
    throw new StartProblem('data-directory.damaged', `${file} is damaged: restore it from a backup.`, { path: file });
  }
  if (value.layout > LAYOUT) {
    throw new StartProblem(
      'data-directory.newer-layout',
      `The data in ${path} were written by a newer Matoi (${value.program}, layout ${value.layout}); this one knows layout ${LAYOUT}: start version ${value.program} or newer.`,
      { path, layout: String(value.layout), program: value.program },
    );
  }
  return value;
}

function parseLayout(text: string): Layout | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (typeof value !== 'object' || value === null) return null;
  if (!('layout' in value) || typeof value.layout !== 'number' || !Number.isInteger(value.layout) || value.layout < 1) {
    return null;
  }
  const program = 'program' in value && typeof value.program === 'string' ? value.program : 'unknown';
  // A newer layout may have dropped the check, and must still be recognised as newer.
  const keyCheck = 'keyCheck' in value && typeof value.keyCheck === 'string' ? value.keyCheck : null;
  if (keyCheck === null && value.layout <= LAYOUT) return null;
  return { layout: value.layout, program, keyCheck: keyCheck ?? '' };
}

/** Writes `matoi.json`. It is the last step of an initialisation: without it the directory counts as unfinished. */
export async function writeLayout(path: string, layout: Layout): Promise<void> {
  await replaceFile({ path: join(path, LAYOUT_FILE), content: `${JSON.stringify(layout, null, 2)}\n`, mode: 0o600 });
}

/**
 * Refuses a directory that holds anything of somebody else. Ours has `matoi.json`, or the mark of a claim when an
 * initialisation was interrupted.
 */
export async function refuseForeignDirectory(path: string): Promise<void> {
  const names = (await readdir(path)).filter((name) => !IGNORED.test(name));
  if (names.length === 0 || names.includes(LAYOUT_FILE) || names.includes(CLAIM_MARK)) return;
  throw new StartProblem(
    'data-directory.foreign',
    `${path} is not empty and was not made by Matoi: choose an empty or new directory with MATOI_DATA_DIR.`,
    { path },
  );
}

/** Refuses to begin anew where `matoi.json` is missing but files or a database are there. */
export async function refuseLostLayout(path: string): Promise<void> {
  const found = await readdir(path);
  for (const part of ['files', 'postgres', 'cluster.json']) {
    if (!found.includes(part)) continue;
    if (part !== 'cluster.json' && (await readdir(join(path, part))).length === 0) continue;
    throw new StartProblem(
      'data-directory.layout-missing',
      `${path} holds data of Matoi but ${LAYOUT_FILE} is missing: restore this file from a backup.`,
      { path },
    );
  }
}

/** Fingerprint by which a wrong master key is recognised before anything is read or written with it. */
export function keyCheckOf(key: Buffer): string {
  return createHmac('sha256', key).update('matoi master key check v1').digest('hex').slice(0, 32);
}

/** Compares a key with the fingerprint of the layout. */
export function isKeyOf(key: Buffer, layout: Layout): boolean {
  const expected = Buffer.from(layout.keyCheck);
  const found = Buffer.from(keyCheckOf(key));
  return expected.length === found.length && timingSafeEqual(expected, found);
}
