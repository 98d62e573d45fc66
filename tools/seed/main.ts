import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBuilt, startBuilt } from '../../apps/server/test/reliability/built.program.ts';
import { openAsSuperuser } from './installation.ts';
import { seed } from './seed.ts';
import { fullSizes, smallSizes } from './sizes.ts';

const help = `npm run seed -- --data <folder>          makes a new installation there with a small reference set
npm run seed -- --data <folder> --full   with the reference set of the quality page

The reference set is for measuring. For a team that looks alive there is "npx matoi demo".
`;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** The folder and the size, or null when help is wanted or something is unknown. */
function readArguments(args: readonly string[]): { readonly folder: string; readonly isFull: boolean } | null {
  const at = args.indexOf('--data');
  const folder = at === -1 ? undefined : args[at + 1];
  const rest = args.filter((arg, index) => index !== at && index !== at + 1 && arg !== '--full');
  return folder === undefined || rest.length > 0 ? null : { folder: resolve(folder), isFull: args.includes('--full') };
}

async function run({ folder, isFull }: { readonly folder: string; readonly isFull: boolean }): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty; choose a new folder.`);
  await ensureBuilt();
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const passwordFile = `${folder}.password`;
  const password = randomBytes(12).toString('base64url');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const program = await startBuilt({
    ...{ MATOI_DATA_DIR: folder, MATOI_SMTP_PORT: '0', MATOI_PORT: '0' },
    ...{ MATOI_ADMIN_EMAIL: 'admin@example.jp', MATOI_ADMIN_PASSWORD_FILE: passwordFile },
  });
  const databases = await openAsSuperuser(folder, [`alter role current_user set session_replication_role = 'replica'`]);
  try {
    await seed(databases, isFull ? fullSizes : smallSizes, (line) => say(`  ${line}`));
    await databases.ownerPool.query('alter role current_user reset session_replication_role');
  } finally {
    await databases.close();
    program.kill('SIGTERM');
    await program.ended;
    rmSync(passwordFile, { force: true });
  }
  say(`MATOI_DATA_DIR=${join(folder)} npm start    sign in as admin@example.jp with ${password}`);
}

const asked = readArguments(process.argv.slice(2));
if (asked === null) {
  process.stdout.write(help);
  process.exitCode = process.argv.includes('--help') ? 0 : 2;
} else await run(asked);
