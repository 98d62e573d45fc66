import { type Route, type RouteId, routes } from '@matoi/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailSink } from '../support/mail-sink.ts';
import { freePort, startTestProgram, type TestProgram, until, type Visitor } from '../support/test-program.ts';
import {
  addScope,
  drained,
  followStream,
  giveTask,
  instruct,
  putFile,
  recipientAddress,
  type Secret,
  type Seen,
  secretWord,
  sendReport,
  tellSecret,
  writeNote,
} from './secret.story.ts';

let program: TestProgram;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let member: Visitor;
let secret: Secret;
let open: {
  readonly reportId: string;
  readonly reportNumber: string;
  readonly attachmentId: string;
  readonly token: string;
  readonly incidentId: string;
  /** A value that everybody sees on the open incident, and that the secret has too. */
  readonly valueId: string;
  readonly importId: string;
  readonly managementReportId: string;
  readonly entryId: string;
  readonly eventImportId: string;
  readonly eventId: string;
  readonly messageId: string;
  readonly webhookId: string;
  readonly runId: string;
  readonly filingId: string;
  readonly fileId: string;
  readonly itemId: string;
  readonly noteId: string;
  readonly taskId: string;
  readonly instructionId: string;
  readonly recipientId: string;
  /** The last part of the calendar address of a handler outside. */
  readonly calendar: string;
};
const outsiders: Record<string, Visitor> = {};
const before: Record<string, string> = {};
let stream: { readonly events: readonly Seen[]; stop(): void };

/** Exports enter themselves into the audit log, so asking twice changes it. What they hold is asked for in their own tests. */
const auditedExports: readonly RouteId[] = ['observables.export', 'ledger.export', 'timeline.export', 'scope.export'];

/** Routes whose answer tells how long the chain of all audit entries is. The chain cannot be verified without it. */
const chainRoutes: readonly RouteId[] = ['audit-chain.verify'];

beforeAll(async () => {
  sink = await startMailSink();
  program = await startTestProgram({ smtpRelayUrl: sink.url, smtpPort: await freePort() });
  member = await program.person('commander');
  outsiders.handler = await program.person('handler');
  outsiders.commander = await program.person('commander');
  outsiders.administrator = await program.person('administrator');
  outsiders.everything = await program.person('administrator', 'commander', 'handler', 'reader');
  outsiders.reader = await program.person('reader');
  outsiders.auditor = await program.person('auditor');
  outsiders.soc = await program.person('soc');
  outsiders.machine = await program.machine('handler');
  outsiders.nobody = program.nobody();
  const report = await sendReport(program, member, '公開の報告');
  const second = await sendReport(program, member, 'もう一つの報告');
  const incident = await member.call('POST /api/v1/incidents', { body: { reportId: report.id } });
  await member.call('POST /api/v1/incidents', { body: { title: 'CVE-2024-8935 の調査' } });
  const entry = await member.call('POST /api/v1/journal-entries', {
    body: { subjectId: incident.id, text: '公開の記録' },
  });
  const shown = await member.call('GET /api/v1/reports/{id}', { params: { id: second.id } });
  const messages = await member.call('GET /api/v1/messages', { query: { subjectId: second.id } });
  await member.call('POST /api/v1/observables', {
    body: { subjectId: incident.id, values: [{ type: 'domain', value: 'secret-host.example' }] },
  });
  const values = await member.call('GET /api/v1/observables', { query: { subjectId: incident.id } });
  const events = await importEvents(incident.id);
  const webhook = await outsider('administrator').call('POST /api/v1/webhooks', {
    body: {
      name: 'EDR',
      isActive: true,
      proof: 'header',
      definition: { source: 'edr', map: { title: '{/title}' }, dedupe: { minutes: 0 } },
    },
  });
  const upload = await member.fetch('/api/v1/ledger-imports?fileName=x.csv', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: 'No,受付日,件名\n1,2026/1/5,公開の台帳',
  });
  const draft = await member.call('POST /api/v1/subjects/{id}/management-reports', {
    params: { id: incident.id },
    body: { kind: 'progress', ...anyReport },
  });
  const issuedReport = await member.call('POST /api/v1/management-reports/{id}/issue', {
    params: { id: draft.id },
    body: { contentHash: draft.contentHash },
    version: draft.version,
  });
  const task = await giveTask(member, incident.id, '公開のタスク');
  const instruction = await instruct(member, incident.id, '公開の指示');
  const feed = await outsider('handler').call('POST /api/v1/calendar-feed', { body: {} });
  const filing = await member.call('POST /api/v1/subjects/{id}/filings', {
    params: { id: incident.id },
    body: { regimeId: 'jp-police', stage: 'consultation', recipient: 'police' },
  });
  const run = await member.call('POST /api/v1/playbook-runs', { body: { subjectId: incident.id, code: 'malware' } });
  open = {
    runId: run.id,
    filingId: filing.id,
    importId: ((await upload.json()) as { id: string }).id,
    managementReportId: issuedReport.id,
    valueId: values.items[0]?.id ?? '',
    reportId: second.id,
    reportNumber: second.number,
    attachmentId: shown.attachments[0]?.id ?? '',
    token:
      (await member.call('POST /api/v1/tracking-links', { body: { subjectId: second.id } })).address
        .split('/')
        .at(-1) ?? '',
    incidentId: incident.id,
    entryId: entry.id,
    eventImportId: events.importId,
    eventId: events.eventId,
    messageId: messages.items[0]?.id ?? '',
    webhookId: webhook.webhook.id,
    fileId: await putFile(member, incident.id, '公開のファイル'),
    itemId: await addScope(member, incident.id, '公開のサーバ'),
    noteId: await writeNote(member, incident.id, '公開のメモ'),
    taskId: task,
    instructionId: instruction.id,
    recipientId: instruction.recipientId,
    calendar: feed.address.split('/').at(-1) ?? '',
  };
  await drained(program);
  for (const name of Object.keys(outsiders)) before[name] = await everythingFor(name);
  stream = await followStream(outsider('handler'));
  secret = await tellSecret(program, member);
}, 60_000);
afterAll(async () => {
  stream.stop();
  await program.stop();
  await sink.stop();
});

/** Brings a machine event into the timeline of an incident. */
async function importEvents(subjectId: string): Promise<{ readonly importId: string; readonly eventId: string }> {
  const sent = await member.fetch(`/api/v1/timeline-imports?subjectId=${subjectId}&fileName=x.csv`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: 'datetime,message\n2026-01-05T00:00:00Z,公開のイベント',
  });
  const { id, version, mapping } = (await sent.json()) as { id: string; version: number; mapping: never };
  const params = { id };
  await member.call('POST /api/v1/timeline-imports/{id}/run', { params, body: mapping, version });
  await until(
    () => member.call('GET /api/v1/timeline-imports/{id}', { params }),
    ({ state }) => state === 'done',
  );
  const page = await member.call('GET /api/v1/timeline', { query: { subjectId, kind: 'event' } });
  return { importId: id, eventId: page.items[0]?.id ?? '' };
}

function outsider(name: string): Visitor {
  const found = outsiders[name];
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return found;
}

const list = (...queries: string[]) => ['', '?limit=1', '?limit=200&sort=newest', ...queries];

/** What is asked of each route that answers without changing. A new route has to be entered here. */
function questions(route: Route): readonly string[] {
  const about = open.reportNumber;
  switch (route.id as RouteId) {
    case 'reports.list':
      return list(
        '?sort=oldest&state=new',
        '?state=handled,closed',
        '?channel=mail',
        '?sort=due&snoozed=no',
        '?sort=priority&assignee=none&overdue=no',
        '?priority=none,1&class=none&unfinished=no',
        '?q=報告',
        `?q=${secretWord}`,
        '?q=csv',
        '?receivedAt.gte=2026-01-01T00:00:00Z&receivedAt.lt=2100-01-01T00:00:00Z',
      );
    case 'incidents.list':
      return list(
        '?sort=oldest&phase=triage',
        '?phase=closed',
        '?sort=severity&severity=none,high&tlp=none',
        '?sort=next-review',
        '?mine=any&class=none&review=none',
        `?related=${open.incidentId}`,
        '?q=2024-8935',
        `?q=${secretWord}`,
        '?openedAt.gte=2026-01-01T00:00:00Z',
      );
    case 'search.find':
      return [
        '?q=報告',
        `?q=${secretWord}`,
        '?q=極秘',
        '?q=極',
        '?q=CVE-2024-8935&limit=50',
        '?q=secret-host',
        '?q=REP-',
        '?q=INC',
        '?q=sato',
      ];
    case 'presence.list':
      return [`?subjectId=${about}`];
    case 'audit-entries.list':
      return list(
        '?action=subjects.restrict',
        '?action=mail.receive',
        '?action=incidents.open',
        `?actorId=${member.id}`,
        `?subjectId=${about}`,
        '?actorId=mail-intake',
        '?actorId=journal',
        '?at.gte=2026-01-01T00:00:00Z',
      );
    case 'timeline.picture':
    case 'timeline.list':
      return [
        `?subjectId=${open.incidentId}`,
        `?subjectId=${about}`,
        `?subjectId=${open.incidentId}&q=${secretWord}`,
        `?subjectId=${open.incidentId}&events=starred&lane=us`,
      ];
    case 'timeline-imports.list':
      return [`?subjectId=${open.incidentId}`, `?subjectId=${about}`];
    case 'journal.list':
      return [`?subjectId=${open.incidentId}`, `?subjectId=${about}&sort=occurred-newest&limit=1`];
    case 'tracking-links.list':
      return [`?subjectId=${about}`];
    case 'correspondence.list':
      return [`?subjectId=${about}`, `?subjectId=${open.reportId}&limit=1`];
    case 'correspondence.outgoing':
      return list('?state=sent,bounced', '?state=suppressed&automatic=yes', '?automatic=no');
    case 'observables.list':
      return list(
        '?sort=oldest',
        `?subjectId=${about}`,
        '?type=vulnerability,domain',
        `?q=${secretWord}`,
        '?q=secret-host',
        '?tag=secret-tag',
        '?tlp=none',
      );
    case 'observables.changes':
      return [`?subjectId=${about}`];
    case 'sightings.list':
      return [`?subjectId=${about}`, `?valueId=${open.valueId}`];
    case 'incidents.closing-check':
      return ['', '?outcome=not-an-incident'];
    case 'incidents.preview-merge':
      return [`?intoId=${about}`, `?intoId=${open.incidentId}`];
    case 'relations.list':
    case 'scope.list':
    case 'scope.summary':
    case 'scope.numbers':
    case 'notes.list':
    case 'attachments.list':
      return [`?subjectId=${open.incidentId}`];
    case 'playbook-runs.list':
      return [`?subjectId=${open.incidentId}`];
    case 'playbook-runs.difference':
      return ['?to=1.0'];
    case 'playbooks.difference':
      return ['?from=1.0&to=1.0'];
    case 'specimens.list':
      return [`?subjectId=${about}`];
    case 'obligations.fact-history':
      return ['?key=data.personal'];
    case 'filings.document':
      return ['?format=txt', '?format=docx'];
    case 'management-reports.file':
      return ['?format=pdf', '?format=docx'];
    case 'measures.list':
      return list('?state=open,overdue', `?q=${secretWord}`);
    case 'correspondence.prepare':
      return ['', '?locale=en', '?to=sato@example.co.jp'];
    default:
      return [''];
  }
}

/** Cursors followed to the end, so that every page counts. */
async function ask(visitor: Visitor, path: string): Promise<string> {
  const answer = await visitor.fetch(path);
  const text = answer.headers.get('content-type')?.includes('octet-stream')
    ? Buffer.from(await answer.arrayBuffer()).toString('base64')
    : // What keeps one form apart from the next, and says nothing.
      (await answer.text()).replace(/name="nonce" value="[^"]*"/g, '');
  const next = /"next":"([^"]+)"/.exec(text)?.[1];
  const rest = next === undefined ? '' : await ask(visitor, `${path.replace(/&cursor=.*$/, '')}&cursor=${next}`);
  const headers = [...answer.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
  return `${answer.status} ${JSON.stringify(headers)} ${text}\n${rest}`;
}

async function everythingFor(name: string): Promise<string> {
  const visitor = outsider(name);
  const ids: Readonly<Record<string, readonly string[]>> = {
    'incidents.show': [open.incidentId],
    'incidents.summaries': [open.incidentId],
    'incidents.history': [open.incidentId],
    'incidents.closing-check': [open.incidentId],
    'incidents.preview-merge': [open.incidentId],
    'tasks.show': [open.taskId],
    'instructions.show': [open.instructionId],
    'instruction-recipients.file': [open.recipientId],
    'calendar-feed.read': [open.calendar],
    'block-lists.read': ['domain.txt'],
    'reviews.show': [open.incidentId],
    'management-reports.list': [open.incidentId],
    'management-reports.show': [open.managementReportId],
    'management-reports.file': [open.managementReportId],
    'reports.show': [open.reportId, open.reportNumber],
    'tracking.show': [open.token],
    'tracking.file': [open.token],
    'reports.original': [open.reportId],
    'reports.attachment': [open.reportId],
    'reports.related': [open.reportId],
    'reports.headers': [open.reportId],
    'reports.html': [open.reportId],
    'correspondence.prepare': [open.reportId, open.incidentId],
    'observables.show': [open.valueId],
    'observables.occurrences': [open.valueId],
    'warning-lists.show': ['open-resolvers'],
    'warning-lists.hits': ['open-resolvers'],
    'ledger-imports.show': [open.importId],
    'ledger-imports.rows': [open.importId],
    'ledger-imports.problems': [open.importId],
    'specimens.download': [open.valueId],
    'journal.versions': [open.entryId],
    'timeline.show-event': [open.eventId],
    'timeline-imports.show': [open.eventImportId],
    'timeline-imports.errors': [open.eventImportId],
    'scope.show': [open.itemId],
    'notes.versions': [open.noteId],
    'notes.version': [open.noteId],
    'attachments.download': [open.fileId],
    'attachments.picture': [open.fileId],
    'obligations.show': [open.incidentId],
    'obligations.clocks': [open.incidentId],
    'obligations.fact-history': [open.incidentId],
    'filings.show': [open.filingId],
    'filings.document': [open.filingId],
    'playbooks.show': ['malware'],
    'playbooks.draft': ['malware'],
    'playbooks.difference': ['malware'],
    'playbook-runs.difference': [open.runId],
    'webhooks.list-deliveries': [open.webhookId],
    'correspondence.original': [open.messageId],
    'correspondence.attachment': [open.messageId],
  };
  const answers: string[] = [];
  for (const route of routes.filter(
    (one) => one.method === 'GET' && (one as Route).kind !== 'stream',
  ) as readonly Route[]) {
    if (chainRoutes.includes(route.id as RouteId) || auditedExports.includes(route.id as RouteId)) continue;
    // An auditor is told of restricted entries as hashes; the audit tests look at those.
    if (name === 'auditor' && route.id === 'audit-entries.list') continue;
    const given = route.path.includes('{') ? (ids[route.id] ?? []) : [''];
    if (given.length === 0) throw new Error(`no record to ask ${route.id} for`);
    for (const id of given) {
      const path = route.path
        .replace(/\{(id|token|code|file)\}/, id)
        .replace('{fileId}', open.attachmentId)
        .replace('{attachmentId}', open.attachmentId)
        .replace('{version}', '1');
      for (const query of questions(route)) answers.push(`${path}${query} ${await ask(visitor, path + query)}`);
    }
  }
  return answers
    .join('\n')
    .replace(/"requestId":"[0-9a-f]+"/g, '"requestId":""')
    .replace(/"(checkedAt|lastSeenAt|lastUsedAt)":("[^"]+"|null)/g, '"$1":""')
    .replace(/\["content-length","\d+"\],?/g, '')
    .replace(/"ageMs":\d+/g, '"ageMs":0')
    .replace(/"detail":"\d+ following"/g, '"detail":""')
    .replace(/"detail":"\d+ MiB free"/g, '"detail":""')
    .replace(/"detail":"\d+ waiting, 0 given up"/g, '"detail":""')
    .replace(/"status":"(ok|degraded)"/g, '"status":""');
}

describe('somebody outside of the compartment', () => {
  it.each(['handler', 'commander', 'administrator', 'everything', 'reader', 'auditor', 'soc', 'machine', 'nobody'])(
    'a %s is answered the same bytes by every route with and without the secret',
    async (name) => {
      const after = (await everythingFor(name)).split('\n');
      const earlier = (before[name] ?? '').split('\n');
      const changed = after.filter((line, at) => line !== earlier[at]);
      expect(changed).toEqual([]);
      expect(after.length).toBe(earlier.length);
    },
  );

  it('the same questions would notice: a member is answered otherwise', async () => {
    outsiders.member = member;
    const answers = await everythingFor('member');
    for (const word of [secretWord, secret.incidentId, secret.reportNumber]) expect(answers).toContain(word);
    delete outsiders.member;
  });

  it('is told by the stream that the report is gone, and nothing of what was born secret', async () => {
    await until(
      async () => stream.events.filter((event) => event.type === 'gone'),
      (gone) => gone.length > 0,
    );
    const about = (id: string) => stream.events.filter((event) => event.subject.id === id);
    expect(about(secret.incidentId)).toEqual([]);
    const ofReport = about(secret.reportId);
    const gone = ofReport.findIndex((event) => event.type === 'gone');
    expect(ofReport[gone]?.kind).toBe('subject.moved');
    // What happened before the move was open then; after it nothing comes but the one word that it is gone.
    expect(ofReport.slice(gone + 1)).toEqual([]);
    expect(JSON.stringify(stream.events)).not.toContain(secretWord);
  });

  it('replayed from the beginning, the stream names nothing that was born secret', async () => {
    const replayed = await outsider('reader').fetch('/api/v1/live?after=0');
    const reader = replayed.body?.getReader();
    let text = '';
    while (!text.includes(open.incidentId)) text += new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    expect(text).not.toContain(secret.incidentId);
    expect(text.match(new RegExp(`"changed"[^}]*${secret.reportId}`))).toBeNull();
  });

  it('leaves no word of it in what was mailed or noticed besides the acknowledgement', async () => {
    const notices = await outsider('handler').call('GET /api/v1/notifications', {});
    expect(JSON.stringify(notices)).not.toContain(secret.reportId);
    const others = sink.mails.filter((mail) => !mail.to.includes('sato@example.co.jp'));
    expect(others.flatMap((mail) => mail.to)).toEqual([recipientAddress, recipientAddress]);
    expect(JSON.stringify(others)).not.toContain(secretWord);
  });
});

const writtenFrom = (subjectId: string) => ({
  subjectId,
  purpose: 'reply',
  to: [{ address: 'somebody@example.jp' }],
  title: 'x',
  text: 'x',
  locale: 'en',
  tlp: null,
});

const neverId = '01900000-0000-7000-8000-000000000000';

type Request = { readonly method: string; readonly path: string; readonly body?: unknown; readonly version?: number };

const act = (id: string, verb: string, body: unknown): readonly Request[] => [
  { method: 'POST', path: `/api/v1/reports/${id}/${verb}`, body, version: 1 },
];

const onIncident = (id: string, verb: string, body: unknown): readonly Request[] => [
  { method: 'POST', path: `/api/v1/incidents/${id}/${verb}`, body, version: 1 },
];

const anyMapping = {
  at: ['a'],
  zoneColumn: null,
  zone: null,
  dayOrder: 'ymd',
  message: 'a',
  what: null,
  source: null,
  host: null,
  laneColumn: null,
  lane: 'systems',
};

/** The same request about the secret and about something that never was, for every route that takes a record. */
const probes: Readonly<Record<string, (id: string, compartment: number) => readonly Request[]>> = {
  'reports.show': (id) => [{ method: 'GET', path: `/api/v1/reports/${id}` }],
  'reports.original': (id) => [{ method: 'GET', path: `/api/v1/reports/${id}/original` }],
  'reports.attachment': (id) => [
    { method: 'GET', path: `/api/v1/reports/${id}/attachments/${neverId}` },
    { method: 'GET', path: `/api/v1/reports/${open.reportId}/attachments/${id.includes('-2026-') ? neverId : id}` },
  ],
  'reports.related': (id) => [{ method: 'GET', path: `/api/v1/reports/${id}/related` }],
  'reports.headers': (id) => [{ method: 'GET', path: `/api/v1/reports/${id}/headers` }],
  'reports.html': (id) => [{ method: 'GET', path: `/api/v1/reports/${id}/html` }],
  'incidents.add-report': (id) => [
    { method: 'POST', path: `/api/v1/incidents/${id}/reports`, body: { reportId: open.reportId } },
    { method: 'POST', path: `/api/v1/incidents/${open.incidentId}/reports`, body: { reportId: id } },
  ],
  'assignees.list': (id) => [{ method: 'GET', path: `/api/v1/assignees?reportId=${id}` }],
  'reports.triage': (id) => [{ method: 'PATCH', path: `/api/v1/reports/${id}`, body: { urgency: 'low' }, version: 1 }],
  'reports.assign': (id) => act(id, 'assign', { accountId: null }),
  'reports.complete-call': (id) => [
    { method: 'PATCH', path: `/api/v1/reports/${id}/call`, body: { text: 'x' }, version: 1 },
  ],
  'tracking-links.revoke': (id) => [{ method: 'POST', path: `/api/v1/tracking-links/${id}/revoke`, body: {} }],
  'reports.snooze': (id) => act(id, 'snooze', { until: '2100-01-01T00:00:00Z' }),
  'reports.wake': (id) => act(id, 'wake', {}),
  'reports.look': (id) => act(id, 'look', {}),
  'reports.ask': (id) => act(id, 'ask', { message: { text: 'x' } }),
  'reports.hand-over': (id) => act(id, 'hand-over', { to: 'x', reason: 'x' }),
  'reports.reopen': (id) => act(id, 'reopen', { reason: 'x' }),
  'reports.detach': (id) => act(id, 'detach', { reason: 'x' }),
  'reports.merge-preview': (id) => [
    ...act(id, 'merge-preview', { intoId: open.reportId }),
    ...act(open.reportId, 'merge-preview', { intoId: id }),
  ],
  'reports.merge': (id) => [
    ...act(id, 'merge', { intoId: open.reportId }),
    ...act(open.reportId, 'merge', { intoId: id }),
  ],
  'reports.unmerge': (id) => act(id, 'unmerge', {}),
  'reports.distinguish': (id) => [
    ...act(id, 'distinguish', { otherId: open.reportId }),
    ...(id.includes('-2026-') ? [] : act(open.reportId, 'distinguish', { otherId: id })),
  ],
  'reports.bulk': (id) =>
    id.includes('-2026-')
      ? []
      : [
          {
            method: 'POST',
            path: '/api/v1/reports/bulk',
            body: { items: [{ id, version: 1 }], act: { kind: 'wake' } },
          },
        ],
  'reports.close': (id) => [
    { method: 'POST', path: `/api/v1/reports/${id}/close`, body: { outcome: 'answered', reason: 'x' }, version: 1 },
    { method: 'POST', path: `/api/v1/reports/${id}/close`, body: { outcome: 'answered', reason: 'x' } },
  ],
  'incidents.show': (id) => [{ method: 'GET', path: `/api/v1/incidents/${id}` }],
  'incidents.open': (id) => [{ method: 'POST', path: '/api/v1/incidents', body: { reportId: id } }],
  'incidents.close': (id) => [
    { method: 'POST', path: `/api/v1/incidents/${id}/close`, body: { outcome: 'resolved', reason: 'x' }, version: 1 },
    { method: 'POST', path: `/api/v1/incidents/${id}/close`, body: { outcome: 'resolved', reason: 'x' } },
  ],
  'incidents.reopen': (id) => [
    { method: 'POST', path: `/api/v1/incidents/${id}/reopen`, body: { reason: 'x' }, version: 1 },
  ],
  'incidents.change': (id) => [{ method: 'PATCH', path: `/api/v1/incidents/${id}`, body: { title: 'x' }, version: 1 }],
  'incidents.move-phase': (id) => onIncident(id, 'phase-moves', { phase: 'analysis', move: 'advance' }),
  'incidents.monitor': (id) => onIncident(id, 'monitoring', { until: '2100-01-01T00:00:00Z' }),
  'incidents.assert-time': (id) =>
    onIncident(id, 'times', {
      ...{ kind: 'occurred', at: '2026-11-01T00:00:00Z', precision: 'minute', zone: 'Asia/Tokyo' },
      source: { kind: 'person', text: 'x' },
    }),
  'incidents.choose-time': (id) => onIncident(id, 'times/choose', { timeId: neverId }),
  'incidents.decide-severity': (id) => onIncident(id, 'severity', { ticks: [], severity: 'low', reason: 'x' }),
  'incidents.assign': (id) => onIncident(id, 'functions', { accountId: member.id, function: 'handler' }),
  'incidents.relieve': (id) => onIncident(id, 'functions/end', { accountId: member.id, function: 'handler' }),
  'incidents.summaries': (id) => [{ method: 'GET', path: `/api/v1/incidents/${id}/summaries` }],
  'incidents.summarise': (id) =>
    onIncident(id, 'summaries', { technical: 'x', plain: 'x', known: [], unknown: [], assumed: [] }),
  'incidents.history': (id) => [{ method: 'GET', path: `/api/v1/incidents/${id}/history` }],
  'incidents.closing-check': (id) => [{ method: 'GET', path: `/api/v1/incidents/${id}/closing-check` }],
  'incidents.preview-merge': (id) => [
    { method: 'GET', path: `/api/v1/incidents/${id}/merge-preview?intoId=${open.incidentId}` },
    { method: 'GET', path: `/api/v1/incidents/${open.incidentId}/merge-preview?intoId=${id}` },
  ],
  'incidents.merge': (id) => [
    ...onIncident(id, 'merge', { intoId: open.incidentId, reason: 'x' }),
    ...onIncident(open.incidentId, 'merge', { intoId: id, reason: 'x' }),
  ],
  'incidents.unmerge': (id) => onIncident(id, 'unmerge', {}),
  'relations.remove': (id) => [{ method: 'POST', path: `/api/v1/relations/${id}/remove`, body: { reason: 'x' } }],
  'attachments.describe': (id) => [
    { method: 'PATCH', path: `/api/v1/attachments/${id}`, body: { description: 'x' }, version: 1 },
  ],
  'attachments.withdraw': (id) => [
    { method: 'POST', path: `/api/v1/attachments/${id}/withdraw`, body: { reason: 'x' }, version: 1 },
  ],
  'attachments.download': (id) => [{ method: 'GET', path: `/api/v1/attachments/${id}/content` }],
  'attachments.picture': (id) => [{ method: 'GET', path: `/api/v1/attachments/${id}/picture` }],
  'scope.show': (id) => [{ method: 'GET', path: `/api/v1/scope-items/${id}` }],
  'scope.change': (id) => [{ method: 'PATCH', path: `/api/v1/scope-items/${id}`, body: { name: 'x' }, version: 1 }],
  'scope.move': (id) => [
    { method: 'POST', path: `/api/v1/scope-items/${id}/move`, body: { state: 'contained', reason: 'x' }, version: 1 },
  ],
  'notes.write': (id) => [
    { method: 'PATCH', path: `/api/v1/notes/${id}`, body: { title: 'x', text: 'x' }, version: 1 },
  ],
  'notes.restore': (id) => [{ method: 'POST', path: `/api/v1/notes/${id}/restore`, body: { version: 1 }, version: 1 }],
  'notes.withdraw': (id) => [
    { method: 'POST', path: `/api/v1/notes/${id}/withdraw`, body: { reason: 'x' }, version: 1 },
  ],
  'notes.versions': (id) => [{ method: 'GET', path: `/api/v1/notes/${id}/versions` }],
  'notes.version': (id) => [{ method: 'GET', path: `/api/v1/notes/${id}/versions/1` }],
  'tasks.list': (id) => [{ method: 'GET', path: `/api/v1/tasks?subjectId=${id}` }],
  'tasks.add': (id) => [{ method: 'POST', path: '/api/v1/tasks', body: { subjectId: id, tasks: [{ title: 'x' }] } }],
  'tasks.show': (id) => [{ method: 'GET', path: `/api/v1/tasks/${id}` }],
  'tasks.change': (id) => [{ method: 'PATCH', path: `/api/v1/tasks/${id}`, body: { title: 'x' }, version: 1 }],
  'tasks.move': (id) => [{ method: 'POST', path: `/api/v1/tasks/${id}/state`, body: { state: 'done' }, version: 1 }],
  'tasks.bulk': (id) =>
    id.includes('-2026-')
      ? []
      : [{ method: 'POST', path: '/api/v1/tasks/bulk', body: { act: 'assign', ids: [id], assigneeId: null } }],
  'instructions.list': (id) => [{ method: 'GET', path: `/api/v1/instructions?subjectId=${id}` }],
  'instructions.send': (id) => [
    {
      method: 'POST',
      path: '/api/v1/instructions',
      body: { subjectId: id, kind: 'order', title: 'x', what: 'x', recipients: [{ name: 'x', locale: 'en' }] },
    },
  ],
  'instructions.show': (id) => [{ method: 'GET', path: `/api/v1/instructions/${id}` }],
  'instructions.withdraw': (id) => [
    { method: 'POST', path: `/api/v1/instructions/${id}/withdraw`, body: { reason: 'x' } },
  ],
  'instruction-recipients.resend': (id) => [
    { method: 'POST', path: `/api/v1/instruction-recipients/${id}/resend`, body: {} },
  ],
  'instruction-recipients.link': (id) => [
    { method: 'POST', path: `/api/v1/instruction-recipients/${id}/link`, body: { means: 'x' } },
  ],
  'instruction-recipients.note': (id) => [
    { method: 'POST', path: `/api/v1/instruction-recipients/${id}/note`, body: { answer: 'done' } },
  ],
  'instruction-recipients.file': (id) => [
    { method: 'GET', path: `/api/v1/instruction-recipients/${id}/files/${neverId}` },
  ],
  'journal.list': (id) => [{ method: 'GET', path: `/api/v1/journal-entries?subjectId=${id}` }],
  'journal.add': (id) => [{ method: 'POST', path: '/api/v1/journal-entries', body: { subjectId: id, text: 'x' } }],
  'journal.correct': (id) => [
    {
      method: 'POST',
      path: `/api/v1/journal-entries/${id}/correct`,
      body: { text: 'x', occurredAt: '2026-01-05T00:00:00Z' },
    },
  ],
  'journal.versions': (id) => [{ method: 'GET', path: `/api/v1/journal-entries/${id}/versions` }],
  'timeline.picture': (id) => [{ method: 'GET', path: `/api/v1/timeline/picture?subjectId=${id}` }],
  'timeline.list': (id) => [{ method: 'GET', path: `/api/v1/timeline?subjectId=${id}` }],
  'timeline.export': (id) => [{ method: 'GET', path: `/api/v1/timeline/export?subjectId=${id}` }],
  'timeline.show-event': (id) => [{ method: 'GET', path: `/api/v1/timeline-events/${id}` }],
  'timeline.mark-event': (id) => [
    {
      method: 'POST',
      path: `/api/v1/timeline-events/${id}/mark`,
      body: { isStarred: true, note: null, tags: [] },
      version: 1,
    },
  ],
  'timeline-imports.list': (id) => [{ method: 'GET', path: `/api/v1/timeline-imports?subjectId=${id}` }],
  'timeline-imports.show': (id) => [{ method: 'GET', path: `/api/v1/timeline-imports/${id}` }],
  'timeline-imports.errors': (id) => [{ method: 'GET', path: `/api/v1/timeline-imports/${id}/errors` }],
  'timeline-imports.preview': (id) => [
    { method: 'POST', path: `/api/v1/timeline-imports/${id}/preview`, body: anyMapping },
  ],
  'timeline-imports.run': (id) => [
    { method: 'POST', path: `/api/v1/timeline-imports/${id}/run`, body: anyMapping, version: 1 },
  ],
  'timeline-imports.cancel': (id) => [{ method: 'POST', path: `/api/v1/timeline-imports/${id}/cancel`, body: {} }],
  'timeline-imports.undo': (id) => [
    { method: 'POST', path: `/api/v1/timeline-imports/${id}/undo`, body: {}, version: 1 },
  ],
  'correspondence.list': (id) => [{ method: 'GET', path: `/api/v1/messages?subjectId=${id}` }],
  'correspondence.retry': (id) => [{ method: 'POST', path: `/api/v1/messages/${id}/retry`, body: {} }],
  'correspondence.cancel': (id) => [{ method: 'POST', path: `/api/v1/messages/${id}/cancel`, body: {} }],
  'correspondence.prepare': (id) => [{ method: 'GET', path: `/api/v1/subjects/${id}/correspondence` }],
  'playbook-runs.list': (id) => [{ method: 'GET', path: `/api/v1/playbook-runs?subjectId=${id}` }],
  'playbook-runs.start': (id) => [
    { method: 'POST', path: '/api/v1/playbook-runs', body: { subjectId: id, code: 'phishing' } },
  ],
  'playbook-runs.difference': (id) => [{ method: 'GET', path: `/api/v1/playbook-runs/${id}/difference?to=1.0` }],
  'playbook-runs.change-step': (id) => [
    { method: 'POST', path: `/api/v1/playbook-runs/${id}/steps/hear`, body: { state: 'done' } },
  ],
  'playbook-runs.assign-step': (id) => [
    { method: 'POST', path: `/api/v1/playbook-runs/${id}/steps/hear/assignee`, body: { assigneeId: null } },
  ],
  'playbook-runs.move': (id) => [{ method: 'POST', path: `/api/v1/playbook-runs/${id}/move`, body: { to: '1.0' } }],
  'playbook-runs.end': (id) => [{ method: 'POST', path: `/api/v1/playbook-runs/${id}/end`, body: { reason: 'x' } }],
  'playbook-runs.resume': (id) => [{ method: 'POST', path: `/api/v1/playbook-runs/${id}/resume`, body: {} }],
  'correspondence.preview': (id) => [{ method: 'POST', path: '/api/v1/messages/preview', body: writtenFrom(id) }],
  'correspondence.send': (id) => [
    { method: 'POST', path: '/api/v1/messages', body: writtenFrom(id) },
    { method: 'POST', path: '/api/v1/messages', body: { ...writtenFrom(open.reportId), answers: id } },
    { method: 'POST', path: '/api/v1/messages', body: { ...writtenFrom(open.reportId), attachments: [id] } },
  ],
  'correspondence.original': (id) => [{ method: 'GET', path: `/api/v1/messages/${id}/original` }],
  'correspondence.attachment': (id) => [{ method: 'GET', path: `/api/v1/messages/${id}/attachments/${neverId}` }],
  'correspondence.silence': (id) => [
    { method: 'POST', path: `/api/v1/subjects/${id}/mail-silence`, body: { scope: 'record', reason: 'x' } },
  ],
  'correspondence.end-silence': (id) => [
    { method: 'POST', path: `/api/v1/subjects/${id}/mail-silence/end`, body: { scope: 'record' } },
  ],
  'observables.show': (id) => [{ method: 'GET', path: `/api/v1/observables/${id}` }],
  'observables.occurrences': (id) => [{ method: 'GET', path: `/api/v1/observables/${id}/occurrences` }],
  'observables.undo': (id) => [{ method: 'POST', path: `/api/v1/observable-changes/${id}/undo`, body: {} }],
  'sightings.withdraw': (id) => [{ method: 'POST', path: `/api/v1/sightings/${id}/withdraw`, body: { reason: 'x' } }],
  'specimens.analyse': (id) => [{ method: 'POST', path: `/api/v1/specimens/${id}/analyse`, body: {} }],
  'specimens.judge': (id) => [
    { method: 'POST', path: `/api/v1/specimens/${id}/judge`, body: { verdict: 'spam' }, version: 1 },
  ],
  'specimens.download': (id) => [{ method: 'GET', path: `/api/v1/specimens/${id}/download` }],
  'subjects.restrict': (id, compartment) => [
    { method: 'POST', path: `/api/v1/subjects/${id}/restrict`, body: { compartmentId: 1 } },
    { method: 'POST', path: `/api/v1/subjects/${open.incidentId}/restrict`, body: { compartmentId: compartment } },
  ],
  'compartments.grant': (_id, compartment) => [
    { method: 'POST', path: `/api/v1/compartments/${compartment}/members`, body: { accountId: outsider('reader').id } },
  ],
  'compartments.withdraw': (_id, compartment) => [
    { method: 'POST', path: `/api/v1/compartments/${compartment}/members/withdraw`, body: { accountId: member.id } },
  ],
  'ledger-imports.show': (id) => [{ method: 'GET', path: `/api/v1/ledger-imports/${id}` }],
  'ledger-imports.rows': (id) => [{ method: 'GET', path: `/api/v1/ledger-imports/${id}/rows` }],
  'ledger-imports.problems': (id) => [{ method: 'GET', path: `/api/v1/ledger-imports/${id}/problems` }],
  'ledger-imports.check': (id) => [
    {
      method: 'POST',
      path: `/api/v1/ledger-imports/${id}/check`,
      body: { sheet: '', headerRow: 1, columns: [], year: null, numberPrefix: '', words: {} },
    },
  ],
  'ledger-imports.run': (id) => [
    { method: 'POST', path: `/api/v1/ledger-imports/${id}/run`, body: { onlyGood: true }, version: 1 },
  ],
  'ledger-imports.cancel': (id) => [{ method: 'POST', path: `/api/v1/ledger-imports/${id}/cancel`, body: {} }],
  'ledger-imports.undo': (id) => [{ method: 'POST', path: `/api/v1/ledger-imports/${id}/undo`, body: {}, version: 1 }],
  'reviews.show': (id) => [{ method: 'GET', path: `/api/v1/subjects/${id}/review` }],
  'reviews.start': (id) => [{ method: 'POST', path: `/api/v1/subjects/${id}/review`, body: {} }],
  'reviews.change': (id) => [{ method: 'PATCH', path: `/api/v1/reviews/${id}`, body: emptyReview, version: 1 }],
  'reviews.finish': (id) => [{ method: 'POST', path: `/api/v1/reviews/${id}/finish`, body: {}, version: 1 }],
  'measures.add': (id) => [{ method: 'POST', path: '/api/v1/measures', body: { subjectId: id, ...anyMeasure } }],
  'measures.change': (id) => [{ method: 'PATCH', path: `/api/v1/measures/${id}`, body: anyMeasure, version: 1 }],
  'measures.close': (id) => [
    { method: 'POST', path: `/api/v1/measures/${id}/close`, body: { state: 'done', reason: 'x' }, version: 1 },
  ],
  'measures.reopen': (id) => [
    { method: 'POST', path: `/api/v1/measures/${id}/reopen`, body: { reason: 'x' }, version: 1 },
  ],
  'instructions.roll-out': (id) => [{ method: 'POST', path: `/api/v1/measures/${id}/roll-out`, body: anyRollOut }],
  'management-reports.list': (id) => [{ method: 'GET', path: `/api/v1/subjects/${id}/management-reports` }],
  'management-reports.start': (id) => [
    { method: 'POST', path: `/api/v1/subjects/${id}/management-reports`, body: { kind: 'progress', ...anyReport } },
  ],
  'obligations.show': (id) => [{ method: 'GET', path: `/api/v1/subjects/${id}/obligations` }],
  'obligations.clocks': (id) => [{ method: 'GET', path: `/api/v1/subjects/${id}/obligation-clocks` }],
  'obligations.record-facts': (id) => [
    {
      method: 'POST',
      path: `/api/v1/subjects/${id}/obligation-facts`,
      body: { entries: [{ key: 'data.personal', state: 'confirmed', value: true }] },
    },
  ],
  'obligations.fact-history': (id) => [
    { method: 'GET', path: `/api/v1/subjects/${id}/obligation-facts?key=data.personal` },
  ],
  'obligations.propose-anchor': (id) => [
    {
      method: 'POST',
      path: `/api/v1/subjects/${id}/obligation-anchors`,
      body: { kind: 'known', at: '2026-01-01T00:00:00Z', source: 'x' },
    },
  ],
  'obligations.assert-anchor': (id) =>
    id.includes('-2026-')
      ? []
      : [
          {
            method: 'POST',
            path: '/api/v1/obligation-anchors/assert',
            body: { anchorId: id, isAsserted: true, reason: 'x' },
          },
        ],
  'obligations.rule': (id) => [
    {
      method: 'POST',
      path: `/api/v1/subjects/${id}/obligation-rulings`,
      body: { regimeId: 'jp-police', ruling: 'applicable', reason: 'x' },
    },
  ],
  'filings.start': (id) => [
    {
      method: 'POST',
      path: `/api/v1/subjects/${id}/filings`,
      body: { regimeId: 'jp-police', stage: 'consultation', recipient: 'police' },
    },
  ],
  'filings.show': (id) => [{ method: 'GET', path: `/api/v1/filings/${id}` }],
  'filings.change': (id) => [
    { method: 'PATCH', path: `/api/v1/filings/${id}`, body: { language: 'ja', texts: [] }, version: 1 },
  ],
  'filings.discard': (id) => [{ method: 'POST', path: `/api/v1/filings/${id}/discard`, body: {}, version: 1 }],
  'filings.approve': (id) => [
    {
      method: 'POST',
      path: `/api/v1/filings/${id}/approve`,
      body: { contentHash: '0'.repeat(64) },
      version: 1,
    },
  ],
  'filings.file': (id) => [
    {
      method: 'POST',
      path: `/api/v1/filings/${id}/file`,
      body: { contentHash: '0'.repeat(64), filedAt: '2026-01-01T00:00:00Z', channel: 'x' },
      version: 1,
    },
  ],
  'filings.document': (id) => [{ method: 'GET', path: `/api/v1/filings/${id}/document?format=txt` }],
  'management-reports.show': (id) => [{ method: 'GET', path: `/api/v1/management-reports/${id}` }],
  'management-reports.change': (id) => [
    { method: 'PATCH', path: `/api/v1/management-reports/${id}`, body: { ...anyReport, edits: [] }, version: 1 },
  ],
  'management-reports.discard': (id) => [
    { method: 'POST', path: `/api/v1/management-reports/${id}/discard`, body: {}, version: 1 },
  ],
  'management-reports.approve': (id) => [
    { method: 'POST', path: `/api/v1/management-reports/${id}/approve`, body: anyContent, version: 1 },
  ],
  'management-reports.issue': (id) => [
    { method: 'POST', path: `/api/v1/management-reports/${id}/issue`, body: anyContent, version: 1 },
  ],
  'management-reports.send': (id) => [
    {
      method: 'POST',
      path: `/api/v1/management-reports/${id}/send`,
      body: { to: [{ address: 'x@example.jp' }], text: 'x', formats: ['pdf'] },
    },
  ],
  'management-reports.file': (id) => [{ method: 'GET', path: `/api/v1/management-reports/${id}/file?format=pdf` }],
  'presence.list': (id) => [{ method: 'GET', path: `/api/v1/presence?subjectId=${id}` }],
  'audit-entries.list': (id) => [{ method: 'GET', path: `/api/v1/audit-entries?subjectId=${id}` }],
};

const anyReport = { language: 'ja', audience: 'plain', isFinal: false, nextReportAt: null } as const;
const anyContent = { contentHash: '0'.repeat(64) };
const emptyReview = {
  heldOn: null,
  participants: [],
  happened: '',
  whys: [],
  rootCause: '',
  wentWell: [],
  wentBadly: [],
};
const anyMeasure = {
  kind: 'permanent',
  title: 'x',
  detail: null,
  ownerId: null,
  ownerName: 'x',
  dueOn: '2026-12-24',
};

const anyRollOut = {
  kind: 'request',
  title: 'x',
  what: 'x',
  recipients: [{ name: 'x', address: null, locale: 'ja' }],
};

/** Routes whose {id} is not a record under need-to-know. */
const withoutRecord: readonly RouteId[] = [
  'playbooks.show',
  'playbooks.draft',
  'playbooks.save-draft',
  'playbooks.discard-draft',
  'playbooks.publish',
  'playbooks.difference',
  'account.revoke-session',
  'accounts.change-roles',
  'accounts.renew-link',
  'accounts.disable',
  'tokens.revoke',
  'known-values.withdraw',
  'block-entries.withdraw',
  'block-tokens.revoke',
  'block-lists.read',
  'warning-lists.show',
  'warning-lists.hits',
  'warning-lists.change',
  'warning-lists.switch',
  'warning-lists.withdraw',
  'correspondence.change-template',
  'correspondence.change-signature',
  // What the team sets, and views of one's own.
  'mailboxes.change',
  'mailboxes.pause',
  'mailboxes.resume',
  'mailboxes.remove',
  'mailboxes.try',
  'saved-views.remove',
  'triage-classes.change',
  'mail-templates.change',
  'webhooks.change',
  'webhooks.rotate',
  'webhooks.list-deliveries',
  'webhooks.receive',
  'webhooks.replay',
  // The secret of the link in the address is the permission: `test/portal` tries those of others.
  'tracking.show',
  'tracking.reply',
  'tracking.file',
  // So it is here: the address is the secret of one person's calendar.
  'calendar-feed.read',
];

describe('an export', () => {
  const exports = ['/api/v1/ledger?format=csv', '/api/v1/observables/export?format=csv'];
  const take = async (visitor: Visitor) => Promise.all(exports.map(async (path) => (await visitor.fetch(path)).text()));

  it('names nothing of the secret to anybody outside, and does to a member', async () => {
    for (const name of Object.keys(outsiders)) {
      const text = (await take(outsider(name))).join('\n');
      for (const word of [secretWord, secret.reportNumber, secret.incidentNumber])
        expect([name, word, text.includes(word)]).toEqual([name, word, false]);
    }
    expect((await take(member)).join('\n')).toContain(secret.reportNumber);
  });
});

describe('a refusal about the secret', () => {
  it('is tried on every route that takes a record', () => {
    const takesRecord = (routes as readonly Route[]).filter(
      (route) => route.path.includes('{') && !withoutRecord.includes(route.id as RouteId),
    );
    expect(takesRecord.map((route) => route.id).filter((id) => probes[id] === undefined)).toEqual([]);
  });

  it.each(Object.keys(probes))('%s equals the refusal about what never was', async (routeId) => {
    const part = secret.parts[routeId.split('.')[0] ?? ''];
    const pairs: readonly (readonly [string, string])[] = [
      ...(part === undefined ? [] : [[part, neverId] as const]),
      [secret.incidentId, neverId],
      [secret.reportId, neverId],
      [secret.messageId, neverId],
      [secret.attachmentId, neverId],
      [secret.incidentNumber, secret.incidentNumber.replace(/\d{4}$/, '9999')],
      [secret.reportNumber, secret.reportNumber.replace(/\d{4}$/, '9999')],
    ];
    const make = probes[routeId];
    if (make === undefined) throw new Error(`no probe of ${routeId}`);
    for (const name of [
      'handler',
      'commander',
      'administrator',
      'everything',
      'reader',
      'auditor',
      'soc',
      'machine',
      'nobody',
    ]) {
      for (const [real, never] of pairs) {
        const asked = make(real, secret.compartmentId);
        const control = make(never, 2_000_000);
        for (const [at, request] of asked.entries()) {
          const answer = await send(outsider(name), request, real);
          const other = await send(outsider(name), control[at] ?? request, never);
          expect([
            name,
            request.path.replaceAll(real, '').replaceAll(String(secret.compartmentId), ''),
            answer,
          ]).toEqual([name, request.path.replaceAll(real, '').replaceAll(String(secret.compartmentId), ''), other]);
          // Many at once are answered one by one, each with its refusal.
          if (answer.status === 200) expect(answer.text).toContain('"isDone":false');
          else expect(answer.status).toBeGreaterThanOrEqual(400);
        }
      }
    }
  });
});

/** An answer that repeats the id it was asked for says so of both, and nothing by it. */
async function send(
  visitor: Visitor,
  request: Request,
  asked: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const headers: Record<string, string> = {};
  if (request.body !== undefined) headers['content-type'] = 'application/json';
  if (request.version !== undefined) headers['if-match'] = `"${request.version}"`;
  const answer = await visitor.fetch(request.path, {
    method: request.method,
    headers,
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
  const text = (await answer.text()).replace(/"requestId":"[0-9a-f]+"/, '"requestId":""').replaceAll(asked, '');
  return { status: answer.status, text };
}
