import { isNoticeCurrent, lockedPackages } from './notice.file.ts';
import { foreignLicences } from './notice.ts';

const packages = lockedPackages();
const foreign = foreignLicences(packages);
const isCurrent = isNoticeCurrent();

for (const one of foreign) console.error(`${one}: this licence was not agreed to (tools/licences/notice.ts).`);
if (!isCurrent)
  console.error('NOTICE does not list the packages of the lockfile. Run `npm run generate` and commit it.');
console.log(`${packages.length} packages, ${foreign.length} with a licence that was not agreed to`);
process.exitCode = foreign.length > 0 || !isCurrent || packages.length === 0 ? 1 : 0;
