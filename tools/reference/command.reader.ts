import { typed } from './tables.ts';

/** What the reference needs to know of a command of the CLI. */
export type CommandShape = {
  readonly meta?: unknown;
  readonly args?: unknown;
  readonly subCommands?: unknown;
};

type Arg = {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly required?: boolean;
};

/** Sections of the CLI page: one for each command that can be run, with its options. */
export function commandSections(commands: Readonly<Record<string, CommandShape>>, prefix = 'matoi'): readonly string[] {
  return Object.entries(commands).flatMap(([name, command]) => {
    const path = `${prefix} ${name}`;
    const inner = command.subCommands;
    return inner === undefined ? [section(path, command)] : commandSections(plain(path, inner), path);
  });
}

/** Commands of commands are declared in place; what is loaded late could not be read here. */
function plain(path: string, value: unknown): Readonly<Record<string, CommandShape>> {
  if (typeof value !== 'object' || value === null)
    throw new TypeError(`the commands of ${path} are not declared in place`);
  return value as Readonly<Record<string, CommandShape>>;
}

function section(path: string, command: CommandShape): string {
  const { description } = plain(path, command.meta) as { readonly description?: string };
  const args = Object.entries((command.args ?? {}) as Readonly<Record<string, Arg>>);
  const usage = args.filter(([, arg]) => arg.type === 'positional').map(([name]) => ` <${name}>`);
  const options = args.map(([name, arg]) => `- ${typed(wordOf(name, arg))}: ${explain(arg)}`);
  return [`### ${typed(`${path}${usage.join('')}`)}`, '', `${description ?? ''}.`, '', ...options].join('\n').trimEnd();
}

function wordOf(name: string, arg: Arg): string {
  if (arg.type === 'positional') return `<${name}>`;
  return arg.type === 'boolean' ? `--${name}` : `--${name} <…>`;
}

function explain(arg: Arg): string {
  const notes = [
    ...(arg.required === true && arg.type !== 'positional' ? ['required'] : []),
    ...(arg.default === undefined ? [] : [`default ${typed(String(arg.default))}`]),
  ];
  return `${arg.description ?? ''}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}
