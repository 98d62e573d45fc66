import { defineCommand } from 'citty';
import { CliProblem } from '../cli-problem.ts';
import { exitCodes } from '../context.ts';

const verify = defineCommand({
  meta: { name: 'verify', description: 'Recompute the hash chain of the audit log from its first entry' },
  args: {
    head: { type: 'string', description: 'a chain head that was noted earlier: proves that nothing before it was cut' },
    json: { type: 'boolean', description: 'print as JSON' },
  },
  async run({ args }) {
    if (args.head !== undefined && !/^[0-9a-f]{64}$/i.test(args.head))
      throw new CliProblem('A chain head has 64 hexadecimal digits.');
    // Only now: what these bring along takes a second, which nobody should wait for a word that was mistyped.
    const [{ withGround }, { verifyChain }] = await Promise.all([
      import('../with-ground.ts'),
      import('../../platform/audit/index.ts'),
    ]);
    const report = await withGround(({ ground }) => verifyChain(ground.databases, args.head?.toLowerCase() ?? null));
    if (args.json) console.log(JSON.stringify(report));
    else if (report.isIntact)
      console.log(`Intact: ${report.count} entries, ${report.unsealed} waiting for their seal.\nHead: ${report.head}`);
    else
      console.error(
        `NOT intact${report.firstBroken === null ? '' : ` at entry ${report.firstBroken}`}: ${report.problem ?? 'unknown'}.`,
      );
    if (!report.isIntact) process.exitCode = exitCodes.notIntact;
  },
});

/** `matoi audit …` */
export const auditCommand = defineCommand({
  meta: { name: 'audit', description: 'Audit log' },
  subCommands: { verify },
});
