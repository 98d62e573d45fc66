import { defineCommand } from 'citty';
import pino from 'pino';
import { requireConfig } from '../../platform/config/index.ts';
import { migrationsDirectory, programVersion, webDirectory } from '../context.ts';

/** `matoi start`: runs until it is told to stop. */
export const startCommand = defineCommand({
  meta: { name: 'start', description: 'Start the server (web, worker and mail roles)' },
  args: { json: { type: 'boolean', description: 'say problems as JSON' } },
  async run() {
    const began = performance.now();
    const config = requireConfig();
    const log = pino(
      {
        level: config.logLevel,
        timestamp: pino.stdTimeFunctions.isoTime,
        redact: ['*.password', '*.token', '*.secret'],
      },
      pino.destination({ dest: 2, sync: true }),
    );
    const version = programVersion();
    console.log(`Matoi ${version}`);
    const onProblem = (error: unknown) =>
      log.error(
        { err: error instanceof Error ? { message: error.message, stack: error.stack } : String(error) },
        'problem',
      );
    process.on('unhandledRejection', onProblem);
    // Only now: `--help` and a wrong configuration are told without waiting for the whole program.
    const { startProgram } = await import('../../program.ts');
    const program = await startProgram({
      config,
      version,
      migrationsDirectory: migrationsDirectory(),
      webDirectory: webDirectory(),
      say: (line) => console.log(line),
      onProblem,
    });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`Data: ${config.dataDirectory}`);
    if (program.smtpPort !== null) console.log(`Mail is received on ${config.smtpHost}:${program.smtpPort}`);
    if (config.roles.includes('web'))
      console.log(
        `Ready in ${seconds} s: ${config.port === 0 ? `http://${config.host}:${program.port}` : config.publicUrl}`,
      );
    else console.log(`Ready in ${seconds} s (roles: ${config.roles.join(', ')})`);
    if (program.setUpLink !== null) {
      console.log(`Set-up link (works once, for 24 hours; a new one is made at each start):\n  ${program.setUpLink}`);
    }
    await stopped(async () => {
      console.log('Stopping.');
      await program.stop();
    });
  },
});

/** Waits for a signal, then stops in order; a second signal ends at once. */
function stopped(stop: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let stoppingSince: number | null = null;
    const onSignal = () => {
      // Under npm a Ctrl-C arrives twice, from the terminal and from npm: only a later one is a second wish.
      if (stoppingSince !== null && performance.now() - stoppingSince > 1_000) process.exit(130);
      if (stoppingSince !== null) return;
      stoppingSince = performance.now();
      stop().then(() => {
        resolve();
        process.exit(0);
      }, reject);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}
