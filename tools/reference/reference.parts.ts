import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SentenceKey, sentence } from '@matoi/catalogues';
import { incidentsCommand, journalCommand, reportsCommand } from '@matoi/cli';
import { commonRefusals, permissions, type Route, refusalStatuses, roles, routes } from '@matoi/contract';
import { modules } from '../../apps/server/src/compose.ts';
import { incidentMoves } from '../../apps/server/src/modules/incident-management/incidents/incident.rules.ts';
import { phaseMoveTable } from '../../apps/server/src/modules/incident-management/incidents/phase.rules.ts';
import { reportMoves } from '../../apps/server/src/modules/incident-management/reports/report.rules.ts';
import { auditCommand } from '../../apps/server/src/ops/commands/audit.command.ts';
import { configCommand } from '../../apps/server/src/ops/commands/config.command.ts';
import { demoCommand } from '../../apps/server/src/ops/commands/demo.command.ts';
import { doctorCommand } from '../../apps/server/src/ops/commands/doctor.command.ts';
import { startCommand } from '../../apps/server/src/ops/commands/start.command.ts';
import { tokenCommand } from '../../apps/server/src/ops/commands/token.command.ts';
import { userCommand } from '../../apps/server/src/ops/commands/user.command.ts';
import { type ModuleParts, platformSubscriptions } from '../../apps/server/src/platform/composition/index.ts';
import { variables } from '../../apps/server/src/platform/config/config.ts';
import { makeObjectStore } from '../../apps/server/src/platform/files/index.ts';
import { makeMailParser } from '../../apps/server/src/platform/mail/index.ts';
import { makePushSender } from '../../apps/server/src/platform/push/index.ts';
import { type CommandShape, commandSections } from './command.reader.ts';
import { type FactType, readFacts } from './fact.reader.ts';
import { statePicture, table, typed, typedAll } from './tables.ts';

type Parts = Readonly<Record<string, string>>;

const declared: readonly Route[] = routes;

function permissionTable(): string {
  const rows = Object.entries(permissions).map(([permission, allowed]) => [
    typed(permission),
    ...roles.map((role) => (allowed.includes(role) ? '✓' : '')),
  ]);
  return table(['permission', ...roles], rows);
}

function routesWithoutRole(rule: 'public' | 'signed-in'): string {
  const rows = declared.filter((route) => route.permission === rule);
  return table(
    ['route', 'address', 'what'],
    rows.map((route) => [typed(route.id), typed(`${route.method} ${route.path}`), route.summary]),
  );
}

function routesWith(property: 'stepUp' | 'onlyUsers' | 'versioned'): string {
  return declared
    .filter((route) => route[property])
    .map((route) => `- ${typed(route.id)}`)
    .join('\n');
}

function refusalTable(): string {
  const rows = Object.entries(refusalStatuses).map(([code, status]) => {
    const users = declared.filter((route) => route.refusals.includes(code)).map((route) => route.id);
    const key = code as SentenceKey;
    return [
      typed(code),
      String(status),
      code in commonRefusals ? 'any' : typedAll(users),
      sentence('en', key),
      sentence('ja', key),
    ];
  });
  return table(['code', 'status', 'routes', 'sentence', '文'], rows);
}

function configurationTable(): string {
  return table(
    ['name', 'meaning', 'default'],
    variables.map(({ name, meaning, fallback }) => [typed(name), meaning, fallback === null ? '–' : typed(fallback)]),
  );
}

/** Subscriptions are only listed here, never run: the store stays empty and the parser starts no thread. */
const listed: ModuleParts = {
  cursorKey: Buffer.alloc(32),
  guestKey: Buffer.alloc(32),
  secretKey: Buffer.alloc(32),
  clock: () => new Date(0),
  store: makeObjectStore({ directory: '', masterKey: Buffer.alloc(32), random: (count) => Buffer.alloc(count) }),
  parser: makeMailParser({ timeoutMs: 0, memoryMb: 0 }),
  transport: null,
  push: makePushSender({ secretKey: Buffer.alloc(32), publicUrl: '', mailFrom: null, isPrivateAllowed: false }),
  publicUrl: '',
  packsPath: '',
};

/** Facts by the folders of the contract, with the handlers that react to them. */
function factTable(root: string): string {
  const handlers = new Map<string, string[]>();
  for (const { fact, handler } of [
    ...platformSubscriptions(listed),
    ...modules.flatMap((one) => one.subscriptions(listed)),
  ]) {
    handlers.set(fact, [...(handlers.get(fact) ?? []), handler]);
  }
  const rows = allFacts(root).map(({ kind, payload }) => [
    typed(kind),
    payload === '' ? '–' : typed(payload),
    typedAll(handlers.get(kind) ?? []),
  ]);
  return table(['fact', 'payload', 'handled by'], rows);
}

function allFacts(root: string): readonly FactType[] {
  const folder = join(root, 'packages/contract/src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.facts.ts'));
  return files.sort().flatMap((file) => readFacts(readFileSync(join(folder, file), 'utf8')));
}

const commands: Readonly<Record<string, CommandShape>> = {
  start: startCommand,
  config: configCommand,
  doctor: doctorCommand,
  token: tokenCommand,
  user: userCommand,
  demo: demoCommand,
  audit: auditCommand,
  reports: reportsCommand,
  incidents: incidentsCommand,
  journal: journalCommand,
};

/** Every page with generated parts, and what makes them. */
export function referencePages(root: string): Readonly<Record<string, Parts>> {
  const incidentStates = statePicture(incidentMoves, 'running');
  const phaseStates = statePicture(phaseMoveTable, 'not-started');
  const reportStates = statePicture(reportMoves, 'new');
  return {
    'docs/reference/permissions.md': {
      permissions: permissionTable(),
      public: routesWithoutRole('public'),
      'signed-in': routesWithoutRole('signed-in'),
      'step-up': routesWith('stepUp'),
      'only-users': routesWith('onlyUsers'),
    },
    'docs/reference/refusals.md': { refusals: refusalTable(), versioned: routesWith('versioned') },
    'docs/reference/configuration.md': { configuration: configurationTable() },
    'docs/reference/facts.md': { facts: factTable(root) },
    'docs/reference/states.md': { incident: incidentStates, 'incident-phase': phaseStates, report: reportStates },
    'docs/reference/cli.md': { commands: commandSections(commands).join('\n\n') },
    'apps/server/src/modules/incident-management/incidents/README.md': { states: incidentStates, phases: phaseStates },
    'apps/server/src/modules/incident-management/reports/README.md': { states: reportStates },
  };
}
