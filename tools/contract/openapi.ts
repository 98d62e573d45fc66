import { existsSync, readFileSync } from 'node:fs';
import { routes } from '@matoi/contract';
import { currentDocument, documentFile, writeDocument } from './openapi.file.ts';

function check(): number {
  const operations = routes.length;
  if (existsSync(documentFile) && readFileSync(documentFile, 'utf8') === currentDocument()) {
    console.log(`packages/contract/openapi.json says what the contract says (${operations} operations)`);
    return operations > 0 ? 0 : 1;
  }
  console.error(
    'packages/contract/openapi.json is not what the contract says. Run `npm run generate` and commit the result.',
  );
  return 1;
}

if (process.argv.includes('--check')) process.exitCode = check();
else
  console.log(
    writeDocument() ? 'wrote packages/contract/openapi.json' : 'packages/contract/openapi.json is up to date',
  );
