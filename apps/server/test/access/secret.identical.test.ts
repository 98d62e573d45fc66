import { type Route, type RouteId, routes } from '@matoi/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailSink } from '../support/mail-sink.ts';
import {
  freePort,
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../support/test-program.ts';
import { probes, withoutRecord } from './probes/index.ts';
import { questionsOf, recordsOf } from './probes/open.questions.ts';
import { type Known, neverId, type OpenRecords, type Request } from './probes/probe.shapes.ts';
import {
  addCallee,
  addScope,
  agreeOnMatrix,
  askDecision,
  callPeople,
  drained,
  followStream,
  giveTask,
  instruct,
  keepForm,
  planMeeting,
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
let open: OpenRecords;
const outsiders: Record<string, Visitor> = {};
const before: Record<string, string> = {};
let stream: { readonly events: readonly Seen[]; stop(): void };

/** Exports enter themselves into the audit log, so asking twice changes it. What they hold is asked for in their own tests. */
const auditedExports: readonly RouteId[] = [
  'observables.export',
  'ledger.export',
  'timeline.export',
  'scope.export',
  'members.export',
  'directory-entries.export',
  'contact-list.download',
];

/** Papers that name the minute at which they were asked for; what they hold stands in the answers of other routes. */
const datedPapers: readonly RouteId[] = ['obligations.plan'];

/** Routes whose answer tells how long the chain of all audit entries is. The chain cannot be verified without it. */
const chainRoutes: readonly RouteId[] = ['audit-chain.verify'];

beforeAll(async () => {
  sink = await startMailSink();
  program = await startTestProgram(
    { smtpRelayUrl: sink.url, smtpPort: await freePort() },
    // Nobody asks as much as all these questions; how limits are told has a test of its own.
    { limits: { count: async () => undefined } },
  );
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
    body: { kind: 'progress', language: 'ja', audience: 'plain', isFinal: false, nextReportAt: null },
  });
  const issuedReport = await member.call('POST /api/v1/management-reports/{id}/issue', {
    params: { id: draft.id },
    body: { contentHash: draft.contentHash },
    version: draft.version,
  });
  const task = await giveTask(member, incident.id, '公開のタスク');
  const instruction = await instruct(member, incident.id, '公開の指示');
  await addCallee(outsider('administrator'));
  const called = await callPeople(member, incident.id, '公開の招集');
  const memberId = await agreeOnMatrix(outsider('administrator'), member);
  const decision = await askDecision(member, incident.id, { text: '公開の判断', memberId });
  const meeting = await planMeeting(member, incident.id, '公開の会議');
  const feed = await outsider('handler').call('POST /api/v1/calendar-feed', { body: {} });
  const filing = await member.call('POST /api/v1/subjects/{id}/filings', {
    params: { id: incident.id },
    body: { regimeId: 'jp-police', stage: 'consultation', recipient: 'police' },
  });
  const run = await member.call('POST /api/v1/playbook-runs', { body: { subjectId: incident.id, code: 'malware' } });
  open = {
    memberId: member.id,
    runId: run.id,
    filingId: filing.id,
    formId: await keepForm(member),
    decisionId: decision.id,
    meetingId: meeting.id,
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
    callOutId: called.id,
    calendar: feed.address.split('/').at(-1) ?? '',
  };
  await drained(program);
  for (const name of Object.keys(outsiders)) before[name] = await everythingFor(name);
  stream = await followStream(outsider('handler'));
  secret = await tellSecret(program, member);
});
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
  const ids = recordsOf(open);
  const answers: string[] = [];
  for (const route of routes.filter(
    (one) => one.method === 'GET' && (one as Route).kind !== 'stream',
  ) as readonly Route[]) {
    if ([...chainRoutes, ...auditedExports, ...datedPapers].includes(route.id as RouteId)) continue;
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
      for (const query of questionsOf(route, open)) answers.push(`${path}${query} ${await ask(visitor, path + query)}`);
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

const knownWith = (compartmentId: number): Known => ({
  reportId: open.reportId,
  incidentId: open.incidentId,
  memberId: member.id,
  readerId: outsider('reader').id,
  compartmentId,
});

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

describe('what came with the report behind an incident', () => {
  const filesOf = async (visitor: Visitor, subjectId: string) =>
    (await visitor.call('GET /api/v1/report-files', { query: { subjectId } })).items;

  it('is listed with its report, downloads there, and of the secret to its members only', async () => {
    const [file, ...others] = await filesOf(outsider('reader'), open.incidentId);
    expect([file?.name, file?.report.title, others]).toEqual(['公開の報告.csv', '公開の報告', []]);
    const answer = await outsider('reader').fetch(`/api/v1/reports/${file?.report.id}/attachments/${file?.id}`);
    expect([answer.status, await answer.text()]).toEqual([200, '公開の報告,1']);
    expect(
      (await filesOf(member, secret.incidentId)).length + (await filesOf(member, secret.reportId)).length,
    ).toBeGreaterThan(0);
    expect(await refusalOf(filesOf(outsider('reader'), secret.reportId))).toBe('record.find.not-found');
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
        const asked = make(real, knownWith(secret.compartmentId));
        const control = make(never, knownWith(2_000_000));
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
