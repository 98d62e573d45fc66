import { randomBytes } from 'node:crypto';
import { modules } from '../compose.ts';
import { systemActor } from '../platform/access/index.ts';
import { type Asked, makeRunner, type Runner } from '../platform/commands/index.ts';
import { type Ground, openGroundForCommand } from '../platform/composition/index.ts';
import { requireConfig } from '../platform/config/index.ts';
import { makeHealth } from '../platform/health/index.ts';
import { subjectKinds } from '../platform/subjects/index.ts';
import { migrationsDirectory, programVersion } from './context.ts';

/** Opens database and keys for one operator command and closes them afterwards. Progress goes to stderr. */
export async function withGround<T>(
  use: (given: {
    readonly ground: Ground;
    readonly runner: Runner;
    readonly asked: Asked;
    readonly publicUrl: string;
  }) => Promise<T>,
): Promise<T> {
  const clock = () => new Date();
  const config = requireConfig();
  const ground = await openGroundForCommand({
    config,
    version: programVersion(),
    migrationsDirectory: migrationsDirectory(),
    random: randomBytes,
    health: makeHealth(clock),
    say: (line) => console.error(line),
    onProblem: () => undefined,
  });
  try {
    const kinds = subjectKinds(modules.flatMap((module) => module.subjects));
    const runner = makeRunner({ databases: ground.databases, clock, random: randomBytes, kinds });
    const asked: Asked = { actor: systemActor('operator', [1]), requestId: null, version: null, repeat: null };
    return await use({ ground, runner, asked, publicUrl: config.publicUrl });
  } finally {
    await ground.close();
  }
}
