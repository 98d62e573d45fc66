import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { valueIdOf } from '../../apps/server/src/modules/situational-awareness/observables/observable.store.ts';
import type { Databases } from '../../apps/server/src/platform/db/index.ts';
import {
  ensureBuilt,
  makeFolder,
  removeFolder,
  runMatoi,
  startBuilt,
} from '../../apps/server/test/reliability/built.program.ts';
import { connectSmtp } from '../../apps/server/test/reliability/smtp.client.ts';
import { freePort } from '../../apps/server/test/support/test-program.ts';
import { openAsSuperuser } from '../seed/installation.ts';
import { commonValue } from '../seed/seed.observables.ts';
import { seed } from '../seed/seed.ts';
import { rareWord } from '../seed/texts.ts';
import { type HeavyIncident, heavyQuestions, makeHeavyIncident, type Post } from './heavy.incident.ts';
import { measureFlood, measureIntake } from './intake.ts';
import { lineOf, type Measured, measure, tableHead } from './measure.ts';
import { memoryOf } from './memory.ts';
import { readPlans } from './plans.ts';
import { type BenchOptions, help, readOptions } from './sizes.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const goalMs = 100;
const documentGoalMs = 3_000;
const administrator = { email: 'admin@example.jp', password: 'a long enough password' };

type Bench = {
  readonly origin: string;
  readonly smtpPort: number;
  readonly databases: Databases;
  readonly heavy: HeavyIncident;
  ask(path: string, init?: RequestInit): Promise<Response>;
};

type Question = { readonly name: string; readonly path: string };

async function json(bench: Bench, path: string): Promise<{ items: { id: string }[]; next: string | null }> {
  const answer = await bench.ask(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { items: { id: string }[]; next: string | null };
}

/** Goes on through a list to its page number `pages`. */
async function deepPage(bench: Bench, path: string, pages: number): Promise<string> {
  let next = path;
  for (let page = 0; page < pages; page += 1) {
    const cursor: string | null = (await json(bench, next)).next;
    if (cursor === null) break;
    next = `${path}&cursor=${encodeURIComponent(cursor)}`;
  }
  return next;
}

async function questions(bench: Bench): Promise<Question[]> {
  const [report] = (await json(bench, '/api/v1/reports?state=handled&limit=1')).items;
  const { rows } = await bench.databases.ownerPool.query<{ subject_id: string }>(
    'select subject_id from journal.entry where compartment_id = 1 group by subject_id order by count(*) desc limit 1',
  );
  const incident = rows[0]?.subject_id ?? '';
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const statistics = (days: number, by: 'day' | 'month') =>
    `/api/v1/report-statistics?from=${day(days)}&until=${day(0)}&by=${by}`;
  const search = (word: string) => `/api/v1/search?q=${encodeURIComponent(word)}`;
  return [
    { name: 'reports, first page', path: '/api/v1/reports?limit=50' },
    { name: 'reports, open ones', path: '/api/v1/reports?state=new&limit=50' },
    { name: 'reports, two filters', path: '/api/v1/reports?state=closed,handled&channel=mail&limit=50' },
    { name: 'reports, oldest first', path: '/api/v1/reports?sort=oldest&limit=50' },
    { name: 'reports, page 20 with filter', path: await deepPage(bench, '/api/v1/reports?state=closed&limit=100', 20) },
    { name: 'reports, with a common word', path: `/api/v1/reports?limit=50&q=${encodeURIComponent('フィッシング')}` },
    { name: 'reports, most urgent', path: '/api/v1/reports?priority=1&limit=50' },
    { name: 'reports, of one class', path: '/api/v1/reports?class=own%3Aransomware&limit=50' },
    { name: 'reports, overdue', path: '/api/v1/reports?overdue=yes&limit=50' },
    { name: 'reports, counts', path: '/api/v1/report-counts' },
    { name: 'report, detail', path: `/api/v1/reports/${report?.id}` },
    { name: 'report, related ones', path: `/api/v1/reports/${report?.id}/related` },
    { name: 'incidents, first page', path: '/api/v1/incidents?limit=50' },
    { name: 'incidents, open ones', path: '/api/v1/incidents?phase=triage&limit=50' },
    { name: 'incidents, page 20', path: await deepPage(bench, '/api/v1/incidents?phase=closed&limit=50', 20) },
    { name: 'incidents, with a rare word', path: `/api/v1/incidents?limit=50&q=${rareWord}` },
    { name: 'incident, detail', path: `/api/v1/incidents/${incident}` },
    { name: 'incident, its long journal', path: `/api/v1/journal-entries?subjectId=${incident}&limit=50` },
    { name: 'incident, its messages', path: `/api/v1/messages?subjectId=${incident}` },
    { name: 'search, rare word', path: search(rareWord) },
    { name: 'search, common word', path: search('phishing') },
    { name: 'search, two characters of Japanese', path: search('漏洩') },
    { name: 'search, one character', path: search('端') },
    { name: 'search, half-width kana', path: search('ﾗﾝｻﾑｳｪｱ') },
    { name: 'search, two words', path: search('ランサムウェア loader') },
    { name: 'search, nothing found', path: search('存在しない語') },
    { name: 'search, an address', path: search('10.17.') },
    { name: 'observables, newest', path: '/api/v1/observables?limit=50' },
    { name: 'observables, beginning of a value', path: '/api/v1/observables?limit=50&q=10.17.' },
    { name: 'observables, of one TLP', path: '/api/v1/observables?limit=50&tlp=amber' },
    { name: 'observables, without a TLP', path: '/api/v1/observables?limit=50&tlp=none' },
    { name: 'observable, its sightings', path: `/api/v1/sightings?limit=50&valueId=${valueIdOf('ipv4', commonValue)}` },
    { name: 'observable, where else (many)', path: `/api/v1/observables/${valueIdOf('ipv4', commonValue)}` },
    {
      name: 'observable, its occurrences (many)',
      path: `/api/v1/observables/${valueIdOf('ipv4', commonValue)}/occurrences?limit=50`,
    },
    { name: 'observable, where else (few)', path: `/api/v1/observables/${valueIdOf('domain', 'c2-7.example')}` },
    { name: 'audit log, first page', path: '/api/v1/audit-entries?limit=50' },
    { name: 'audit log, of one action', path: '/api/v1/audit-entries?action=incidents.open&limit=50' },
    { name: 'audit log, of one person', path: '/api/v1/audit-entries?actorId=person-7&limit=50' },
    {
      name: 'audit log, of one person and action',
      path: '/api/v1/audit-entries?actorId=person-7&action=incidents.open',
    },
    { name: 'audit log, of one record', path: `/api/v1/audit-entries?subjectId=${incident}&limit=50` },
    { name: 'audit log, a rare action', path: '/api/v1/audit-entries?action=accounts.create&limit=50' },
    { name: 'audit log, page 20', path: await deepPage(bench, '/api/v1/audit-entries?limit=100', 20) },
    { name: 'notifications', path: '/api/v1/notifications' },
    { name: 'statistics, a month by days', path: statistics(30, 'day') },
    { name: 'statistics, a year by months', path: statistics(365, 'month') },
    { name: 'session', path: '/api/v1/session' },
    { name: 'board', path: '/api/v1/board' },
    { name: 'my tasks', path: '/api/v1/tasks?assignee=me&limit=50' },
    ...heavyQuestions(bench.heavy),
  ];
}

/** Reads of one person within a minute before the program asks to come again later; a little below its limit. */
const mostReads = 2_800;

async function measureReads(bench: Bench): Promise<void> {
  const count = 60;
  let asked = 0;
  for (const { name, path } of await questions(bench)) {
    if (asked + count >= mostReads) {
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      asked = 0;
    }
    asked += count + 1;
    const measured = await measure(name, { count }, async () => {
      const answer = await bench.ask(path);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    });
    say(lineOf(measured, goalMs));
  }
}

/** The closing report of the heavy incident, composed and written anew each time. */
async function measureDocuments(bench: Bench): Promise<void> {
  for (const format of ['pdf', 'docx']) {
    const path = `/api/v1/management-reports/${bench.heavy.closingReportId}/file?format=${format}`;
    const measured = await measure(`closing report, heavy incident, ${format}`, { count: 10 }, async () => {
      const answer = await bench.ask(path);
      const bytes = await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${new TextDecoder().decode(bytes)}`);
    });
    say(lineOf(measured, documentGoalMs));
  }
}

async function measureWrites(bench: Bench): Promise<void> {
  const signIn = await measure('sign-in (Argon2id)', { count: 20 }, async () => {
    const answer = await fetch(`${bench.origin}/api/v1/session/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(administrator),
    });
    await answer.text();
    if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
  });
  say(lineOf(signIn, null));
  say(`${lineOf(await measureMails(bench), null)}goal 50 per s`);
}

/** Mails on eight connections, each durable before its 250; then the time until all of them are reports. */
async function measureMails(bench: Bench): Promise<Measured> {
  const clients = await Promise.all(Array.from({ length: 8 }, () => connectSmtp(bench.smtpPort)));
  await Promise.all(clients.map((client) => client.say('EHLO bench.example')));
  const free = [...clients];
  const count = 300;
  const before = await reportCount(bench);
  const began = performance.now();
  const measured = await measure('SMTP, durable, 8 connections', { count, atOnce: 8 }, async (at) => {
    const client = free.pop() ?? clients[0];
    if (client === undefined) return;
    for (const line of [`MAIL FROM:<r${at}@example.co.jp>`, 'RCPT TO:<csirt@example.jp>', 'DATA'])
      await client.say(line);
    client.write(`From: r${at}@example.co.jp\r\nSubject: mail ${at}\r\n\r\n${'text\r\n'.repeat(800)}.\r\n`);
    const answer = await client.answer();
    if (!answer.startsWith('250')) throw new Error(answer);
    free.push(client);
  });
  while ((await reportCount(bench)) < before + count + 1) await new Promise((resolve) => setTimeout(resolve, 50));
  const seconds = (performance.now() - began) / 1_000;
  say(
    `${'mails received, read and shown as reports'.padEnd(46)}${''.padEnd(27)}${(count / seconds).toFixed(0).padStart(9)}`,
  );
  for (const client of clients) client.close();
  return measured;
}

async function reportCount(bench: Bench): Promise<number> {
  const { rows } = await bench.databases.ownerPool.query<{ count: number }>(
    `select count(*) as count from reports.report where channel = 'mail' and number like 'REP-%' and inbound_mail_id is not null`,
  );
  return rows[0]?.count ?? 0;
}

/** Waits until no job is left: what reacts in the background would be counted otherwise. */
async function untilQuiet(bench: Bench): Promise<void> {
  for (;;) {
    const { rows } = await bench.databases.ownerPool.query<{ count: number }>(
      'select count(*) as count from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts',
    );
    if (rows[0]?.count === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function showPlans(bench: Bench, dataPath: string): Promise<void> {
  await untilQuiet(bench);
  const mark = (name: string) => bench.databases.ownerPool.query(`select 'bench mark: ${name}'`);
  for (const { name, path } of await questions(bench)) {
    await (await bench.ask(path)).text();
    await mark(name);
    await (await bench.ask(path)).text();
    await mark('end');
  }
  say(`\n${'how the database answers'.padEnd(46)} statements       ms   whole scans`);
  for (const plan of readPlans(dataPath)) {
    const scans = plan.wholeScans.length === 0 ? '' : plan.wholeScans.join(', ');
    say(
      `${plan.name.padEnd(46)}${String(plan.statements).padStart(11)}${plan.milliseconds.toFixed(1).padStart(9)}   ${scans}`,
    );
    if (plan.milliseconds > 30) say(plan.slowest.replaceAll(/^/gm, '    ').slice(0, 4_000));
  }
}

function showMemory(when: string, pid: number): void {
  const { total, parts } = memoryOf(pid);
  say(`memory ${when}: ${total.toFixed(0)} MiB (${parts.join(', ')})`);
}

/** Changes by the session of the administrator. */
async function postBy(origin: string, headers: Record<string, string>): Promise<Post> {
  const session = (await (await fetch(`${origin}/api/v1/session`, { headers })).json()) as { csrfToken: string };
  return async (path, body, version) => {
    const isFile = Buffer.isBuffer(body);
    const answer = await fetch(origin + path, {
      method: 'POST',
      headers: {
        ...headers,
        'x-csrf-token': session.csrfToken,
        'content-type': isFile ? 'application/octet-stream' : 'application/json',
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      body: isFile ? new Uint8Array(body) : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
}

async function signedIn(origin: string): Promise<Record<string, string>> {
  const answer = await fetch(`${origin}/api/v1/session/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(administrator),
  });
  if (!answer.ok) throw new Error(`cannot sign in: ${await answer.text()}`);
  return {
    cookie: answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; '),
  };
}

async function run({ sizes, withPlans, isKept, alerts }: BenchOptions): Promise<void> {
  await ensureBuilt();
  const folder = makeFolder('matoi-bench-');
  const dataPath = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, administrator.password);
  const smtpPort = await freePort();
  const env = {
    MATOI_DATA_DIR: dataPath,
    MATOI_SMTP_PORT: String(smtpPort),
    MATOI_ADMIN_EMAIL: administrator.email,
    MATOI_ADMIN_PASSWORD_FILE: passwordFile,
  };
  let began = performance.now();
  let program = await startBuilt(env);
  say(`first start ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  showMemory('idle, empty', program.pid);
  let databases = await openAsSuperuser(dataPath, [`alter role current_user set session_replication_role = 'replica'`]);
  try {
    began = performance.now();
    await databases.ownerPool.query(`update platform.account set roles = '{administrator,commander,auditor}'`);
    await seed(databases, sizes, (line) => say(`  ${line}`));
    say(`seeded in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    const token = (await runMatoi(['token', 'create', '--name', 'bench', '--role', 'soc'], env)).output
      .trim()
      .split('\n')
      .at(-1);
    let headers = await signedIn(program.url);
    began = performance.now();
    const heavy = await makeHeavyIncident(await postBy(program.url, headers), async (path) => {
      return (await (await fetch(program.url + path, { headers })).json()) as Record<string, unknown>;
    });
    say(`made a heavy incident in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    const bench = (): Bench => ({
      heavy,
      origin: program.url,
      smtpPort,
      databases,
      ask: (path) => fetch(program.url + path, { headers }),
    });
    say(`\n${tableHead}`);
    await measureReads(bench());
    await measureDocuments(bench());
    const intake = { origin: program.url, pid: program.pid, token: token ?? '', say };
    await measureIntake(intake);
    await measureWrites(bench());
    if (alerts > 0) {
      await untilQuiet(bench());
      await measureFlood(intake, alerts);
    }
    began = performance.now();
    const verified = await runMatoi(['audit', 'verify'], env);
    say(
      `audit chain verified in ${((performance.now() - began) / 1_000).toFixed(1)} s: ${verified.output.trim().split('\n')[0]}`,
    );
    await untilQuiet(bench());
    showMemory('after the bench', program.pid);
    if (withPlans) {
      await databases.ownerPool.query(`alter system set session_preload_libraries = 'auto_explain'`);
      await databases.ownerPool.query(`alter system set auto_explain.log_min_duration = 0`);
      await databases.ownerPool.query(`alter system set auto_explain.log_analyze = on`);
      await databases.ownerPool.query(`alter system set auto_explain.log_nested_statements = on`);
      await databases.close();
      program.kill('SIGTERM');
      await program.ended;
      program = await startBuilt(env);
      databases = await openAsSuperuser(dataPath, []);
      headers = await signedIn(program.url);
      await showPlans(bench(), dataPath);
    }
  } finally {
    await databases.close();
    program.kill('SIGTERM');
    await program.ended;
    if (isKept) say(`kept in ${dataPath}`);
    else removeFolder(folder);
  }
}

const options = readOptions(process.argv.slice(2));
if (options === null) {
  process.stdout.write(help);
  process.exitCode = process.argv.includes('--help') ? 0 : 2;
} else await run(options);
