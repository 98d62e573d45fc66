import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepCertificate } from '../../src/platform/mail/index.ts';
import { freePort } from './test-program.ts';

/** Why there is no Dovecot here, or null. With CI=true a missing one is a failure, not a reason to skip. */
export function dovecotMissing(): string | null {
  if (existsSync('/usr/sbin/dovecot')) return null;
  if (process.env.CI === 'true') throw new Error('CI=true, and dovecot-imapd is not installed');
  return 'dovecot-imapd is not installed here, and may not be installed';
}

export type Dovecot = {
  readonly port: number;
  readonly tlsPort: number;
  /** What a client has to trust; made for the name `localhost`. */
  readonly certificate: string;
  readonly key: string;
  readonly user: string;
  readonly password: string;
  /** Puts mails into the mailbox as its own delivery does, many at once. */
  deliver(mails: readonly string[]): void;
  /** How many mails carry a flag of Maildir (`S`: seen). */
  countWith(flag: string): Promise<number>;
  restart(): Promise<void>;
  /** Gives the mailbox another UIDVALIDITY with all mails in it, as after a restore. */
  renumber(): Promise<void>;
  stop(): Promise<void>;
};

/** Who Dovecot runs as: never root. */
function unprivileged(): { readonly uid: number; readonly gid: number; readonly name: string; readonly group: string } {
  const id = (...args: string[]) => execFileSync('id', args, { encoding: 'utf8' }).trim();
  const isRoot = process.getuid?.() === 0;
  const who = isRoot ? ['nobody'] : [];
  return {
    uid: Number(id('-u', ...who)),
    gid: Number(id('-g', ...who)),
    name: id('-un', ...who),
    group: id('-gn', ...who),
  };
}

/**
 * A real IMAP server in a folder of its own, on high ports, as an unprivileged process. `tokenInfo` is the address that
 * checks access tokens (XOAUTH2); without it only passwords are taken.
 */
export async function startDovecot(
  options: { readonly tokenInfo?: string; readonly certificate?: { readonly key: string; readonly cert: string } } = {},
): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-dovecot-'));
  const who = unprivileged();
  const [port, tlsPort] = [await freePort(), await freePort()];
  const made =
    options.certificate ?? (await keepCertificate({ directory: null, hostName: 'localhost', now: new Date() }));
  for (const name of ['run', 'state', 'mail', 'home']) mkdirSync(join(folder, name));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('cert.pem', made.cert);
  write('key.pem', made.key);
  write('users', 'csirt:{PLAIN}a password of the mailbox\n');
  write('oauth2.conf', `tokeninfo_url = ${options.tokenInfo ?? 'http://127.0.0.1:9/'}\nusername_attribute = user\n`);
  write('dovecot.conf', configOf({ folder, who, port, tlsPort, hasTokens: options.tokenInfo !== undefined }));
  chmodSync(folder, 0o755);
  for (const name of [
    '',
    'run',
    'state',
    'mail',
    'home',
    'cert.pem',
    'key.pem',
    'users',
    'oauth2.conf',
    'dovecot.conf',
  ])
    chownSync(join(folder, name), who.uid, who.gid);

  let child: ChildProcess | null = null;
  const start = async () => {
    const started = spawn('/usr/sbin/dovecot', ['-F', '-c', join(folder, 'dovecot.conf')], {
      uid: who.uid,
      gid: who.gid,
      stdio: 'ignore',
    });
    child = started;
    await answering(port, () => {
      if (started.exitCode !== null) throw new Error(`dovecot ended: ${readFileSync(join(folder, 'log'), 'utf8')}`);
    });
  };
  const end = async () => {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null) return;
    await new Promise<void>((resolve) => {
      ending.once('exit', () => resolve());
      ending.kill('SIGTERM');
    });
  };
  await start();
  return {
    port,
    tlsPort,
    certificate: made.cert,
    key: made.key,
    user: 'csirt',
    password: 'a password of the mailbox',
    deliver(mails) {
      const box = join(folder, 'mail', 'csirt');
      for (const name of ['', 'cur', 'new', 'tmp']) {
        mkdirSync(join(box, name), { recursive: true });
        chownSync(join(box, name), who.uid, who.gid);
      }
      for (const [at, mail] of mails.entries()) {
        const path = join(box, 'new', `${1_700_000_000 + at}.M${at}P1.test`);
        writeFileSync(path, mail);
        chownSync(path, who.uid, who.gid);
      }
    },
    async countWith(flag) {
      const names = readdirSync(join(folder, 'mail', 'csirt', 'cur'));
      return names.filter((name) => (name.split(':2,')[1] ?? '').includes(flag)).length;
    },
    async restart() {
      await end();
      await start();
    },
    async renumber() {
      await end();
      // The number is the second in which the list was made; a new one must not fall into the same.
      const list = join(folder, 'mail', 'csirt', 'dovecot-uidlist');
      const before = /V(\d+)/.exec(readFileSync(list, 'utf8'))?.[1];
      for (const name of [
        'dovecot-uidlist',
        'dovecot-uidvalidity',
        'dovecot.index',
        'dovecot.index.log',
        'dovecot.index.cache',
        'dovecot.list.index',
        'dovecot.list.index.log',
      ])
        rmSync(join(folder, 'mail', 'csirt', name), { force: true });
      while (Math.floor(Date.now() / 1000) <= Number(before)) await new Promise((resolve) => setTimeout(resolve, 50));
      await start();
    },
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until somebody greets on a port. */
async function answering(port: number, check: () => void): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    check();
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('data', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (isUp) return;
    if (Date.now() > end) throw new Error('dovecot did not answer within twenty seconds');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function configOf(given: {
  readonly folder: string;
  readonly who: { readonly name: string; readonly group: string; readonly uid: number; readonly gid: number };
  readonly port: number;
  readonly tlsPort: number;
  readonly hasTokens: boolean;
}): string {
  const { folder, who, port, tlsPort } = given;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${who.name}
default_internal_group = ${who.group}
default_login_user = ${who.name}
first_valid_uid = 1
mail_location = maildir:${folder}/mail/%u
mail_max_userip_connections = 100
disable_plaintext_auth = no
ssl = yes
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
auth_mechanisms = plain login${given.hasTokens ? ' xoauth2' : ''}
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = ${folder}/users
}
${given.hasTokens ? `passdb {\n  driver = oauth2\n  mechanisms = xoauth2\n  args = ${folder}/oauth2.conf\n}` : ''}
userdb {
  driver = static
  args = uid=${who.uid} gid=${who.gid} home=${folder}/home/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Done {
    auto = create
  }
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
`;
}
