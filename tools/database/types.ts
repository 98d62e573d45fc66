import { areTypesCurrent, typesFile } from './types.file.ts';

if (!(await areTypesCurrent())) {
  console.error(`${typesFile} is not what the migrations give. Run "npm run generate" and commit it.`);
  process.exitCode = 1;
}
