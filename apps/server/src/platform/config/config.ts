import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import * as z from 'zod';
import { defaultDataDirectory, StartProblem } from '../data-directory/index.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const runRoles = ['web', 'worker', 'mail'] as const;
export type RunRole = (typeof runRoles)[number];

type Variable = {
  readonly name: string;
  readonly meaning: string;
  readonly schema: z.ZodType;
  readonly fallback: string | null;
  readonly isSecret?: boolean;
};

/** Every setting that Matoi reads, in the order in which `matoi config check` prints them. */
export const variables = [
  {
    name: 'MATOI_HOST',
    meaning: 'address that the web server listens on',
    schema: z.string().min(1),
    fallback: '127.0.0.1',
  },
  { name: 'MATOI_PORT', meaning: 'TCP port of the web server', schema: port, fallback: '8700' },
  {
    name: 'MATOI_PUBLIC_URL',
    meaning: 'address under which people reach Matoi, used in links and for the origin check',
    schema: z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, '')),
    fallback: null,
  },
  {
    name: 'MATOI_DATA_DIR',
    meaning: 'directory with keys, files and the database',
    schema: z.string().min(1),
    fallback: null,
  },
  {
    name: 'MATOI_ROLES',
    meaning: 'what this process does: web, worker, mail, separated by commas',
    schema: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .pipe(z.array(z.enum(runRoles)).min(1)),
    fallback: 'web,worker,mail',
  },
  {
    name: 'MATOI_SMTP_HOST',
    meaning: 'address that the mail receiver listens on',
    schema: z.string().min(1),
    fallback: '127.0.0.1',
  },
  { name: 'MATOI_SMTP_PORT', meaning: 'TCP port of the mail receiver, 0 = off', schema: port, fallback: '0' },
  {
    name: 'MATOI_SMTP_MAX_BYTES',
    meaning: 'largest mail that is accepted, in bytes',
    schema: z.coerce.number().int().min(10_000).max(200_000_000),
    fallback: '52428800',
  },
  {
    name: 'MATOI_SMTP_TLS_CERT',
    meaning: 'certificate of the mail receiver with its chain, PEM; give MATOI_SMTP_TLS_CERT_FILE; empty = self-made',
    schema: z.string().includes('-----BEGIN CERTIFICATE-----'),
    fallback: null,
  },
  {
    name: 'MATOI_SMTP_TLS_KEY',
    meaning: 'private key of that certificate, PEM; give MATOI_SMTP_TLS_KEY_FILE',
    schema: z.string().regex(/-----BEGIN [A-Z ]*PRIVATE KEY-----/),
    fallback: null,
    isSecret: true,
  },
  {
    name: 'MATOI_SMTP_RELAY_URL',
    meaning: 'relay for outgoing mail, smtp://user:password@host:port; empty = no mail leaves',
    schema: z.url({ protocol: /^smtps?$/ }),
    fallback: null,
    isSecret: true,
  },
  {
    name: 'MATOI_MAIL_FROM',
    meaning: 'sender of outgoing mail; later changed in the settings page',
    schema: z.email(),
    fallback: null,
  },
  {
    name: 'DATABASE_URL',
    meaning: 'own PostgreSQL 16 or later, as the owner of the database; empty = the bundled one',
    schema: z.url({ protocol: /^postgres(ql)?$/ }),
    fallback: null,
    isSecret: true,
  },
  {
    name: 'MATOI_KEY_FILE',
    meaning: 'file with the 32-byte master key; empty = keys/master.key in the data directory',
    schema: z.string().min(1),
    fallback: null,
  },
  {
    name: 'MATOI_ADMIN_EMAIL',
    meaning: 'first administrator for an unattended first start',
    schema: z.email(),
    fallback: null,
  },
  {
    name: 'MATOI_ADMIN_PASSWORD',
    meaning: 'password of that administrator, at least 15 characters; give MATOI_ADMIN_PASSWORD_FILE instead',
    schema: z.string().min(15).max(256),
    fallback: null,
    isSecret: true,
  },
  {
    name: 'MATOI_TRUST_PROXY',
    meaning: 'true when a reverse proxy in front sets X-Forwarded-For',
    schema: z.enum(['true', 'false']).transform((text) => text === 'true'),
    fallback: 'false',
  },
  {
    name: 'MATOI_LOG_LEVEL',
    meaning: 'silent, error, warn, info or debug',
    schema: z.enum(['silent', 'error', 'warn', 'info', 'debug']),
    fallback: 'warn',
  },
] as const satisfies readonly Variable[];

/** The configuration of one process, read once at start. */
export type Config = {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly dataDirectory: string;
  readonly roles: readonly RunRole[];
  readonly smtpHost: string;
  readonly smtpPort: number;
  readonly smtpMaxBytes: number;
  readonly smtpTlsCertificate: string | null;
  readonly smtpTlsKey: string | null;
  readonly smtpRelayUrl: string | null;
  readonly mailFrom: string | null;
  readonly databaseUrl: string | null;
  readonly keyFile: string | null;
  readonly adminEmail: string | null;
  readonly adminPassword: string | null;
  readonly trustProxy: boolean;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
};

/** One line of `matoi config check`: what a setting is, where its value came from, and what is wrong with it. */
export type ConfigLine = {
  readonly name: string;
  readonly meaning: string;
  readonly value: string;
  readonly source: 'environment' | 'file' | 'secret file' | 'default' | 'not set';
  readonly problem: string | null;
};

export type ConfigReading = { readonly lines: readonly ConfigLine[]; readonly config: Config | null };

type Given = { readonly value: string; readonly source: ConfigLine['source'] };

/**
 * Reads defaults, then the file named by `MATOI_CONFIG_FILE` (a JSON object of the same names), then the environment.
 * `NAME_FILE` reads the value from a file. `env` is given by tests. Never throws: what is wrong stands in the lines.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): ConfigReading {
  const problems: ConfigLine[] = [];
  const file = readConfigFile(env, problems);
  const values = new Map<string, unknown>();
  const lines = variables.map((variable: Variable): ConfigLine => {
    const given = findValue(variable.name, env, file);
    if ('problem' in given) return line(variable, { value: '', source: 'secret file' }, given.problem);
    const text = given.value === '' && variable.fallback !== null ? variable.fallback : given.value;
    const shown: Given =
      given.value === '' ? { value: text, source: variable.fallback === null ? 'not set' : 'default' } : given;
    if (text === '') return line(variable, shown, null);
    const parsed = variable.schema.safeParse(text);
    if (!parsed.success) return line(variable, shown, parsed.error.issues[0]?.message ?? 'not usable');
    values.set(variable.name, parsed.data);
    return line(variable, shown, null);
  });
  const all = [...problems, ...lines, ...unknownNames(env, file), ...together(values)];
  const config = all.some((one) => one.problem !== null) ? null : toConfig(values, env.XDG_DATA_HOME);
  return { lines: config === null ? all : all.map((one) => withEffective(one, config)), config };
}

/** Reads the configuration or refuses with one sentence that names every wrong setting. */
export function requireConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const { config, lines } = readConfig(env);
  if (config !== null) return config;
  const wrong = lines.filter((one) => one.problem !== null).map((one) => `${one.name}: ${one.problem}`);
  throw new StartProblem(
    'config.read.invalid',
    `The configuration cannot be used. ${wrong.join('; ')}. See "matoi config check".`,
  );
}

function line(variable: Variable, given: Given, problem: string | null): ConfigLine {
  const value = variable.isSecret === true && given.value !== '' ? '********' : given.value;
  return { name: variable.name, meaning: variable.meaning, value, source: given.source, problem };
}

function findValue(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
  file: Readonly<Record<string, string>>,
): Given | { readonly problem: string } {
  const direct = env[name];
  if (direct !== undefined && direct !== '') return { value: direct, source: 'environment' };
  const path = env[`${name}_FILE`] ?? file[`${name}_FILE`];
  if (path !== undefined && path !== '') {
    try {
      return { value: readFileSync(path, 'utf8').replace(/\r?\n$/, ''), source: 'secret file' };
    } catch {
      return { problem: `the file ${path} named by ${name}_FILE cannot be read` };
    }
  }
  const fromFile = file[name];
  return fromFile === undefined ? { value: '', source: 'not set' } : { value: fromFile, source: 'file' };
}

function readConfigFile(
  env: Readonly<Record<string, string | undefined>>,
  problems: ConfigLine[],
): Readonly<Record<string, string>> {
  const path = env.MATOI_CONFIG_FILE;
  if (path === undefined || path === '') return {};
  const wrong = (problem: string) =>
    problems.push({
      name: 'MATOI_CONFIG_FILE',
      meaning: 'configuration file',
      value: path,
      source: 'environment',
      problem,
    });
  if (!existsSync(path)) {
    wrong('the file does not exist');
    return {};
  }
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const checked = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).safeParse(parsed);
    if (checked.success)
      return Object.fromEntries(Object.entries(checked.data).map(([key, value]) => [key, String(value)]));
    wrong('it must be a JSON object whose values are texts, numbers or true/false');
  } catch (error) {
    // The parser's own words quote the file, which may hold passwords.
    wrong(error instanceof SyntaxError ? 'it is not valid JSON' : 'it cannot be read');
  }
  return {};
}

const otherNames = new Set([
  'MATOI_CONFIG_FILE',
  'MATOI_TOKEN',
  'MATOI_URL',
  'MATOI_CHROMIUM',
  'MATOI_TEST_CLUSTER',
  'MATOI_DEV',
]);

/** A mistyped name is an error: a setting that silently does nothing is found on the worst night of the year. */
function unknownNames(
  env: Readonly<Record<string, string | undefined>>,
  file: Readonly<Record<string, string>>,
): ConfigLine[] {
  const known = new Set<string>(variables.flatMap((variable) => [variable.name, `${variable.name}_FILE`]));
  const given = [...Object.keys(env).filter((name) => name.startsWith('MATOI_')), ...Object.keys(file)];
  return given
    .filter((name) => !known.has(name) && !otherNames.has(name))
    .map((name) => ({
      name,
      meaning: 'not a setting of Matoi',
      value: '',
      source: 'environment' as const,
      problem: 'there is no such setting; check the spelling',
    }));
}

const pairs = [
  { first: 'MATOI_ADMIN_EMAIL', second: 'MATOI_ADMIN_PASSWORD', meaning: 'first administrator' },
  { first: 'MATOI_SMTP_TLS_CERT', second: 'MATOI_SMTP_TLS_KEY', meaning: 'certificate of the mail receiver' },
] as const;

function together(values: ReadonlyMap<string, unknown>): ConfigLine[] {
  return pairs
    .filter(({ first, second }) => values.has(first) !== values.has(second))
    .map(({ first, second, meaning }) => ({
      name: values.has(first) ? `${second}_FILE` : first,
      meaning,
      value: '',
      source: 'not set' as const,
      problem: 'needed together with the other one',
    }));
}

/** Two defaults depend on the machine and on other settings; the operator wants to see what they came to. */
function withEffective(one: ConfigLine, config: Config): ConfigLine {
  if (one.source !== 'not set') return one;
  if (one.name === 'MATOI_DATA_DIR') return { ...one, value: config.dataDirectory, source: 'default' };
  return one.name === 'MATOI_PUBLIC_URL' ? { ...one, value: config.publicUrl, source: 'default' } : one;
}

function toConfig(values: ReadonlyMap<string, unknown>, xdgDataHome: string | undefined): Config {
  const read = <T>(name: (typeof variables)[number]['name'], otherwise: T): T =>
    (values.get(name) as T | undefined) ?? otherwise;
  const isRoot = process.getuid?.() === 0;
  const directory = read('MATOI_DATA_DIR', defaultDataDirectory({ isRoot, home: homedir(), xdgDataHome }));
  const config = {
    host: read('MATOI_HOST', '127.0.0.1'),
    port: read('MATOI_PORT', 8700),
    dataDirectory: isAbsolute(directory) ? directory : resolve(directory),
    roles: read<readonly RunRole[]>('MATOI_ROLES', runRoles),
    smtpHost: read('MATOI_SMTP_HOST', '127.0.0.1'),
    smtpPort: read('MATOI_SMTP_PORT', 0),
    smtpMaxBytes: read('MATOI_SMTP_MAX_BYTES', 52_428_800),
    smtpTlsCertificate: read<string | null>('MATOI_SMTP_TLS_CERT', null),
    smtpTlsKey: read<string | null>('MATOI_SMTP_TLS_KEY', null),
    smtpRelayUrl: read<string | null>('MATOI_SMTP_RELAY_URL', null),
    mailFrom: read<string | null>('MATOI_MAIL_FROM', null),
    databaseUrl: read<string | null>('DATABASE_URL', null),
    keyFile: read<string | null>('MATOI_KEY_FILE', null),
    adminEmail: read<string | null>('MATOI_ADMIN_EMAIL', null),
    adminPassword: read<string | null>('MATOI_ADMIN_PASSWORD', null),
    trustProxy: read('MATOI_TRUST_PROXY', false),
    logLevel: read<Config['logLevel']>('MATOI_LOG_LEVEL', 'warn'),
  };
  const shownHost = config.host.includes(':') ? `[${config.host}]` : config.host;
  const reachable = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : shownHost;
  return { ...config, publicUrl: read('MATOI_PUBLIC_URL', `http://${reachable}:${config.port}`) };
}
