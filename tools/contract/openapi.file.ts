import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { permissions, type Route, refusalStatuses, routes } from '@matoi/contract';
import { openApiDocument } from './openapi.document.ts';

export const documentFile = fileURLToPath(new URL('../../packages/contract/openapi.json', import.meta.url));
const packageFile = new URL('../../package.json', import.meta.url);

/** The document of the contract as it is now, as it is committed. */
export function currentDocument(): string {
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  const list: readonly Route[] = routes;
  return `${JSON.stringify(openApiDocument({ version, routes: list, refusalStatuses, permissions }), null, 2)}\n`;
}

/** Writes openapi.json; true when that changed it. */
export function writeDocument(): boolean {
  const text = currentDocument();
  if (existsSync(documentFile) && readFileSync(documentFile, 'utf8') === text) return false;
  writeFileSync(documentFile, text);
  return true;
}
