import { type SentenceKey, sentence } from '@matoi/catalogues';
import { Refused } from '@matoi/kernel';
import { defineCommand, runCommand, showUsage } from 'citty';
import { exitCodes, programVersion } from './ops/context.ts';
import { StartProblem } from './platform/data-directory/index.ts';

const main = defineCommand({
  meta: { name: 'matoi', version: programVersion(), description: 'Matoi 纏: the whole work of a CSIRT' },
  subCommands: {
    start: () => import('./ops/commands/start.command.ts').then((file) => file.startCommand),
    config: () => import('./ops/commands/config.command.ts').then((file) => file.configCommand),
    doctor: () => import('./ops/commands/doctor.command.ts').then((file) => file.doctorCommand),
    token: () => import('./ops/commands/token.command.ts').then((file) => file.tokenCommand),
    user: () => import('./ops/commands/user.command.ts').then((file) => file.userCommand),
    demo: () => import('./ops/commands/demo.command.ts').then((file) => file.demoCommand),
    audit: () => import('./ops/commands/audit.command.ts').then((file) => file.auditCommand),
    reports: () => import('@matoi/cli').then((file) => file.reportsCommand),
    ledger: () => import('@matoi/cli').then((file) => file.ledgerCommand),
    incidents: () => import('@matoi/cli').then((file) => file.incidentsCommand),
    journal: () => import('@matoi/cli').then((file) => file.journalCommand),
  },
});

/** Says what went wrong in one line (or as JSON) and answers the exit code. */
function explain(error: unknown, asJson: boolean): number {
  const say = (code: string, message: string, params: object) => {
    console.error(asJson ? JSON.stringify({ code, message, params }) : message);
  };
  if (error instanceof StartProblem) {
    say(error.code, error.message, error.params);
    return error.code.startsWith('config.') ? exitCodes.configuration : exitCodes.cannotStart;
  }
  if (error instanceof Refused) {
    const { code, params } = error.refusal;
    say(code, sentence('en', code as SentenceKey, params), params);
    return exitCodes.refused;
  }
  if (error instanceof Error && error.name === 'CLIError') {
    say('usage', `${error.message} Run "matoi --help" for the commands.`, {});
    return exitCodes.usage;
  }
  if (error instanceof Error && error.name === 'CliProblem') {
    say('code' in error ? String(error.code) : 'refused', error.message, {});
    return 'exitCode' in error ? Number(error.exitCode) : exitCodes.refused;
  }
  say('unexpected', error instanceof Error ? (error.stack ?? error.message) : String(error), {});
  return exitCodes.unexpected;
}

const rawArgs = process.argv.slice(2);
if (rawArgs.length === 0 || rawArgs.includes('--help') || rawArgs.includes('-h')) {
  await showUsage(await leaf(rawArgs));
  process.exit(exitCodes.ok);
}
if (rawArgs.includes('--version')) {
  console.log(programVersion());
  process.exit(exitCodes.ok);
}
try {
  await runCommand(main, { rawArgs });
} catch (error) {
  process.exit(explain(error, rawArgs.includes('--json')));
}

/** The command whose help is asked for. */
async function leaf(args: readonly string[]): Promise<typeof main> {
  let command = main;
  for (const name of args.filter((arg) => !arg.startsWith('-'))) {
    const subs: unknown =
      typeof command.subCommands === 'function' ? await command.subCommands() : await command.subCommands;
    const next: unknown = (subs as Record<string, unknown> | undefined)?.[name];
    if (next === undefined) break;
    command = (typeof next === 'function' ? await next() : next) as typeof main;
  }
  return command;
}
