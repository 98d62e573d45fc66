import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { locales, type Role, roles } from '@matoi/contract/values';
import { defineCommand } from 'citty';
import { CliProblem, requireName } from '../cli-problem.ts';

const create = defineCommand({
  meta: {
    name: 'create',
    description: 'Create an account; without a password file a strong password is made and printed',
  },
  args: {
    email: { type: 'string', required: true, description: 'address to sign in with' },
    name: { type: 'string', description: 'name to show' },
    role: {
      type: 'string',
      default: 'handler',
      description: `one or more of ${roles.join(', ')}, separated by commas`,
    },
    locale: { type: 'string', default: 'ja', description: locales.join(' or ') },
    'password-file': { type: 'string', description: 'file whose first line is the password (15 characters or more)' },
    'break-glass': { type: 'boolean', description: 'the emergency account: every use of it raises an alarm' },
    json: { type: 'boolean', description: 'print as JSON' },
  },
  async run({ args }) {
    const email = args.email.trim().toLowerCase();
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new CliProblem(`"${args.email}" is not a mail address.`);
    const given = args.role.split(',').map((one) => one.trim());
    const known = given.filter((one): one is Role => roles.some((role) => role === one));
    if (known.length !== given.length)
      throw new CliProblem(`Unknown role in "${args.role}". Choose from ${roles.join(', ')}.`);
    const locale = locales.find((one) => one === args.locale);
    if (locale === undefined) throw new CliProblem(`The language must be ${locales.join(' or ')}.`);
    const file = args['password-file'];
    const password = file === undefined ? randomBytes(18).toString('base64url') : readPassword(file);
    if (password.length < 15 || password.length > 256)
      throw new CliProblem('The password must have 15 to 256 characters.');
    const name = args.name === undefined ? email : requireName(args.name);
    // Only now: what these bring along takes a second, which nobody should wait for a word that was mistyped.
    const [{ withGround }, { createAccount, hashPassword }] = await Promise.all([
      import('../with-ground.ts'),
      import('../../platform/identity/index.ts'),
    ]);
    const passwordHash = await hashPassword(password);
    const isBreakGlass = args['break-glass'] === true;
    const account = {
      email,
      name,
      roles: known,
      locale,
      passwordHash,
      isBreakGlass,
    };
    const made = await withGround(({ runner, asked }) => runner.run(createAccount, account, asked));
    const shown = file === undefined ? { ...made, password } : made;
    if (args.json) console.log(JSON.stringify(shown));
    else
      console.log(
        `Account ${made.email} (${known.join(', ')}) created.${file === undefined ? `\nPassword: ${password}` : ''}`,
      );
  },
});

function readPassword(path: string): string {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/)[0] ?? '';
  } catch {
    throw new CliProblem(`The file ${path} cannot be read.`);
  }
}

/** `matoi user …` */
export const userCommand = defineCommand({ meta: { name: 'user', description: 'Accounts' }, subCommands: { create } });
