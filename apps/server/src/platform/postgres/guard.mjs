// Owns one PostgreSQL program (postmaster or initdb) on behalf of the server and ends it when the server is gone.
// Plain JavaScript, because it runs from the source tree and from the bundle alike. The order comes as JSON in the
// first argument; the life of the server is the open standard input; what happens is told in JSON lines on standard
// output: {"started":pid}, {"failed":code}, {"exited":{"code","signal","tail"}}.
import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

const TAIL_CHARACTERS = 4000;
const IMMEDIATE_AFTER_MS = 30_000;

const order = JSON.parse(process.argv[2] ?? '{}');
let tail = '';
let log = openLog();

/** A log that cannot be written (full disk) must never stop the database: then only the tail in memory remains. */
function openLog() {
  try {
    const fd = openSync(order.log, 'a', 0o600);
    return { fd, size: fstatSync(fd).size };
  } catch {
    return null;
  }
}

function writeLog(chunk) {
  tail = (tail + chunk.toString('utf8')).slice(-TAIL_CHARACTERS);
  if (log === null) log = openLog();
  if (log === null) return;
  try {
    if (log.size + chunk.length > order.logBytes) {
      closeSync(log.fd);
      log = null;
      renameSync(order.log, `${order.log}.1`);
      log = openLog();
    }
    if (log === null) return;
    writeSync(log.fd, chunk);
    log.size += chunk.length;
  } catch {
    // See openLog.
  }
}

function tell(event) {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

// The server may already be gone: nobody is left to be told.
process.stdout.on('error', () => undefined);

const identity = order.uid === null ? {} : { uid: order.uid, gid: order.gid };
const child = spawn(order.program, order.args, {
  ...identity,
  cwd: order.cwd,
  env: order.env,
  stdio: ['ignore', 'pipe', 'pipe'],
});
child.stdout.on('data', writeLog);
child.stderr.on('data', writeLog);
child.on('error', (error) => {
  tell({ failed: error.code ?? error.message });
  if (child.pid === undefined) process.exit(1);
});
child.on('spawn', () => tell({ started: child.pid }));
child.on('close', (code, signal) => {
  tell({ exited: { code, signal, tail } });
  process.exit(0);
});

let stopping = false;

/** SIGINT: PostgreSQL ends its sessions, writes a checkpoint and stops ("fast"); SIGQUIT leaves the rest to recovery. */
function stop() {
  if (stopping) return;
  stopping = true;
  child.kill('SIGINT');
  setTimeout(() => child.kill('SIGQUIT'), IMMEDIATE_AFTER_MS).unref();
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
process.stdin.on('end', stop);
process.stdin.on('close', stop);
process.stdin.on('error', stop);
process.stdin.resume();
