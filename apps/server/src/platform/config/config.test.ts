import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartProblem } from '../data-directory/index.ts';
import { readConfig, requireConfig, variables } from './config.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'matoi-config-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

let count = 0;
function file(content: string): string {
  count += 1;
  const path = join(directory, `file-${count}`);
  writeFileSync(path, content);
  return path;
}

type Env = Readonly<Record<string, string>>;
const lineOf = (env: Env, name: string) => readConfig(env).lines.find((line) => line.name === name);
const problemsOf = (env: Env) =>
  readConfig(env)
    .lines.filter((line) => line.problem !== null)
    .map((line) => line.name);

describe('an empty environment', () => {
  it('is a configuration for this machine alone: nothing listens for others, no mail leaves', () => {
    const { config, lines } = readConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8700,
      publicUrl: 'http://127.0.0.1:8700',
      roles: ['web', 'worker', 'mail'],
      smtpHost: '127.0.0.1',
      smtpPort: 0,
      smtpRelayUrl: null,
      databaseUrl: null,
      adminEmail: null,
      trustProxy: false,
      logLevel: 'warn',
    });
    expect(lines.map((line) => line.name)).toEqual(variables.map((variable) => variable.name));
    for (const line of lines) expect([line.name, line.meaning.length > 10]).toEqual([line.name, true]);
  });
});

describe('each variable', () => {
  const right: Readonly<Record<string, readonly (readonly [string, object])[]>> = {
    MATOI_HOST: [
      ['0.0.0.0', { host: '0.0.0.0', publicUrl: 'http://localhost:8700' }],
      ['::', { publicUrl: 'http://localhost:8700' }],
      ['::1', { publicUrl: 'http://[::1]:8700' }],
    ],
    MATOI_PORT: [
      ['0', { port: 0 }],
      ['65535', { port: 65_535, publicUrl: 'http://127.0.0.1:65535' }],
    ],
    MATOI_PUBLIC_URL: [['https://matoi.example.jp//', { publicUrl: 'https://matoi.example.jp' }]],
    MATOI_DATA_DIR: [['/srv/matoi', { dataDirectory: '/srv/matoi' }]],
    MATOI_ROLES: [
      ['web', { roles: ['web'] }],
      ['worker, mail', { roles: ['worker', 'mail'] }],
    ],
    MATOI_SMTP_HOST: [['0.0.0.0', { smtpHost: '0.0.0.0' }]],
    MATOI_SMTP_PORT: [['2525', { smtpPort: 2525 }]],
    MATOI_SMTP_MAX_BYTES: [['10000', { smtpMaxBytes: 10_000 }]],
    MATOI_SMTP_RELAY_URL: [
      ['smtps://user:pw@relay.example:465', { smtpRelayUrl: 'smtps://user:pw@relay.example:465' }],
    ],
    MATOI_MAIL_FROM: [['csirt@example.jp', { mailFrom: 'csirt@example.jp' }]],
    DATABASE_URL: [['postgres://u:p@db.example:5432/matoi', { databaseUrl: 'postgres://u:p@db.example:5432/matoi' }]],
    MATOI_KEY_FILE: [['/run/keys/master', { keyFile: '/run/keys/master' }]],
    MATOI_TRUST_PROXY: [['true', { trustProxy: true }]],
    MATOI_LOG_LEVEL: [['debug', { logLevel: 'debug' }]],
  };
  const wrong: Readonly<Record<string, readonly string[]>> = {
    MATOI_PORT: ['-1', '65536', '80.5', 'http', '8700x', '1e9', 'NaN'],
    MATOI_PUBLIC_URL: ['matoi.example.jp', 'ftp://matoi.example.jp', 'javascript:alert(1)', '//matoi'],
    MATOI_ROLES: ['web,database', 'all', ',', 'WEB'],
    MATOI_SMTP_PORT: ['70000', 'x'],
    MATOI_SMTP_MAX_BYTES: ['9999', '200000001', '-5', '1GB'],
    MATOI_SMTP_RELAY_URL: ['relay.example:25', 'http://relay.example', 'x'],
    MATOI_MAIL_FROM: ['csirt', 'CSIRT <csirt@example.jp>', 'a@b c'],
    DATABASE_URL: ['mysql://db', 'db.example', 'x'],
    MATOI_ADMIN_EMAIL: ['admin'],
    MATOI_ADMIN_PASSWORD: ['fourteen chars', 'a'.repeat(257)],
    MATOI_SMTP_TLS_CERT: ['/etc/matoi/cert.pem'],
    MATOI_SMTP_TLS_KEY: ['/etc/matoi/key.pem', '-----BEGIN CERTIFICATE-----'],
    MATOI_TRUST_PROXY: ['yes', '1', 'TRUE'],
    MATOI_LOG_LEVEL: ['verbose', 'WARN'],
  };

  it('of a pair is refused without the other', () => {
    const cert = '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----';
    const key = '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----';
    expect(readConfig({ MATOI_SMTP_TLS_CERT: cert }).config).toBeNull();
    expect(readConfig({ MATOI_SMTP_TLS_KEY: key }).config).toBeNull();
    const both = readConfig({ MATOI_SMTP_TLS_CERT: cert, MATOI_SMTP_TLS_KEY: key });
    expect(both.config).toMatchObject({ smtpTlsCertificate: cert, smtpTlsKey: key });
    expect(JSON.stringify(both.lines)).not.toContain('PRIVATE KEY');
  });

  it('is tried here with a right value', () => {
    const together = ['MATOI_ADMIN_EMAIL', 'MATOI_ADMIN_PASSWORD', 'MATOI_SMTP_TLS_CERT', 'MATOI_SMTP_TLS_KEY'];
    expect(Object.keys(right).concat(together).sort()).toEqual(variables.map((variable) => variable.name).sort());
  });

  it.each(Object.entries(right).flatMap(([name, cases]) => cases.map(([value, part]) => [name, value, part] as const)))(
    '%s takes %s',
    (name, value, part) => {
      expect(readConfig({ [name]: value }).config).toMatchObject(part);
      expect(lineOf({ [name]: value }, name)?.source).toBe('environment');
    },
  );

  it.each(Object.entries(wrong).flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
    '%s refuses %.40s by name',
    (name, value) => {
      const reading = readConfig({ [name]: value });
      expect(reading.config).toBeNull();
      expect(problemsOf({ [name]: value })).toContain(name);
      expect(() => requireConfig({ [name]: value })).toThrow(StartProblem);
      expect(() => requireConfig({ [name]: value })).toThrow(name);
    },
  );

  it('may be empty, which means not set', () => {
    for (const { name } of variables) {
      expect([name, lineOf({ [name]: '' }, name)]).toEqual([name, lineOf({}, name)]);
      expect([name, lineOf({ [name]: '' }, name)?.problem]).toEqual([name, null]);
    }
  });
});

describe('where a value comes from', () => {
  it('is the environment before a secret file before the configuration file before the default', () => {
    const config = file(JSON.stringify({ MATOI_PORT: 1111, MATOI_LOG_LEVEL: 'debug', MATOI_TRUST_PROXY: true }));
    const base = { MATOI_CONFIG_FILE: config };
    expect(lineOf(base, 'MATOI_PORT')).toMatchObject({ value: '1111', source: 'file' });
    expect(readConfig(base).config).toMatchObject({ port: 1111, logLevel: 'debug', trustProxy: true });
    const secret = { ...base, MATOI_PORT_FILE: file('2222\n') };
    expect(lineOf(secret, 'MATOI_PORT')).toMatchObject({ value: '2222', source: 'secret file' });
    expect(lineOf({ ...secret, MATOI_PORT: '3333' }, 'MATOI_PORT')).toMatchObject({
      value: '3333',
      source: 'environment',
    });
    expect(lineOf({ ...secret, MATOI_PORT: '' }, 'MATOI_PORT')).toMatchObject({ value: '2222' });
  });

  it('is a file for every variable by NAME_FILE, less one line break at its end', () => {
    for (const [name, value] of [
      ['DATABASE_URL', 'postgres://u:p@db/matoi'],
      ['MATOI_SMTP_RELAY_URL', 'smtp://u:p@relay'],
      ['MATOI_HOST', '::1'],
    ] as const) {
      for (const end of ['', '\n', '\r\n']) {
        const env = { [`${name}_FILE`]: file(value + end) };
        expect([name, lineOf(env, name)?.source, lineOf(env, name)?.problem]).toEqual([name, 'secret file', null]);
      }
    }
    const password = 'spaces at the end count  ';
    const env = { MATOI_ADMIN_EMAIL: 'a@example.jp', MATOI_ADMIN_PASSWORD_FILE: file(`${password}\n`) };
    expect(readConfig(env).config?.adminPassword).toBe(password);
  });

  it('may be named in the configuration file as a file', () => {
    const secret = file('a secret of length');
    const config = file(JSON.stringify({ MATOI_ADMIN_EMAIL: 'a@example.jp', MATOI_ADMIN_PASSWORD_FILE: secret }));
    expect(readConfig({ MATOI_CONFIG_FILE: config }).config?.adminPassword).toBe('a secret of length');
  });

  it.each([
    ['is not there', () => join(directory, 'nothing')],
    ['is a directory', () => directory],
  ])('is told when the secret file %s', (_name, path) => {
    const env = { DATABASE_URL_FILE: path() };
    expect(readConfig(env).config).toBeNull();
    expect(lineOf(env, 'DATABASE_URL')?.problem).toContain(path());
  });
});

describe('a broken configuration file', () => {
  it.each([
    ['cut off', '{"MATOI_PORT": 1'],
    ['no JSON', 'MATOI_PORT=1'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['nothing', ''],
    ['with a nested value', '{"MATOI_PORT": {"a": 1}}'],
    ['with null', '{"MATOI_PORT": null}'],
  ])('that is %s is named, and nothing of it is used', (_name, content) => {
    const env = { MATOI_CONFIG_FILE: file(content) };
    expect(readConfig(env).config).toBeNull();
    expect(problemsOf(env)).toEqual(['MATOI_CONFIG_FILE']);
  });

  it('that is not there or may not be read is named', () => {
    expect(problemsOf({ MATOI_CONFIG_FILE: join(directory, 'nothing') })).toEqual(['MATOI_CONFIG_FILE']);
    expect(problemsOf({ MATOI_CONFIG_FILE: directory })).toEqual(['MATOI_CONFIG_FILE']);
    const closed = file('{}');
    chmodSync(closed, 0o000);
    if (process.getuid?.() !== 0) expect(problemsOf({ MATOI_CONFIG_FILE: closed })).toEqual(['MATOI_CONFIG_FILE']);
  });

  it('is never quoted: it may hold passwords', () => {
    for (const content of ['{"MATOI_ADMIN_PASSWORD": hunter2hunter2}', '{"a": "hunter2', 'hunter2']) {
      const { lines } = readConfig({ MATOI_CONFIG_FILE: file(content) });
      expect(JSON.stringify(lines)).not.toContain('hunter2');
    }
  });

  it('cannot reach a prototype', () => {
    const env = { MATOI_CONFIG_FILE: file('{"__proto__": "x", "constructor": "y"}') };
    expect(readConfig(env).config).toBeNull();
    expect(problemsOf(env)).toContain('constructor');
    expect(({} as { x?: string }).x).toBeUndefined();
  });
});

describe('names that Matoi does not know', () => {
  it('are problems when they look like ours, in environment and file', () => {
    expect(problemsOf({ MATOI_PROT: '8700' })).toEqual(['MATOI_PROT']);
    expect(problemsOf({ MATOI_PORT_FILES: 'x' })).toEqual(['MATOI_PORT_FILES']);
    expect(problemsOf({ MATOI_CONFIG_FILE: file('{"PORT": 1}') })).toEqual(['PORT']);
  });

  it('are nobody’s business otherwise', () => {
    expect(
      readConfig({ PATH: '/bin', PORT: 'x', matoi_port: 'x', MATOI_TOKEN: 't', MATOI_URL: 'u' }).config,
    ).not.toBeNull();
  });
});

describe('secrets', () => {
  it('are masked in every line, right or wrong', () => {
    const secrets = {
      MATOI_SMTP_RELAY_URL: 'smtp://user:hunter2@relay',
      DATABASE_URL: 'postgres://u:hunter2@db/matoi',
      MATOI_ADMIN_PASSWORD: 'hunter2 hunter2 hunter2',
      MATOI_ADMIN_EMAIL: 'a@example.jp',
    };
    expect(JSON.stringify(readConfig(secrets).lines)).not.toContain('hunter2');
    expect(lineOf(secrets, 'DATABASE_URL')?.value).toBe('********');
    for (const name of ['MATOI_SMTP_RELAY_URL', 'DATABASE_URL', 'MATOI_ADMIN_PASSWORD']) {
      const { lines } = readConfig({ [name]: 'x:hunter2' });
      expect([name, JSON.stringify(lines).includes('hunter2')]).toEqual([name, false]);
      expect(() => requireConfig({ [name]: 'x:hunter2' })).toThrow(expect.not.stringContaining('hunter2'));
    }
  });
});

describe('the first administrator', () => {
  it('needs address and password together', () => {
    expect(problemsOf({ MATOI_ADMIN_EMAIL: 'a@example.jp' })).toEqual(['MATOI_ADMIN_PASSWORD_FILE']);
    expect(problemsOf({ MATOI_ADMIN_PASSWORD: 'a long enough password' })).toEqual(['MATOI_ADMIN_EMAIL']);
  });
});
