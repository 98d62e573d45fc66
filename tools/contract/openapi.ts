import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { permissions, type Route, refusalStatuses, routes } from '@matoi/contract';
import { openApiDocument } from './openapi.document.ts';

const file = fileURLToPath(new URL('../../packages/contract/openapi.json', import.meta.url));
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
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
  writeFileSync(file, text);
  return true;
}

function check(): number {
  const operations = routes.length;
  if (existsSync(file) && readFileSync(file, 'utf8') === currentDocument()) {
    console.log(`packages/contract/openapi.json says what the contract says (${operations} operations)`);
    return operations > 0 ? 0 : 1;
  }
  console.error(
    'packages/contract/openapi.json is not what the contract says. Run `npm run generate` and commit the result.',
  );
  return 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) process.exitCode = check();
  else
    console.log(
      writeDocument() ? 'wrote packages/contract/openapi.json' : 'packages/contract/openapi.json is up to date',
    );
}
