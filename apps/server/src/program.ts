import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { makeId } from '@matoi/kernel';
import { sql } from 'kysely';
import { makePortal, modules } from './compose.ts';
import { systemActor } from './platform/access/index.ts';
import { startSealer } from './platform/audit/index.ts';
import { makeRunner, type Runner } from './platform/commands/index.ts';
import { type Ground, type ModuleParts, openGround, platformSubscriptions } from './platform/composition/index.ts';
import type { Config } from './platform/config/index.ts';
import { StartProblem } from './platform/data-directory/index.ts';
import { makeDelivery, type Subscription, startRelay } from './platform/facts/index.ts';
import { makePortalLimits } from './platform/guests/index.ts';
import { type Health, makeHealth, type Running, runLoop } from './platform/health/index.ts';
import {
  type Binding,
  type IdentifyParts,
  identifyAgain,
  listenOn,
  makeRateLimits,
  makeServer,
  type RateLimits,
} from './platform/http/index.ts';
import { createAccount, hashPassword, makeAttempts, needsSetUp, renewSetUpLink } from './platform/identity/index.ts';
import { type Schedule, startWorker } from './platform/jobs/index.ts';
import { type LiveHub, startLiveHub } from './platform/live/index.ts';
import {
  keepCertificate,
  makeMailParser,
  makeMailTransport,
  readCertificate,
  startMailboxReaders,
  startMailReceiver,
} from './platform/mail/index.ts';
import { makePushSender } from './platform/push/index.ts';
import { identityBindings, mailboxBindings, platformBindings, pushBindings } from './platform/routes/index.ts';
import { writeSettings } from './platform/settings/index.ts';
import { subjectKinds } from './platform/subjects/index.ts';

export type ProgramOptions = {
  readonly config: Config;
  readonly version: string;
  readonly migrationsDirectory: string;
  readonly webDirectory: string | null;
  readonly say: (line: string) => void;
  readonly onProblem: (error: unknown) => void;
  readonly clock?: () => Date;
  /** Tests hand in a prepared database instead of starting one. */
  readonly ground?: (health: Health) => Promise<Ground>;
  /** A walk over every route asks more in a minute than one person may. */
  readonly limits?: RateLimits;
  /** Tests have a push service on this machine; otherwise browsers have theirs on the public network. */
  readonly isPushPrivateAllowed?: boolean;
};

export type Program = {
  readonly port: number;
  readonly smtpPort: number | null;
  /** Printed once while there is no account; null afterwards. */
  readonly setUpLink: string | null;
  readonly ground: Ground;
  readonly runner: Runner;
  readonly health: Health;
  stop(): Promise<void>;
};

/** Starts the roles that the configuration asks for, in the order in which they depend on each other. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const { config, onProblem, clock = () => new Date(), isPushPrivateAllowed = false } = options;
  const health = makeHealth(clock);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stops.reverse()) await one();
  };
  try {
    const open =
      options.ground ?? ((register: Health) => openGround({ ...options, random: randomBytes, health: register }));
    const ground = await open(health);
    stops.push(() => ground.close());
    const kinds = subjectKinds(modules.flatMap((module) => module.subjects));
    const runner = makeRunner({ databases: ground.databases, clock, random: randomBytes, kinds });
    const parser = makeMailParser({ timeoutMs: 60_000, memoryMb: 512 });
    stops.push(() => parser.stop());
    const transport = config.smtpRelayUrl === null ? null : makeMailTransport(config.smtpRelayUrl, health);
    stops.push(async () => transport?.close());
    const parts: ModuleParts = {
      cursorKey: ground.keys.cursor,
      guestKey: ground.keys.guest,
      secretKey: ground.keys.secret,
      clock,
      store: ground.store,
      parser,
      transport,
      push: makePushSender({ ...config, secretKey: ground.keys.secret, isPrivateAllowed: isPushPrivateAllowed }),
      publicUrl: config.publicUrl,
      packsPath: ground.packsPath,
    };
    const subscriptions = [
      ...platformSubscriptions(parts),
      ...modules.flatMap((module) => module.subscriptions(parts)),
    ];
    await firstAccount(runner, config, ground);
    stops.push(watch(ground, config, health, onProblem).stop);
    if (config.roles.includes('worker'))
      stops.push((await startWorkerRole({ ground, runner, subscriptions, health, clock, onProblem })).stop);
    const smtp =
      config.roles.includes('mail') && config.smtpPort > 0
        ? await startMailRole(options, { ground, runner, health })
        : null;
    if (smtp !== null) stops.push(smtp.stop);
    if (config.roles.includes('mail')) stops.push(startReaderRole(options, { ground, runner, health }).stop);
    else health.report('mail-receiver', 'off', 'MATOI_SMTP_PORT is 0');
    health.report(
      'mail-relay',
      transport === null ? 'off' : 'ok',
      transport === null ? 'MATOI_SMTP_RELAY_URL is not set' : 'configured',
    );
    const web = config.roles.includes('web')
      ? await startWebRole(options, { ground, runner, health, clock, parts })
      : null;
    if (web !== null) stops.push(web.stop);
    const setUpLink = await makeSetUpLink(runner, config, web?.port ?? config.port);
    return { port: web?.port ?? 0, smtpPort: smtp?.port ?? null, setUpLink, ground, runner, health, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const askedByOperator = { actor: systemActor('operator', [1]), requestId: null, version: null, repeat: null };

/** The unattended first start: an administrator from the configuration, only while there is no account at all. */
async function firstAccount(runner: Runner, config: Config, ground: Ground): Promise<void> {
  const { adminEmail, adminPassword, mailFrom } = config;
  const isNew = await runner.read(askedByOperator.actor, (reading) => needsSetUp(reading.db));
  if (!isNew) return;
  if (mailFrom !== null)
    await ground.databases.app.transaction().execute((tx) => writeSettings(tx, { mailFrom }, runner.clock()));
  if (adminEmail === null || adminPassword === null) return;
  const passwordHash = await hashPassword(adminPassword);
  const account = {
    email: adminEmail,
    name: adminEmail,
    roles: ['administrator', 'commander'] as const,
    locale: 'ja' as const,
    isBreakGlass: false,
  };
  await runner.run(createAccount, { ...account, passwordHash }, askedByOperator);
}

async function makeSetUpLink(runner: Runner, config: Config, port: number): Promise<string | null> {
  const isNew = await runner.read(askedByOperator.actor, (reading) => needsSetUp(reading.db));
  if (!isNew) return null;
  const secret = await runner.run(renewSetUpLink, {}, askedByOperator);
  return `${config.port === 0 ? config.publicUrl.replace(/:0$/, `:${port}`) : config.publicUrl}/set-up#${secret}`;
}

/** Looks at database and disk every few seconds, so that the health page answers without looking itself. */
function watch(ground: Ground, config: Config, health: Health, onProblem: (error: unknown) => void): Running {
  return runLoop({
    idleMs: 5_000,
    onProblem(error) {
      health.report('database', 'failed', 'cannot be reached');
      onProblem(error);
    },
    async turn() {
      const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(
        ground.databases.app,
      );
      health.report('database', 'ok', `PostgreSQL ${rows[0]?.version ?? ''}`);
      const disk = await statfs(config.dataDirectory).catch(() => null);
      const freeMb = disk === null ? 0 : Math.floor((disk.bavail * disk.bsize) / 1_048_576);
      if (disk !== null)
        health.report('disk', freeMb < 200 ? 'failed' : freeMb < 2_000 ? 'degraded' : 'ok', `${freeMb} MiB free`);
      return false;
    },
  });
}

type Roles = { readonly ground: Ground; readonly runner: Runner; readonly health: Health };

async function startWorkerRole(
  parts: Roles & {
    readonly subscriptions: readonly Subscription[];
    readonly clock: () => Date;
    readonly onProblem: (error: unknown) => void;
  },
): Promise<Running> {
  const { ground, runner, subscriptions, health, clock, onProblem } = parts;
  const { databases } = ground;
  const deliver = makeDelivery({ databases, runner, subscriptions });
  const worker = await startWorker({
    databases,
    tasks: { fact: (payload) => deliver(payload as Parameters<typeof deliver>[0]) },
    schedules: housekeeping(ground, clock),
    isOnly: ground.isOnly,
    health,
    clock,
    onProblem,
  });
  const relay = startRelay({ databases, subscriptions, health, onProblem });
  const sealer = startSealer({ databases, health, clock, onProblem });
  return {
    async stop() {
      await relay.stop();
      await worker.stop();
      await sealer.stop();
    },
  };
}

/** What is thrown away when its time is over: kept answers after a day, ended sessions and links after a month, tries by the clock of the machine that counts them. */
function housekeeping({ databases }: Ground, clock: () => Date): readonly Schedule[] {
  const daysAgo = (days: number) => new Date(clock().getTime() - days * 86_400_000);
  return [
    {
      // Who waits for a moment waits by the clock of the program, also where that of the database is behind it.
      name: 'waits',
      everyMs: 5_000,
      async run() {
        await sql`update graphile_worker._private_jobs set run_at = now()
          where key like 'again:%' and locked_at is null and run_at > now() and run_at <= ${clock()}::timestamptz`.execute(
          databases.owner,
        );
      },
    },
    {
      name: 'kept-answers',
      everyMs: 3_600_000,
      async run() {
        await databases.owner.deleteFrom('platform.kept_answer').where('created_at', '<', daysAgo(1)).execute();
        await databases.owner.deleteFrom('platform.session').where('expires_at', '<', daysAgo(30)).execute();
        await databases.owner.deleteFrom('platform.account_link').where('expires_at', '<', daysAgo(30)).execute();
        await databases.owner.deleteFrom('platform.rate_limit').where('expire', '<', Date.now()).execute();
      },
    },
  ];
}

async function startMailRole(
  options: ProgramOptions,
  { ground, runner, health }: Roles,
): Promise<Running & { readonly port: number }> {
  const { config, onProblem } = options;
  return startMailReceiver({
    host: config.smtpHost,
    port: config.smtpPort,
    maxBytes: config.smtpMaxBytes,
    certificate: () => receiverCertificate(options, runner.clock()),
    store: ground.store,
    runner,
    health,
    onProblem,
  });
}

/** The configured certificate, or the self-made one. Without a data directory of its own (tests) none is kept. */
async function receiverCertificate({ config, ground }: ProgramOptions, now: Date) {
  const { smtpTlsCertificate: cert, smtpTlsKey: key } = config;
  if (cert === null || key === null) {
    const directory = ground === undefined ? join(config.dataDirectory, 'keys') : null;
    return keepCertificate({ directory, hostName: hostname(), now });
  }
  const given = readCertificate(`${key}\n${cert}`);
  if (given !== null) return given;
  throw new StartProblem(
    'mail.certificate.unusable',
    'MATOI_SMTP_TLS_CERT and MATOI_SMTP_TLS_KEY cannot be used: both must be PEM and belong together.',
  );
}

function startReaderRole({ config, onProblem }: ProgramOptions, { ground, runner, health }: Roles): Running {
  return startMailboxReaders({
    databases: ground.databases,
    runner,
    store: ground.store,
    key: ground.keys.secret,
    maxBytes: config.smtpMaxBytes,
    health,
    onProblem,
  });
}

async function startWebRole(
  options: ProgramOptions,
  roles: Roles & { readonly clock: () => Date; readonly parts: ModuleParts },
): Promise<Running & { readonly port: number }> {
  const { config, onProblem } = options;
  const { ground, runner, health, clock } = roles;
  const isSecure = config.publicUrl.startsWith('https:');
  const cookieName = isSecure ? '__Host-matoi' : 'matoi';
  const identity: IdentifyParts = {
    databases: ground.databases,
    clock,
    csrfKey: ground.keys.csrf,
    origin: new URL(config.publicUrl).origin,
    cookieName,
  };
  const live: LiveHub = await startLiveHub({
    databases: ground.databases,
    told: {
      kinds: subjectKinds(modules.flatMap((module) => module.subjects)),
      wakes: new Map(modules.flatMap((module) => Object.entries(module.wakes ?? {}))),
    },
    health,
    clock,
    newId: () => makeId(clock(), randomBytes),
    onProblem,
  });
  const portal = makePortal({
    runner,
    databases: ground.databases,
    guestKey: ground.keys.guest,
    store: ground.store,
    limits: makePortalLimits(ground.databases.appPool),
    publicUrl: config.publicUrl,
    hasRelay: config.smtpRelayUrl !== null,
    clock,
    random: randomBytes,
  });
  const bindings: readonly Binding[] = [
    ...portal.bindings,
    ...identityBindings({
      runner,
      attempts: makeAttempts(ground.databases.appPool),
      totpKey: ground.keys.totp,
      csrfKey: ground.keys.csrf,
      cookieName,
      isSecure,
      publicUrl: config.publicUrl,
    }),
    ...platformBindings({
      databases: ground.databases,
      health,
      live: () => live,
      reidentify: async (call) => {
        const actor = await identifyAgain(identity, call.raw.request);
        return actor?.permissions.has('live.follow') === true ? actor : null;
      },
      cursorKey: ground.keys.cursor,
      version: options.version,
      clock,
    }),
    ...mailboxBindings(ground.keys.secret),
    ...pushBindings(roles.parts),
    ...modules.flatMap((module) => module.bindings(roles.parts)),
  ];
  const app = await makeServer({
    identify: identity,
    runner,
    limits: options.limits ?? makeRateLimits(),
    onProblem,
    bindings,
    html: portal.html,
    webDirectory: options.webDirectory,
    isSecure,
    trustProxy: config.trustProxy,
  });
  try {
    const port = await listenOn(app, config);
    health.report('web', 'ok', `listening on ${config.host}:${port}`);
    return {
      port,
      async stop() {
        await live.stop();
        await app.close();
      },
    };
  } catch (error) {
    await live.stop();
    throw explainListenError(error, config);
  }
}

function explainListenError(error: unknown, config: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const where = `port ${config.port} on ${config.host}`;
  switch (code) {
    case 'EADDRINUSE':
      return new StartProblem(
        'web.listen.port-in-use',
        `Something else is using ${where}. Stop it, or set MATOI_PORT to another port.`,
      );
    case 'EACCES':
      return new StartProblem(
        'web.listen.not-allowed',
        `This user may not listen on ${where}. Set MATOI_PORT to 1024 or higher.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartProblem(
        'web.listen.no-such-address',
        `This machine has no address ${config.host}. Check MATOI_HOST.`,
      );
    default:
      return error;
  }
}
