import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliResult, ensureBuilt, matoi, startMatoi } from '../support/cli-run.ts';
import { ask, signIn } from '../support/sessions.ts';
import { freePort } from '../support/test-program.ts';

let directory: string;
beforeAll(async () => {
  await ensureBuilt();
  directory = mkdtempSync(join(tmpdir(), 'matoi-operator-'));
  // Started as root, the database runs as another user, who must be able to pass through.
  chmodSync(directory, 0o711);
}, 180_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('matoi config check', () => {
  it('explains every setting and ends with 0 when it can be used', async () => {
    const { code, out, err } = await matoi(['config', 'check'], { env: { MATOI_DATA_DIR: directory } });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^MATOI_PORT\s+8700\s+\(default\)\s+TCP port/m);
    expect(out).toContain(`The configuration can be used. Data: ${directory}.`);
  });

  it('marks what is wrong, ends with 3, and shows no secret in text or JSON', async () => {
    const env = {
      MATOI_PORT: '99999',
      MATOI_PROT: '1',
      DATABASE_URL: 'postgres://u:hunter2@db/x',
      MATOI_SMTP_RELAY_URL: 'smtp://u:hunter2@relay',
    };
    const text = await matoi(['config', 'check'], { env });
    expect(text.code).toBe(3);
    expect(text.out).toMatch(/MATOI_PORT\s+99999[^\n]*\n\s+✗ /);
    expect(text.out).toMatch(/MATOI_PROT[^\n]*\n\s+✗ there is no such setting/);
    expect(text.err).toContain('cannot be used');
    const json = await matoi(['config', 'check', '--json'], { env });
    expect([json.code, json.err]).toEqual([3, '']);
    const parsed = JSON.parse(json.out) as {
      isUsable: boolean;
      effective: unknown;
      settings: { problem: string | null }[];
    };
    expect([parsed.isUsable, parsed.effective]).toEqual([false, null]);
    expect(parsed.settings.filter((one) => one.problem !== null)).toHaveLength(2);
    expect(text.out + text.err + json.out).not.toContain('hunter2');
  });

  it('masks secrets among what takes effect', async () => {
    const env = { DATABASE_URL: 'postgres://u:hunter2@db/x', MATOI_SMTP_RELAY_URL: 'smtp://u:hunter2@relay' };
    const { code, out, err } = await matoi(['config', 'check', '--json'], { env });
    expect(code, err).toBe(0);
    expect(JSON.parse(out).effective).toMatchObject({ databaseUrl: '********', smtpRelayUrl: '********' });
    expect(out).not.toContain('hunter2');
  });
});

describe('matoi doctor', () => {
  it('looks without changing anything, also where there is nothing yet', async () => {
    const empty = join(directory, 'never-made');
    const env = { MATOI_DATA_DIR: empty, MATOI_PORT: String(await freePort()) };
    const text = await matoi(['doctor'], { env });
    expect(text.out).toMatch(/[✓!] runtime: Node /);
    expect(text.out).toMatch(/✓ master key: will be made/);
    const json = await matoi(['doctor', '--json'], { env });
    const { findings } = JSON.parse(json.out) as { findings: { part: string; state: string }[] };
    expect(findings.map((one) => one.part)).toEqual(
      expect.arrayContaining(['runtime', 'configuration', 'server', 'web port', 'disk', 'master key']),
    );
    expect(() => statSync(empty)).toThrow();
  });

  it('ends with 4 and says why when the configuration is wrong, the key is gone or the port is not ours', async () => {
    const wrong = await matoi(['doctor'], { env: { MATOI_PORT: 'x' } });
    expect([wrong.code, /✗ configuration: MATOI_PORT/.test(wrong.out)]).toEqual([4, true]);
    const noKey = await matoi(['doctor'], {
      env: {
        MATOI_DATA_DIR: directory,
        MATOI_KEY_FILE: join(directory, 'no-key'),
        MATOI_PORT: String(await freePort()),
      },
    });
    expect([noKey.code, /✗ master key: .*no-key is not there/.test(noKey.out)]).toEqual([4, true]);
    const noAddress = await matoi(['doctor'], { env: { MATOI_DATA_DIR: directory, MATOI_HOST: '203.0.113.1' } });
    expect([noAddress.code, /✗ web port: /.test(noAddress.out)]).toEqual([4, true]);
  }, 30_000);
});

describe('wrong words', () => {
  it('end with 2, say what is wrong on stderr, and touch no data', async () => {
    const data = join(directory, 'untouched');
    const password = join(directory, 'short');
    writeFileSync(password, 'too short\n');
    for (const args of [
      ['token', 'create'],
      ['token', 'create', '--name', 'x'],
      ['token', 'create', '--name', 'x', '--role', 'root'],
      ['token', 'create', '--name', '  ', '--role', 'soc'],
      ['token', 'create', '--name', 'a'.repeat(101), '--role', 'soc'],
      ['token', 'create', '--name', 'a\u0007b', '--role', 'soc'],
      ['user', 'create', '--email', 'nobody'],
      ['user', 'create', '--email', 'a@example.jp', '--role', 'handler,root'],
      ['user', 'create', '--email', 'a@example.jp', '--locale', 'de'],
      ['user', 'create', '--email', 'a@example.jp', '--password-file', '/nowhere'],
      ['user', 'create', '--email', 'a@example.jp', '--password-file', password],
      ['user', 'create', '--email', 'a@example.jp', '--name', 'a\u001bb'],
      ['audit', 'verify', '--head', 'xyz'],
      ['audit'],
      ['user', 'delete'],
      ['nonsense'],
    ]) {
      const { code, out, err } = await matoi(args, { env: { MATOI_DATA_DIR: data } });
      expect([args, code, out]).toEqual([args, 2, '']);
      expect(err.trim().length).toBeGreaterThan(10);
      expect(err).not.toMatch(/\n\s+at /);
    }
    expect(() => statSync(data)).toThrow();
  }, 120_000);

  it('are explained by --help, and --version is one line', async () => {
    const help = await matoi(['--help']);
    expect(help.code).toBe(0);
    for (const command of ['start', 'config', 'doctor', 'token', 'user', 'audit', 'reports', 'incidents', 'journal'])
      expect(help.out).toContain(command);
    expect((await matoi(['token', 'create', '--help'])).out).toContain('--role');
    expect((await matoi(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  }, 30_000);
});

/** The same commands against a data directory without and with a running server. */
function operatorCommands(name: string, run: (args: readonly string[]) => Promise<CliResult>): void {
  describe(name, () => {
    it('token create prints only the token', async () => {
      const { code, out, err } = await run(['token', 'create', '--name', 'soc-east', '--role', 'soc']);
      expect(code, err).toBe(0);
      expect(out).toMatch(/^matoi_[0-9a-f]{32}_[\w-]{43}\n$/);
      const json = await run(['token', 'create', '--name', 'soc-west', '--role', 'soc', '--json']);
      expect(JSON.parse(json.out)).toMatchObject({ token: expect.stringMatching(/^matoi_/), record: { role: 'soc' } });
    }, 60_000);

    it('user create makes an account with a strong password, once for each address', async () => {
      const email = `${name.replaceAll(' ', '-')}@example.jp`;
      const { code, out, err } = await run([
        'user',
        'create',
        '--email',
        email.toUpperCase(),
        '--role',
        'handler,reader',
        '--json',
      ]);
      expect(code, err).toBe(0);
      const made = JSON.parse(out) as { email: string; password: string };
      expect(made.email).toBe(email);
      expect(made.password).toMatch(/^[\w-]{24}$/);
      const again = await run(['user', 'create', '--email', email, '--json']);
      expect([again.code, again.out]).toEqual([5, '']);
      expect(JSON.parse(again.err.trim().split('\n').at(-1) ?? '')).toMatchObject({
        code: 'accounts.invite.address-taken',
      });
    }, 60_000);

    it('user create takes the password from the first line of a file and does not print it', async () => {
      const file = join(directory, `password of ${name}`);
      writeFileSync(file, 'from the file, first line\r\nsecond line\n');
      const email = `file-${name.replaceAll(' ', '-')}@example.jp`;
      const { code, out, err } = await run([
        'user',
        'create',
        '--email',
        email,
        '--password-file',
        file,
        '--break-glass',
      ]);
      expect(code, err).toBe(0);
      expect(out).toBe(`Account ${email} (handler) created.\n`);
      expect(out + err).not.toContain('first line');
    }, 60_000);

    it('audit verify recomputes the chain and knows a noted head again', async () => {
      const { code, out, err } = await run(['audit', 'verify', '--json']);
      expect(code, err).toBe(0);
      const report = JSON.parse(out) as { isIntact: boolean; count: number; head: string };
      expect(report).toMatchObject({ isIntact: true });
      const text = await run(['audit', 'verify']);
      expect(text.out).toMatch(/^Intact: \d+ entries, \d+ waiting for their seal\.\nHead: [0-9a-f]{64}\n$/);
      expect((await run(['audit', 'verify', '--head', report.head.toUpperCase()])).code).toBe(0);
      const cut = await run(['audit', 'verify', '--head', 'f'.repeat(64)]);
      expect(cut.code).toBe(6);
      expect(cut.err).toContain('NOT intact');
    }, 90_000);
  });
}

describe('on a data directory', () => {
  const env: Record<string, string> = {};
  beforeAll(async () => {
    const data = join(directory, 'data');
    mkdirSync(data, { mode: 0o711 });
    env.MATOI_DATA_DIR = data;
    env.MATOI_PORT = String(await freePort());
  });
  const run = (args: readonly string[]) => matoi(args, { env });

  operatorCommands('without a server', run);

  describe('with a server', () => {
    let server: Awaited<ReturnType<typeof startMatoi>>;
    beforeAll(async () => {
      server = await startMatoi(env);
    }, 60_000);
    afterAll(async () => {
      expect(await server.stop()).toBe(0);
    }, 30_000);

    operatorCommands('beside a server', run);

    it('accounts and tokens work at once', async () => {
      const { out } = await run(['user', 'create', '--email', 'now@example.jp', '--role', 'administrator', '--json']);
      const { session } = await signIn(server, { email: 'now@example.jp', password: JSON.parse(out).password });
      expect((await session?.get('/api/v1/accounts'))?.status).toBe(200);
      const token = (await run(['token', 'create', '--name', 'now', '--role', 'handler'])).out.trim();
      const listed = await ask(server, 'GET', '/api/v1/incidents', { headers: { authorization: `Bearer ${token}` } });
      expect(listed.status).toBe(200);
    }, 60_000);

    it('S22 no secret that was made is in a file of the data directory but the key, or in what the server said', async () => {
      const token = (await run(['token', 'create', '--name', 'searched', '--role', 'soc'])).out.trim();
      await ask(server, 'GET', '/api/v1/incidents', { headers: { authorization: `Bearer ${token}x` } });
      const secret = Buffer.from(token.slice(39));
      const files = readdirSync(env.MATOI_DATA_DIR ?? '', { recursive: true, withFileTypes: true }).filter((one) =>
        one.isFile(),
      );
      expect(files.length).toBeGreaterThan(100);
      const holding = files.filter((one) => readFileSync(join(one.parentPath, one.name)).includes(secret));
      expect(holding.map((one) => one.name)).toEqual([]);
      expect(server.said()).not.toContain(token.slice(39));
    }, 60_000);

    it('doctor says that it runs', async () => {
      const { code, out, err } = await run(['doctor']);
      expect(code, err).toBe(0);
      expect(out).toMatch(/✓ server: runs at /);
    }, 30_000);

    it('a second start refuses in words and ends with 4', async () => {
      const { code, err } = await matoi(['start'], { env });
      expect(code, err).toBe(4);
      expect(err.length).toBeGreaterThan(20);
      expect(err).not.toMatch(/\n\s+at /);
    }, 30_000);
  });
});
