import { randomBytes } from 'node:crypto';
import { defineCommand } from 'citty';
import { CliRefusal } from '../cli-problem.ts';

/** `matoi demo` */
export const demoCommand = defineCommand({
  meta: {
    name: 'demo',
    description: 'Fill a fresh installation with an invented team and its last six weeks; nothing in it is real',
  },
  args: { json: { type: 'boolean', description: 'print as JSON' } },
  async run({ args }) {
    const [{ withGround }, { isFresh, runDemo }, { people }] = await Promise.all([
      import('../with-ground.ts'),
      import('../demo/run.ts'),
      import('../demo/people.ts'),
    ]);
    const password = randomBytes(15).toString('base64url');
    const made = await withGround(async ({ ground, publicUrl }) => {
      if (!(await isFresh(ground)))
        throw new CliRefusal(
          'demo.run.not-fresh',
          'This installation has records already. A demonstration goes into a fresh one only: set MATOI_DATA_DIR to a new directory.',
        );
      const now = new Date();
      return {
        ...(await runDemo({ ground, publicUrl, now, password, say: (line) => console.error(line) })),
        address: publicUrl,
      };
    });
    const accounts = people.map(({ email, name, roles, about }) => ({ email, name, roles, about }));
    if (args.json) {
      console.log(JSON.stringify({ isInvented: true, ...made, accounts, password }));
      return;
    }
    const width = Math.max(...people.map(({ email }) => email.length));
    console.log(
      [
        `Everything in it is invented: ${made.reports} reports and ${made.incidents} incidents of a company that does not exist.`,
        'No mail was sent and none waits to be sent; automatic mail is switched off.',
        '',
        `Start the program (npm start), open ${made.address} and sign in with one of these addresses:`,
        '',
        ...people.map(({ email, about }) => `  ${email.padEnd(width)}  ${about}`),
        '',
        `Password of all of them, shown only now: ${password}`,
        'Never take real reports in here: begin again with an empty data directory.',
      ].join('\n'),
    );
  },
});
