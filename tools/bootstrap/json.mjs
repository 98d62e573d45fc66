import { readFileSync } from 'node:fs';

/** Reads a small file of our own; one that was half written when the machine went down counts as absent. */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
