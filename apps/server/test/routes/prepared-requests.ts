import { randomBytes, randomUUID } from 'node:crypto';
import type { Role, RouteId } from '@matoi/contract';
import { sql } from 'kysely';
import { createToken } from '../../src/platform/identity/index.ts';
import { specimenOn, valueOn } from '../access/planted.records.ts';
import type { RouteWorld } from '../support/route-world.ts';
import { ask, askedByOperator, codeAt, makeAccount } from '../support/sessions.ts';
import { password } from '../support/test-program.ts';
import { hiddenPortalRequests, portalRequests } from './portal-requests.ts';

/** Who asks in one cell of the matrix. */
export type Caller = {
  readonly kind: 'nobody' | 'session' | 'token';
  readonly role: Role | null;
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
};

export type Prepared = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: object;
  readonly version?: number;
  /** For routes that take a file as their body. */
  readonly file?: string;
  /** Where the act itself refuses a caller whom the role lets through: the status and why. */
  readonly otherwise?: { readonly status: number; readonly because: string };
};

/** A request that would succeed for this caller if their role allows it. */
export type Prepare = (world: RouteWorld, caller: Caller) => Promise<Prepared> | Prepared;

const webhook = () => ({
  name: anyName(),
  isActive: true,
  proof: 'header',
  definition: { source: 'edr', map: { title: '{/title}' }, dedupe: { minutes: 0 } },
});

/** A delivery that was refused as long as the webhook was paused. */
async function refusedDelivery(world: RouteWorld): Promise<string> {
  const made = await world.administrator.post('/api/v1/webhooks', { ...webhook(), isActive: false });
  const { id } = made.body.webhook as { id: string };
  await world.program.nobody().fetch(`/api/v1/webhooks/${id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-matoi-secret': String(made.body.secret) },
    body: '{"title":"x"}',
  });
  const kept = await world.administrator.get(`/api/v1/webhooks/${id}/deliveries`);
  return (kept.body.items as { id: string }[])[0]?.id ?? '';
}

const mailTemplate = () => ({
  name: anyName(),
  isActive: true,
  definition: { source: 'soc', from: ['@soc.example'], fields: [{ role: 'host', labels: ['端末名'] }] },
});

const triageClass = () => ({
  code: `own:${anyName()}`,
  name: { ja: '分類', en: 'class' },
  rsitCode: null,
  isMalicious: false,
});

async function shown(world: RouteWorld, setting: string): Promise<Record<string, unknown>> {
  return (await world.insider.get(`/api/v1/${setting}`)).body;
}

const anyName = () => randomBytes(6).toString('hex');

async function person(world: RouteWorld, ...roles: Role[]): Promise<string> {
  return (await makeAccount(world.program, { roles })).id;
}

const onReport = ({ id, version }: { readonly id: string; readonly version: number }, body: object): Prepared => ({
  params: { id },
  version,
  body,
});

/** A report after an act of the insider. */
async function reportAfter(
  world: RouteWorld,
  verb: string,
  body: object,
): Promise<{ readonly id: string; readonly version: number }> {
  const { id, version } = await world.report();
  const done = await ask(world.program, 'POST', `/api/v1/reports/${id}/${verb}`, {
    body,
    headers: { ...world.insider.headers, 'if-match': `"${version}"` },
  });
  return { id, version: Number(done.body.version) };
}

const closedReport = (world: RouteWorld) => reportAfter(world, 'close', { outcome: 'spam', reason: 'x' });
const mergedReport = (world: RouteWorld) => reportAfter(world, 'merge', { intoId: world.reports.open });

async function handledReport(world: RouteWorld): Promise<{ readonly id: string; readonly version: number }> {
  const { id } = await world.report();
  await ask(world.program, 'POST', '/api/v1/incidents', { body: { reportId: id }, headers: world.insider.headers });
  return { id, version: 2 };
}

async function failedMessage(world: RouteWorld, id: string): Promise<void> {
  await sql`update correspondence.message set state = 'failed' where id = ${id}::uuid`.execute(
    world.program.ground.databases.owner,
  );
}

const firstImports = new WeakMap<RouteWorld, Promise<string>>();

/** One real file that was taken in: the others are made beside it, because each reading starts a thread. */
function firstImport(world: RouteWorld): Promise<string> {
  const made =
    firstImports.get(world) ??
    fetch(`${world.program.origin}/api/v1/ledger-imports?fileName=x.csv`, {
      method: 'POST',
      headers: { ...world.insider.headers, 'content-type': 'application/octet-stream' },
      body: 'No,受付日,件名\n1,2026/1/5,x',
    }).then(async (answer) => ((await answer.json()) as { id: string }).id);
  firstImports.set(world, made);
  return made;
}

/** An import of a ledger in a state. */
async function ledgerImport(
  world: RouteWorld,
  state: 'uploaded' | 'checked' | 'running' | 'done',
): Promise<{ readonly id: string; readonly version: number }> {
  const base = await firstImport(world);
  const { owner } = world.program.ground.databases;
  const { rows } = await sql<{ id: string }>`
    insert into platform.subject (id, kind, number, title, compartment_id, created_at, updated_at)
    values (gen_random_uuid(), 'ledger-import', ${`IMP-2020-${anyName()}`}, 'x.csv', 1, now(), now()) returning id`.execute(
    owner,
  );
  const id = rows[0]?.id ?? '';
  const counts = JSON.stringify({ rows: 1, good: 1, warning: 0, error: 0, duplicate: 0 });
  await sql`insert into ledger.import (id, number, file_id, file_name, size, format, sheets, state, counts, created_at, created_by)
    select ${id}::uuid, number, file_id, file_name, size, format, sheets, ${state}, ${counts}::jsonb, created_at, created_by
    from ledger.import where id = ${base}::uuid`.execute(owner);
  return { id, version: 1 };
}

const mailbox = () => ({
  ...{ kind: 'smtp-address', name: anyName(), address: `${anyName()}@example.jp`, isCatchAll: false },
  ...{ locale: null, sourceName: null, compartmentId: null, classHint: null, tags: [] },
  ...{ isAcknowledged: true, isOwnList: false },
});

/** Nobody listens there, which a trial answers in words. */
const imapMailbox = () => {
  const { isCatchAll: _isCatchAll, ...common } = mailbox();
  return {
    ...common,
    ...{ kind: 'imap', host: '127.0.0.1', port: 1, tlsMode: 'tls', isPrivateAllowed: true, trustedCertificate: null },
    ...{ userName: 'csirt', authMethod: 'password', password: 'secret', tokenEndpoint: null, clientId: null },
    ...{ tokenScope: null, folder: 'INBOX', beginsWith: 'unread', afterRead: 'flag', moveTo: null },
  };
};

async function madeMailbox(world: RouteWorld, body: object): Promise<{ readonly id: string }> {
  const made = await world.administrator.post('/api/v1/mailboxes', body);
  return { id: String(made.body.id) };
}

const period = '?from=2026-01-01&until=2026-01-31';

/** For each route a request that is right; a route without one here fails the matrix. */
export const preparedRequests: Readonly<Record<RouteId, Prepare>> = {
  'health.show': () => ({}),
  'health.ready': () => ({}),
  ...portalRequests,
  'session.show': () => ({}),
  'session.sign-in': async (world) => ({
    body: { email: (await makeAccount(world.program, { roles: ['reader'] })).email, password },
  }),
  'session.sign-out': () => ({ body: {} }),
  'session.step-up': () => ({ body: { password } }),
  'set-up.complete': async () => ({
    body: {
      token: 'x'.repeat(43),
      teamName: 'Team',
      zone: 'Asia/Tokyo',
      locale: 'ja',
      name: 'Somebody',
      email: 'somebody@example.jp',
      password,
    },
    otherwise: { status: 409, because: 'the program was set up before' },
  }),
  'sign-up.complete': async (world) => {
    const invited = await world.administrator.post('/api/v1/accounts', {
      name: 'New',
      email: `${anyName()}@example.jp`,
      roles: ['reader'],
    });
    const token = String(invited.body.signUpLink).split('#')[1] ?? '';
    return { body: { token, name: 'New', locale: 'ja', password } };
  },
  'account.change': () => ({ body: { name: 'Another name' } }),
  'account.change-password': () => ({ body: { current: password, next: password } }),
  'account.begin-totp': () => ({ body: {} }),
  'account.confirm-totp': async (world, caller) => {
    if (caller.kind !== 'session') return { body: { code: '000000' } };
    const begun = await ask(world.program, 'POST', '/api/v1/account/totp', { body: {}, headers: caller.headers });
    return { body: { code: await codeAt(String(begun.body.secret ?? 'JBSWY3DPEHPK3PXP'), new Date()) } };
  },
  'account.remove-totp': () => ({ body: {} }),
  'account.list-sessions': () => ({}),
  'account.revoke-session': async (world, caller) => {
    if (caller.kind !== 'session') return { params: { id: caller.id }, body: {} };
    const sessions = await ask(world.program, 'GET', '/api/v1/account/sessions', { headers: caller.headers });
    const items = (sessions.body.items ?? []) as { id: string; isCurrent: boolean }[];
    return { params: { id: items.find((one) => one.isCurrent)?.id ?? '' }, body: {} };
  },
  'accounts.list': () => ({}),
  'accounts.invite': () => ({ body: { name: 'New', email: `${anyName()}@example.jp`, roles: ['reader'] } }),
  'accounts.change-roles': async (world) => ({
    params: { id: await person(world, 'reader') },
    body: { roles: ['handler'] },
  }),
  'accounts.renew-link': async (world) => ({ params: { id: await person(world, 'reader') }, body: {} }),
  'accounts.disable': async (world) => ({ params: { id: await person(world, 'reader') }, body: {} }),
  'tokens.list': () => ({}),
  'tokens.create': () => ({ body: { name: 'machine', role: 'soc' } }),
  'tokens.revoke': async (world) => {
    const input = { name: 'short-lived', role: 'soc' as const, expiresAt: null };
    const { record } = await world.program.runner.run(createToken, input, askedByOperator);
    return { params: { id: record.id }, body: {} };
  },
  'compartments.list': () => ({}),
  'compartments.create': () => ({ body: { name: anyName() } }),
  'compartments.grant': (world, caller) => memberRequest(world, caller),
  'compartments.withdraw': (world, caller) => memberRequest(world, caller),
  'subjects.restrict': async (world, caller) => {
    const { id } = await world.incident();
    const compartmentId = await ownCompartment(world, caller);
    const params = { id };
    if (compartmentId !== null) return { params, body: { compartmentId } };
    const otherwise = { status: 422, because: 'this caller is a member of no compartment' };
    return { params, body: { compartmentId: world.compartmentId }, otherwise };
  },
  'settings.show': () => ({}),
  'settings.change': () => ({ body: { teamName: 'Team' } }),
  'search.find': () => ({ query: '?q=mail' }),
  'audit-entries.list': () => ({}),
  'audit-chain.verify': () => ({}),
  'notifications.list': () => ({}),
  'notifications.read': () => ({ body: {} }),
  'live.follow': () => ({}),
  'reports.list': () => ({}),
  'reports.submit': () => ({ body: { title: 'title', text: 'text' } }),
  'reports.submit-batch': () => ({ body: { items: [{ title: 'title', text: 'text' }] } }),
  'reports.take-call': () => ({ body: { text: 'a call' } }),
  'reports.complete-call': async (world) => {
    const taken = await world.insider.post('/api/v1/reports/calls', { text: 'a call' });
    return { params: { id: String(taken.body.id) }, version: 1, body: { isUnfinished: false } };
  },
  'reports.show': ({ reports }) => ({ params: { id: reports.open } }),
  'reports.original': ({ reports }) => ({ params: { id: reports.open } }),
  'reports.attachment': ({ reports, attachments }) => ({
    params: { id: reports.open, attachmentId: attachments.open },
  }),
  'reports.close': async (world) => {
    const { id, version } = await world.report();
    return { params: { id }, version, body: { outcome: 'not-an-incident', reason: 'nothing' } };
  },
  'webhooks.list': () => ({}),
  'webhooks.create': () => ({ body: webhook() }),
  'webhooks.change': async (world) => {
    const made = await world.administrator.post('/api/v1/webhooks', webhook());
    return { params: { id: String((made.body.webhook as { id: string }).id) }, version: 1, body: webhook() };
  },
  'webhooks.rotate': async (world) => {
    const made = await world.administrator.post('/api/v1/webhooks', webhook());
    return { params: { id: String((made.body.webhook as { id: string }).id) }, body: {} };
  },
  'webhooks.list-deliveries': async (world) => {
    const made = await world.administrator.post('/api/v1/webhooks', webhook());
    return { params: { id: String((made.body.webhook as { id: string }).id) } };
  },
  'webhooks.list-ready-maps': () => ({}),
  'webhooks.receive': async (world) => {
    const made = await world.administrator.post('/api/v1/webhooks', webhook());
    return {
      params: { id: String((made.body.webhook as { id: string }).id) },
      body: { title: 'x' },
      otherwise: { status: 401, because: 'the secret of the webhook is not there' },
    };
  },
  'webhooks.replay': async (world) => ({
    params: { id: await refusedDelivery(world) },
    body: {},
  }),
  'webhooks.try': () => ({ body: { definition: webhook().definition, body: '{"title":"x"}' } }),
  'mailboxes.list': () => ({}),
  'mailboxes.create': () => ({ body: mailbox() }),
  'mailboxes.change': async (world) => ({ params: await madeMailbox(world, mailbox()), version: 1, body: mailbox() }),
  'mailboxes.pause': async (world) => ({ params: await madeMailbox(world, mailbox()), body: {} }),
  'mailboxes.resume': async (world) => {
    const params = await madeMailbox(world, mailbox());
    await world.administrator.post(`/api/v1/mailboxes/${params.id}/pause`, {});
    return { params, body: {} };
  },
  'mailboxes.remove': async (world) => ({ params: await madeMailbox(world, mailbox()), body: {} }),
  'mailboxes.try': async (world) => ({ params: await madeMailbox(world, imapMailbox()), body: {} }),
  'mail-templates.list': () => ({}),
  'mail-templates.create': () => ({ body: mailTemplate() }),
  'mail-templates.change': async (world) => {
    const made = await world.administrator.post('/api/v1/mail-templates', mailTemplate());
    return { params: { id: String(made.body.id) }, version: 1, body: mailTemplate() };
  },
  'mail-templates.try': () => ({ body: { definition: mailTemplate().definition, mail: '端末名：PC-1' } }),
  'triage-classes.list': () => ({}),
  'triage-classes.add': () => ({ body: triageClass() }),
  'triage-classes.change': async (world) => {
    const { code } = triageClass();
    const added = await world.administrator.post('/api/v1/triage-classes', { ...triageClass(), code });
    return { params: { code }, version: Number(added.body.version), body: { isRetired: true } };
  },
  'triage-priorities.show': () => ({}),
  'triage-priorities.change': async (world) => {
    const { table, latestVersion } = await shown(world, 'triage-priorities');
    return { version: Number(latestVersion), body: { table } };
  },
  'triage-rules.show': () => ({}),
  'triage-rules.change': async (world) => {
    const { rules, latestVersion } = await shown(world, 'triage-rules');
    return { version: Number(latestVersion), body: { rules } };
  },
  'triage-rules.try': () => ({ body: { sample: { title: 'title', text: 'text' } } }),
  'ledger.export': () => ({}),
  'ledger-imports.list': () => ({}),
  'ledger-imports.upload': () => ({ query: '?fileName=x.csv', file: 'No,受付日,件名\n1,2026/1/5,x' }),
  'ledger-imports.show': async (world) => ({ params: { id: (await ledgerImport(world, 'uploaded')).id } }),
  'ledger-imports.check': async (world) => ({
    params: { id: (await ledgerImport(world, 'uploaded')).id },
    body: {
      sheet: 'CSV',
      headerRow: 1,
      columns: ['number', 'received-at', 'title'],
      year: null,
      numberPrefix: '',
      words: {},
    },
  }),
  'ledger-imports.rows': async (world) => ({ params: { id: (await ledgerImport(world, 'checked')).id } }),
  'ledger-imports.problems': async (world) => ({ params: { id: (await ledgerImport(world, 'checked')).id } }),
  'ledger-imports.run': async (world) => onReport(await ledgerImport(world, 'checked'), { onlyGood: true }),
  'ledger-imports.cancel': async (world) => ({ params: { id: (await ledgerImport(world, 'running')).id } }),
  'ledger-imports.undo': async (world) => onReport(await ledgerImport(world, 'done'), {}),
  'report-statistics.show': () => ({ query: period }),
  'report-statistics.download': () => ({ query: `${period}&table=periods` }),
  'reports.try-rules': () => ({ body: { rules: [], count: 10 } }),
  'service-levels.show': () => ({}),
  'service-levels.change': async (world) => {
    const { levels, version } = await shown(world, 'service-levels');
    return { version: Number(version), body: { levels } };
  },
  'business-calendars.show': () => ({}),
  'business-calendars.change': async (world) => {
    const { calendar, version } = await shown(world, 'business-calendar');
    return { version: Number(version), body: { calendar } };
  },
  'reports.counts': () => ({}),
  'reports.triage': async (world) => onReport(await world.report(), { impact: 'high', urgency: 'high' }),
  'reports.assign': async (world) => onReport(await world.report(), { accountId: null }),
  'reports.snooze': async (world) => onReport(await world.report(), { until: '2100-01-01T00:00:00Z' }),
  'reports.wake': async (world) => onReport(await world.report(), {}),
  'reports.look': async (world) => onReport(await world.report(), {}),
  'reports.ask': async (world) => ({
    ...onReport(await world.report(), {
      message: { text: 'which?', to: { address: 'somebody@example.jp' } },
    }),
    otherwise: { status: 409, because: 'no relay is configured in this world' },
  }),
  'reports.hand-over': async (world) => onReport(await world.report(), { to: 'facilities', reason: 'not ours' }),
  'reports.reopen': async (world) => onReport(await closedReport(world), { reason: 'again' }),
  'reports.detach': async (world) => onReport(await handledReport(world), { reason: 'another matter' }),
  'reports.merge-preview': async (world) => onReport(await world.report(), { intoId: world.reports.open }),
  'reports.merge': async (world) => onReport(await world.report(), { intoId: world.reports.open }),
  'reports.unmerge': async (world) => onReport(await mergedReport(world), {}),
  'reports.related': ({ reports }) => ({ params: { id: reports.open } }),
  'reports.distinguish': async (world) => onReport(await world.report(), { otherId: world.reports.open }),
  'reports.bulk': async (world) => ({ body: { items: [await world.report()], act: { kind: 'wake' } } }),
  'assignees.list': () => ({}),
  'reports.headers': ({ reports }) => ({ params: { id: reports.open } }),
  'reports.html': ({ reports }) => ({
    params: { id: reports.open },
    otherwise: { status: 409, because: 'the mail has no HTML' },
  }),
  'saved-views.list': () => ({}),
  'saved-views.save': () => ({ body: { name: anyName(), query: { state: 'new' } } }),
  'saved-views.remove': async (world, caller) => {
    const id = randomUUID();
    await sql`insert into reports.saved_view (id, account_id, name, query, created_at)
      select ${id}::uuid, id, ${anyName()}, '{}', now() from platform.account
      order by (id::text = ${caller.id}) desc limit 1`.execute(world.program.ground.databases.owner);
    return { params: { id }, body: {} };
  },
  'incidents.list': () => ({}),
  'incidents.open': async (world) => ({ body: { reportId: (await world.report()).id } }),
  'incidents.add-report': async (world) => ({
    params: { id: world.incidents.open },
    body: { reportId: (await world.report()).id },
  }),
  'incidents.show': ({ incidents }) => ({ params: { id: incidents.open } }),
  'incidents.close': async (world) => {
    const { id, version } = await world.incident();
    return { params: { id }, version, body: { outcome: 'resolved', reason: 'done' } };
  },
  'incidents.reopen': async (world) => {
    const { id } = await world.incident();
    const { headers } = world.insider;
    const closed = await ask(world.program, 'POST', `/api/v1/incidents/${id}/close`, {
      body: { outcome: 'resolved', reason: 'done' },
      headers: { ...headers, 'if-match': '"1"' },
    });
    return { params: { id }, version: Number(closed.body.version), body: { reason: 'again' } };
  },
  'journal.list': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'journal.add': ({ incidents }) => ({ body: { subjectId: incidents.open, text: 'a note' } }),
  'specimens.list': ({ reports }) => ({ query: `?subjectId=${reports.open}` }),
  'specimens.analyse': ({ reports }) => ({ params: { id: specimenOn(reports.open) }, body: {} }),
  'specimens.judge': async ({ program, reports }) => {
    const { rows } = await sql<{ version: number }>`select version from specimens.specimen
      where id = ${specimenOn(reports.open)}::uuid`.execute(program.ground.databases.owner);
    return { params: { id: specimenOn(reports.open) }, version: rows[0]?.version ?? 1, body: { verdict: 'phishing' } };
  },
  'specimens.download': ({ reports }) => ({ params: { id: specimenOn(reports.open) } }),
  'observables.list': ({ reports }) => ({ query: `?subjectId=${reports.open}` }),
  'observables.export': () => ({}),
  'observables.show': ({ reports }) => ({ params: { id: valueOn(reports.open) } }),
  'observables.occurrences': ({ reports }) => ({ params: { id: valueOn(reports.open) } }),
  'observables.preview': () => ({ body: { text: '203.0.113.5' } }),
  'observables.add': ({ reports }) => ({
    body: { subjectId: reports.open, values: [{ type: 'ipv4', value: '203.0.113.5' }] },
  }),
  'observables.change': ({ reports }) => ({
    body: { subjectId: reports.open, valueIds: [valueOn(reports.open)], role: 'attacker' },
  }),
  'known-values.list': () => ({}),
  'known-values.add': () => ({ body: { kind: 'own-domain', value: `${anyName()}.example` } }),
  'known-values.withdraw': async (world) => {
    const made = await world.insider.post('/api/v1/known-values', { kind: 'ignored', value: `${anyName()}.example` });
    return { params: { id: String(made.body.id) }, body: {} };
  },
  'correspondence.list': ({ reports }) => ({ query: `?subjectId=${reports.open}` }),
  'correspondence.retry': async (world) => {
    await failedMessage(world, world.messages.open);
    return { params: { id: world.messages.open }, body: {} };
  },
  'correspondence.outgoing': () => ({}),
  'correspondence.prepare': ({ reports }) => ({ params: { id: reports.open } }),
  'correspondence.preview': ({ reports }) => ({ body: writtenFrom(reports.open) }),
  'correspondence.send': ({ reports }) => ({
    body: writtenFrom(reports.open),
    otherwise: { status: 409, because: 'this program has no relay' },
  }),
  'correspondence.cancel': async (world) => {
    await sql`update correspondence.message set state = 'queued' where id = ${world.messages.open}::uuid`.execute(
      world.program.ground.databases.owner,
    );
    return { params: { id: world.messages.open }, body: {} };
  },
  'correspondence.original': ({ messages }) => ({ params: { id: messages.open } }),
  'correspondence.attachment': ({ messages, attachments }) => ({
    params: { id: messages.open, attachmentId: attachments.open },
  }),
  'correspondence.silence': async (world) => ({
    params: { id: (await world.incident()).id },
    body: { scope: 'record', reason: 'mail may be compromised' },
  }),
  'correspondence.end-silence': async (world) => {
    const { id } = await world.incident();
    await world.insider.post(`/api/v1/subjects/${id}/mail-silence`, { scope: 'record', reason: 'for now' });
    return { params: { id }, body: { scope: 'record' } };
  },
  'correspondence.list-templates': () => ({}),
  'correspondence.create-template': () => ({ body: { purpose: 'reply', ...templateTexts } }),
  'correspondence.change-template': async (world) => {
    const made = await world.insider.post('/api/v1/message-templates', { purpose: 'reply', ...templateTexts });
    return { params: { key: String(made.body.key) }, version: 1, body: templateTexts };
  },
  'correspondence.list-signatures': () => ({}),
  'correspondence.change-signature': async (world) => {
    const { body } = await world.insider.get('/api/v1/message-signatures');
    const items = body.items as { locale: string; version: number }[];
    const version = items.find(({ locale }) => locale === 'en')?.version ?? 1;
    return { params: { locale: 'en' }, version, body: { text: '{{authorName}}, {{teamName}}' } };
  },
};

const both = (text: string) => ({ ja: text, en: text });
const templateTexts = { name: both('name'), title: both('{{title}}'), text: both('{{recipientName}}') };

function writtenFrom(subjectId: string) {
  return {
    subjectId,
    purpose: 'reply',
    to: [{ address: 'reporter@example.com' }],
    title: 'Re: first',
    text: 'thank you',
    locale: 'en',
    tlp: null,
  };
}

const hiddenImports = new WeakMap<RouteWorld, Promise<string>>();

/** An import of a ledger behind the wall, where the aim is at what is hidden; otherwise one that never was. */
async function hiddenImport(world: RouteWorld, aim: Aim): Promise<string> {
  if (aim.report !== world.reports.hidden) return aim.report;
  const made =
    hiddenImports.get(world) ??
    ledgerImport(world, 'uploaded').then(async ({ id }) => {
      await ask(world.program, 'POST', `/api/v1/subjects/${id}/restrict`, {
        body: { compartmentId: world.compartmentId },
        headers: world.insider.headers,
      });
      return id;
    });
  hiddenImports.set(world, made);
  return made;
}

/** The same request about a record that the caller cannot see, for every route that addresses one. */
export const hiddenRequests: Partial<
  Readonly<Record<RouteId, (world: RouteWorld, at: Aim) => Prepared | Promise<Prepared>>>
> = {
  ...hiddenPortalRequests,
  'reports.complete-call': (_world, { report }) => ({ params: { id: report }, version: 1, body: { text: 'x' } }),
  'reports.show': (_world, { report }) => ({ params: { id: report } }),
  'reports.original': (_world, { report }) => ({ params: { id: report } }),
  'reports.attachment': (_world, { report, attachment }) => ({ params: { id: report, attachmentId: attachment } }),
  'reports.close': (_world, { report }) => ({
    params: { id: report },
    version: 1,
    body: { outcome: 'not-an-incident', reason: 'x' },
  }),
  'reports.triage': (_world, { report }) => ({ params: { id: report }, version: 1, body: { urgency: 'low' } }),
  'reports.assign': (_world, { report }) => ({ params: { id: report }, version: 1, body: { accountId: null } }),
  'reports.snooze': (_world, { report }) => ({
    params: { id: report },
    version: 1,
    body: { until: '2100-01-01T00:00:00Z' },
  }),
  'reports.wake': (_world, { report }) => ({ params: { id: report }, version: 1, body: {} }),
  'reports.look': (_world, { report }) => ({ params: { id: report }, version: 1, body: {} }),
  'reports.ask': (_world, { report }) => ({ params: { id: report }, version: 1, body: { message: { text: 'x' } } }),
  'reports.hand-over': (_world, { report }) => ({ params: { id: report }, version: 1, body: { to: 'x', reason: 'x' } }),
  'reports.reopen': (_world, { report }) => ({ params: { id: report }, version: 1, body: { reason: 'x' } }),
  'reports.detach': (_world, { report }) => ({ params: { id: report }, version: 1, body: { reason: 'x' } }),
  'reports.merge-preview': ({ reports }, { report }) => ({
    params: { id: report },
    version: 1,
    body: { intoId: reports.open },
  }),
  'reports.merge': ({ reports }, { report }) => ({
    params: { id: report },
    version: 1,
    body: { intoId: reports.open },
  }),
  'reports.unmerge': (_world, { report }) => ({ params: { id: report }, version: 1, body: {} }),
  'reports.distinguish': ({ reports }, { report }) => ({
    params: { id: report },
    version: 1,
    body: { otherId: reports.open },
  }),
  'reports.related': (_world, { report }) => ({ params: { id: report } }),
  'reports.headers': (_world, { report }) => ({ params: { id: report } }),
  'reports.html': (_world, { report }) => ({ params: { id: report } }),
  'incidents.add-report': ({ reports }, { incident }) => ({
    params: { id: incident },
    body: { reportId: reports.open },
  }),
  'assignees.list': (_world, { report }) => ({ query: `?reportId=${report}` }),
  'ledger-imports.show': async (world, aim) => ({ params: { id: await hiddenImport(world, aim) } }),
  'ledger-imports.check': async (world, aim) => ({
    params: { id: await hiddenImport(world, aim) },
    body: { sheet: '', headerRow: 1, columns: [], year: null, numberPrefix: '', words: {} },
  }),
  'ledger-imports.rows': async (world, aim) => ({ params: { id: await hiddenImport(world, aim) } }),
  'ledger-imports.problems': async (world, aim) => ({ params: { id: await hiddenImport(world, aim) } }),
  'ledger-imports.run': async (world, aim) => ({
    params: { id: await hiddenImport(world, aim) },
    version: 1,
    body: { onlyGood: true },
  }),
  'ledger-imports.cancel': async (world, aim) => ({ params: { id: await hiddenImport(world, aim) }, body: {} }),
  'ledger-imports.undo': async (world, aim) => ({
    params: { id: await hiddenImport(world, aim) },
    version: 1,
    body: {},
  }),
  'incidents.open': (_world, { report }) => ({ body: { reportId: report } }),
  'incidents.show': (_world, { incident }) => ({ params: { id: incident } }),
  'incidents.close': (_world, { incident }) => ({
    params: { id: incident },
    version: 1,
    body: { outcome: 'resolved', reason: 'x' },
  }),
  'incidents.reopen': (_world, { incident }) => ({ params: { id: incident }, version: 1, body: { reason: 'x' } }),
  'journal.list': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'journal.add': (_world, { incident }) => ({ body: { subjectId: incident, text: 'x' } }),
  'specimens.list': (_world, { report }) => ({ query: `?subjectId=${report}` }),
  'specimens.analyse': (_world, { report }) => ({ params: { id: specimenOn(report) }, body: {} }),
  'specimens.judge': (_world, { report }) => ({
    params: { id: specimenOn(report) },
    version: 1,
    body: { verdict: 'phishing' },
  }),
  'specimens.download': (_world, { report }) => ({ params: { id: specimenOn(report) } }),
  'observables.list': (_world, { report }) => ({ query: `?subjectId=${report}` }),
  'observables.export': (_world, { report }) => ({ query: `?subjectId=${report}` }),
  'observables.show': (_world, { report }) => ({ params: { id: valueOn(report) } }),
  'observables.occurrences': (_world, { report }) => ({ params: { id: valueOn(report) } }),
  'observables.add': (_world, { report }) => ({
    body: { subjectId: report, values: [{ type: 'ipv4', value: '203.0.113.5' }] },
  }),
  'observables.change': (_world, { report }) => ({
    body: { subjectId: report, valueIds: [valueOn(report)], role: 'attacker' },
  }),
  'correspondence.list': (_world, { report }) => ({ query: `?subjectId=${report}` }),
  'correspondence.retry': (_world, { message }) => ({ params: { id: message }, body: {} }),
  'correspondence.prepare': (_world, { report }) => ({ params: { id: report } }),
  'correspondence.preview': (_world, { report }) => ({ body: writtenFrom(report) }),
  'correspondence.send': (_world, { report }) => ({ body: writtenFrom(report) }),
  'correspondence.cancel': (_world, { message }) => ({ params: { id: message }, body: {} }),
  'correspondence.original': (_world, { message }) => ({ params: { id: message } }),
  'correspondence.attachment': (_world, { message, attachment }) => ({
    params: { id: message, attachmentId: attachment },
  }),
  'correspondence.silence': (_world, { incident }) => ({
    params: { id: incident },
    body: { scope: 'record', reason: 'x' },
  }),
  'correspondence.end-silence': (_world, { incident }) => ({ params: { id: incident }, body: { scope: 'record' } }),
  'subjects.restrict': (_world, { incident }) => ({ params: { id: incident }, body: { compartmentId: 1 } }),
  'compartments.grant': (world, { compartment }) => ({
    params: { id: compartment },
    body: { accountId: world.insider.id },
  }),
  'compartments.withdraw': (world, { compartment }) => ({
    params: { id: compartment },
    body: { accountId: world.insider.id },
  }),
  'audit-entries.list': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
};

/** Which records a hidden request aims at: real ones behind the wall, or ones that never existed. */
export type Aim = {
  readonly report: string;
  readonly attachment: string;
  readonly incident: string;
  readonly message: string;
  readonly compartment: string;
};

async function ownCompartment(world: RouteWorld, caller: Caller): Promise<number | null> {
  if (caller.kind !== 'session') return null;
  const made = await world.insider.post('/api/v1/compartments', { name: anyName(), memberIds: [caller.id] });
  return Number(made.body.id);
}

async function memberRequest(world: RouteWorld, caller: Caller): Promise<Prepared> {
  const id = await ownCompartment(world, caller);
  const body = { accountId: await person(world, 'reader') };
  if (id !== null) return { params: { id: String(id) }, body };
  const otherwise = { status: 404, because: 'tokens see the open compartment alone' };
  return { params: { id: String(world.compartmentId) }, body, otherwise };
}
