import { stalePages } from './reference.file.ts';

const { stale, count } = stalePages();
for (const file of stale) console.error(`${file} does not say what the code says.`);
if (stale.length > 0) console.error('Run `npm run generate` and commit the result.');
else console.log(`${count} pages say what the code says`);
process.exitCode = stale.length > 0 || count === 0 ? 1 : 0;
