import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Exit codes of every command, as documented in docs/reference/cli.md. */
export const exitCodes = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  configuration: 3,
  cannotStart: 4,
  refused: 5,
  notIntact: 6,
} as const;

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const firstExisting = (paths: readonly string[]) => paths.map(from).find((path) => existsSync(path)) ?? null;

/** Version of the program, from the package it was built from. */
export function programVersion(): string {
  const path = firstExisting(['../../package.json', '../../../../package.json']);
  const read: unknown = path === null ? {} : JSON.parse(readFileSync(path, 'utf8'));
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : '0.0.0';
}

/** Where the migrations lie: beside the bundle, or in the source tree. */
export function migrationsDirectory(): string {
  return firstExisting(['./migrations', '../../migrations']) ?? from('./migrations');
}

/** Where the built web client lies, or null when it was not built. */
export function webDirectory(): string | null {
  return firstExisting(['../web', '../../../../dist/web']);
}
