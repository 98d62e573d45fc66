import { writeDocument } from './contract/openapi.file.ts';
import { typesFile, writeTypes } from './database/types.file.ts';
import { writeNotice } from './licences/notice.file.ts';
import { writeReference } from './reference/reference.file.ts';

type Generator = { readonly writes: string; readonly run: () => boolean | Promise<boolean> };

/** Everything that is generated and committed. A generator answers whether it changed its file. */
const generators: readonly Generator[] = [
  { writes: 'packages/contract/openapi.json', run: writeDocument },
  { writes: typesFile, run: writeTypes },
  { writes: 'NOTICE', run: writeNotice },
  { writes: 'docs/reference and state pictures', run: writeReference },
];

for (const { writes, run } of generators) {
  console.log(`${writes}: ${(await run()) ? 'written' : 'up to date'}`);
}
