import { type Role, roles } from '@matoi/contract/values';
import { defineCommand } from 'citty';
import { CliProblem, requireName } from '../cli-problem.ts';

const create = defineCommand({
  meta: { name: 'create', description: 'Create an API token; prints only the token' },
  args: {
    name: { type: 'string', required: true, description: 'what uses it' },
    role: { type: 'string', required: true, description: roles.join(', ') },
    json: { type: 'boolean', description: 'print as JSON' },
  },
  async run({ args }) {
    const role = roles.find((one) => one === args.role);
    if (role === undefined) throw new CliProblem(`There is no role "${args.role}". Choose one of ${roles.join(', ')}.`);
    const name = requireName(args.name);
    const input: { name: string; role: Role; expiresAt: null } = { name, role, expiresAt: null };
    // Only now: what these bring along takes a second, which nobody should wait for a word that was mistyped.
    const [{ withGround }, { createToken }] = await Promise.all([
      import('../with-ground.ts'),
      import('../../platform/identity/index.ts'),
    ]);
    const made = await withGround(({ runner, asked }) => runner.run(createToken, input, asked));
    console.log(args.json ? JSON.stringify(made) : made.token);
  },
});

/** `matoi token …` */
export const tokenCommand = defineCommand({
  meta: { name: 'token', description: 'API tokens' },
  subCommands: { create },
});
