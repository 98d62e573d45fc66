import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, readlink, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { createFile, hasCode, readIfPresent, replaceFile } from './durable.files.ts';
import { StartProblem } from './start.problem.ts';

/** The exclusive right to use a data directory, held until `release` or the end of this process. */
export type Claim = {
  /** Who held it before and ended without giving it up; `null` after an orderly end. */
  readonly abandonedBy: string | null;
  release(): Promise<void>;
};

type Owner = {
  readonly pid: number;
  readonly bootId: string | null;
  readonly pidNamespace: string | null;
  readonly startTime: string | null;
  readonly program: string;
};

type Held = { close(): Promise<void> };

/**
 * Claims the directory or refuses while its owner lives. What decides is held by the kernel and disappears with the
 * process, so neither `kill -9` nor a reboot nor a reused process id leaves a trace: on Linux a socket in the abstract
 * name space (atomic, per network name space) and a listening socket in the directory (seen from other containers), on
 * macOS an exclusively locked file. The record beside it only serves the message and the case of a shared process table.
 */
export async function claimDirectory(options: {
  path: string;
  programVersion: string;
  random: (n: number) => Buffer;
}): Promise<Claim> {
  const { path, programVersion, random } = options;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { mark, isFresh } = await claimMark(path, random);
    const held = await holdInKernel(path, mark);
    let isMine = false;
    try {
      // An initialisation that failed takes its mark away: then another start may already hold a newer one.
      if ((await readIfPresent(join(path, 'claim.id')))?.toString('utf8') !== mark) {
        await held.close();
        continue;
      }
      isMine = true;
      const previous = await readOwner(path);
      if (previous !== null && (await isAlive(previous))) throw inUse(path, previous);
      await replaceFile({
        path: join(path, 'claim.json'),
        content: `${JSON.stringify(await thisOwner(programVersion))}\n`,
        mode: 0o600,
      });
      return { abandonedBy: previous === null ? null : String(previous.pid), release: () => release(path, held) };
    } catch (error) {
      if (isMine && isFresh) await removeClaimMark(path);
      await held.close();
      throw error;
    }
  }
  throw new StartProblem(
    'data-directory.contended',
    `Other starts keep creating and removing ${path}: stop them and start again.`,
    { path },
  );
}

async function release(path: string, held: Held): Promise<void> {
  await rm(join(path, 'claim.json'), { force: true });
  await held.close();
}

/** Takes the mark away after a failed initialisation. Only for the holder of the claim. */
export async function removeClaimMark(path: string): Promise<void> {
  await rm(join(path, 'claim.id'), { force: true });
}

async function claimMark(path: string, random: (n: number) => Buffer): Promise<{ mark: string; isFresh: boolean }> {
  const file = join(path, 'claim.id');
  const present = await readIfPresent(file);
  if (present !== null) return { mark: present.toString('utf8'), isFresh: false };
  const mark = random(16).toString('hex');
  try {
    const created = await createFile({ path: file, content: mark, mode: 0o600, mark: random(6).toString('hex') });
    if (created) return { mark, isFresh: true };
  } catch (error) {
    // exFAT and some shared folders: PostgreSQL could not keep its rights there either.
    if (!hasCode(error, 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
    throw new StartProblem(
      'data-directory.file-system',
      `The file system of ${path} has no hard links, so data are not safe there: choose a local directory with MATOI_DATA_DIR.`,
      { path },
    );
  }
  return { mark: (await readIfPresent(file))?.toString('utf8') ?? mark, isFresh: false };
}

async function holdInKernel(path: string, mark: string): Promise<Held> {
  if (process.platform === 'darwin') return await holdLockedFile(path);
  const name = await abstractName(path, mark);
  const arbiter = await listen(name).catch(async (error: unknown) => {
    if (!hasCode(error, 'EADDRINUSE')) throw error;
    throw inUse(path, await readOwner(path));
  });
  let directory: FileHandle | null = null;
  try {
    directory = await open(path, 'r');
    // A path through the descriptor stays short however long the path of the directory is (limit 107 bytes).
    const socketPath = `/proc/self/fd/${directory.fd}/claim.sock`;
    if (await answers(socketPath)) throw inUse(path, await readOwner(path));
    const visible = await listenAfresh(join(path, 'claim.sock'), socketPath);
    const opened = directory;
    return {
      close: async () => {
        if (visible !== null) await closeServer(visible);
        await opened.close();
        await closeServer(arbiter);
      },
    };
  } catch (error) {
    await directory?.close();
    await closeServer(arbiter);
    throw error;
  }
}

/** Device and inode tell a copied directory from its original; the mark keeps the name unknown to other users. */
async function abstractName(path: string, mark: string): Promise<string> {
  const { dev, ino } = await stat(path, { bigint: true });
  return `\0matoi-${createHash('sha256').update(`${mark}:${dev}:${ino}`).digest('hex').slice(0, 40)}`;
}

/** `null` where the file system has no sockets: the abstract name still protects on this machine. */
async function listenAfresh(file: string, socketPath: string): Promise<Server | null> {
  await rm(file, { force: true });
  try {
    return await listen(socketPath);
  } catch (error) {
    if (hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'ENXIO')) return null;
    throw error;
  }
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      server.unref();
      resolve(server);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => {
      if (hasCode(error, 'ENOENT', 'ECONNREFUSED', 'ENOTSOCK')) resolve(false);
      else reject(error);
    });
  });
}

/** macOS: open(2) with O_EXLOCK | O_NONBLOCK takes an flock that ends with the process. */
async function holdLockedFile(path: string): Promise<Held> {
  const O_RDWR = 0x2;
  const O_NONBLOCK = 0x4;
  const O_EXLOCK = 0x20;
  const O_CREAT = 0x200;
  try {
    const handle = await open(join(path, 'claim.lock'), O_RDWR | O_CREAT | O_EXLOCK | O_NONBLOCK, 0o600);
    return { close: () => handle.close() };
  } catch (error) {
    if (hasCode(error, 'EAGAIN', 'EWOULDBLOCK')) throw inUse(path, await readOwner(path));
    throw error;
  }
}

function inUse(path: string, owner: Owner | null): StartProblem {
  const who = owner === null ? '' : ` (process ${owner.pid})`;
  return new StartProblem(
    'data-directory.in-use',
    `Matoi is already running on ${path}${who}: stop it first, or give this start a directory of its own with MATOI_DATA_DIR.`,
    { path, pid: owner === null ? '' : String(owner.pid) },
  );
}

async function thisOwner(program: string): Promise<Owner> {
  return {
    pid: process.pid,
    bootId: await bootId(),
    pidNamespace: await pidNamespace(),
    startTime: await startTimeOf('self'),
    program,
  };
}

/** A torn or foreign record counts as none: it only serves the message, the kernel decides. */
async function readOwner(path: string): Promise<Owner | null> {
  const content = await readIfPresent(join(path, 'claim.json'));
  if (content === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(content.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number') return null;
  const text = (key: string): string | null => {
    const found: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
    return typeof found === 'string' ? found : null;
  };
  return {
    pid: value.pid,
    bootId: text('bootId'),
    pidNamespace: text('pidNamespace'),
    startTime: text('startTime'),
    program: text('program') ?? '',
  };
}

/** True only for the very process that wrote the record: same boot, same process table, same start time. */
async function isAlive(owner: Owner): Promise<boolean> {
  if (owner.startTime === null || owner.bootId === null || owner.pid === process.pid) return false;
  if (owner.bootId !== (await bootId()) || owner.pidNamespace !== (await pidNamespace())) return false;
  return owner.startTime === (await startTimeOf(String(owner.pid)));
}

async function bootId(): Promise<string | null> {
  return (await readIfPresent('/proc/sys/kernel/random/boot_id'))?.toString('utf8').trim() ?? null;
}

async function pidNamespace(): Promise<string | null> {
  try {
    return await readlink('/proc/self/ns/pid');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'EACCES')) return null;
    throw error;
  }
}

/** Start of a process in clock ticks since boot (field 22 of stat; the name in field 2 may hold blanks and brackets). */
async function startTimeOf(pid: string): Promise<string | null> {
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    // A zombie is dead: it only waits for its parent to look.
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ESRCH')) return null;
    throw error;
  }
}
