import { Workbook } from '@cj-tech-master/excelts';
import { sql } from 'kysely';
import { sendMail } from '../support/send-mail.ts';
import { type TestProgram, until, type Visitor } from '../support/test-program.ts';

/** A word that stands in every text of the secret and nowhere else. */
export const secretWord = '極秘案件';

export type Secret = {
  readonly compartmentId: number;
  readonly reportId: string;
  readonly reportNumber: string;
  readonly attachmentId: string;
  readonly incidentId: string;
  readonly incidentNumber: string;
  readonly messageId: string;
  /** What hangs on the incident, by the first word of the routes that address it. */
  readonly parts: Readonly<Record<string, string>>;
};

/** Sends a mail with an attachment and answers the report that was made of it. */
export async function sendReport(
  program: TestProgram,
  as: Visitor,
  subject: string,
): Promise<{ id: string; number: string }> {
  await sendMail(program.smtpPort, {
    from: 'sato@example.co.jp',
    to: 'csirt@example.jp',
    subject,
    text: `${subject}について報告します。host.${encodeURIComponent(subject)}.example`,
    attachments: [{ filename: `${subject}.csv`, content: `${subject},1` }],
  });
  const list = await until(
    () => as.call('GET /api/v1/reports', { query: { limit: 200 } }),
    (page) => page.items.some((item) => item.title === subject),
  );
  const found = list.items.find((item) => item.title === subject);
  return { id: found?.id ?? '', number: found?.number ?? '' };
}

/** Puts a text as a file on a record and answers its id. */
export async function putFile(as: Visitor, subjectId: string, text: string): Promise<string> {
  const answer = await as.fetch(`/api/v1/attachments?subjectId=${subjectId}&name=${encodeURIComponent(text)}.txt`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: text,
  });
  return ((await answer.json()) as { id: string }).id;
}

/** Puts a system into the scope of a record, with a number of persons, and answers the id of the system. */
export async function addScope(as: Visitor, subjectId: string, name: string): Promise<string> {
  await as.call('POST /api/v1/scope-items', { body: { subjectId, items: [{ kind: 'system', name }] } });
  await as.call('POST /api/v1/scope-numbers', {
    body: { subjectId, category: 'customers', known: 41, maximum: null, source: name, previousId: null },
  });
  const { items } = await as.call('GET /api/v1/scope-items', { query: { subjectId } });
  return items[0]?.id ?? '';
}

/** Writes a note on a record and answers its id. */
export async function writeNote(as: Visitor, subjectId: string, text: string): Promise<string> {
  return (await as.call('POST /api/v1/notes', { body: { subjectId, title: text, text } })).id;
}

/** Puts a task on a record and answers its id. */
export async function giveTask(as: Visitor, subjectId: string, text: string): Promise<string> {
  const { items } = await as.call('POST /api/v1/tasks', {
    body: { subjectId, tasks: [{ title: text, text, dueAt: '2100-01-01T00:00:00.000Z' }] },
  });
  return items[0]?.id ?? '';
}

/** Somebody outside who is instructed, and told nothing of restricted records by mail. */
export const recipientAddress = 'it@example.jp';

/** Instructs somebody outside and answers which instruction it is, and which recipient. */
export async function instruct(
  as: Visitor,
  subjectId: string,
  text: string,
): Promise<{ readonly id: string; readonly recipientId: string }> {
  const made = await as.call('POST /api/v1/instructions', {
    body: {
      ...{ subjectId, kind: 'request', title: text, what: text },
      recipients: [{ name: '情報システム課', address: recipientAddress, locale: 'ja' }],
    },
  });
  return { id: made.id, recipientId: made.recipients[0]?.id ?? '' };
}

/** Somebody of the team who can be called, but on no way, so that nothing leaves. */
export async function addCallee(as: Visitor): Promise<void> {
  await as.call('POST /api/v1/members', {
    body: {
      ...{ name: '当番', reading: '', nameEn: '', department: '', title: '', note: '', language: 'ja' },
      ...{ employment: 'full-time', share: 100, contract: 'employee', superior: null, deputyIds: [], roles: [] },
      ...{ accountId: null, isActive: true, channels: [] },
    },
  });
}

/** Puts a matrix into force by two people, and answers somebody whom it names. */
export async function agreeOnMatrix(author: Visitor, approver: Visitor): Promise<string> {
  const { id } = await author.call('POST /api/v1/members', {
    body: {
      ...{ name: '決める人', reading: '', nameEn: '', department: '', title: '', note: '', language: 'ja' },
      ...{ employment: 'full-time', share: 100, contract: 'employee', superior: null, deputyIds: [] },
      ...{ accountId: null, isActive: true, channels: [], roles: [{ key: 'executive', from: null, until: null }] },
    },
  });
  const rule = {
    ...{ id: 'r1', number: '1-1', force: 'order' as const, actionKinds: ['stop-service'] },
    ...{ scope: { kind: 'all' as const, names: [] }, severityAtLeast: null, when: 'always' as const },
    ...{ mayOrder: [{ kind: 'member' as const, memberId: id }], mustInform: [], carriesOut: [], carriesOutText: '' },
    ...{ needsFourEyes: false, conditions: '', reportWithinMinutes: null, note: '' },
  };
  const business = { days: [1, 2, 3, 4, 5], from: '09:00', until: '18:00', closesOnHolidays: true };
  const { version } = await author.call('GET /api/v1/authority/draft', {});
  const draft = await author.call('POST /api/v1/authority/draft', {
    version,
    body: { definition: { business, rules: [rule] } },
  });
  await approver.call('POST /api/v1/authority/draft/approve', {
    version: draft.version,
    body: { contentHash: draft.contentHash, effectiveAt: null, note: '初版' },
  });
  return id;
}

const inAMonth = () => new Date(Date.now() + 30 * 86_400_000).toISOString();

/** Asks for a decision on a record and answers its id, and who is asked. */
export async function askDecision(
  as: Visitor,
  subjectId: string,
  { text, memberId }: { readonly text: string; readonly memberId: string },
): Promise<{ readonly id: string; readonly askedId: string }> {
  const option = { business: text, technical: '', riskText: '', cost: '', risk: 'low', reversible: 'yes' } as const;
  const made = await as.call('POST /api/v1/subjects/{id}/decisions', {
    params: { id: subjectId },
    body: {
      ...{ question: text, whyNow: text, waitingCost: '', decideByAt: inAMonth(), csirt: null },
      options: [
        { ...option, title: text, isOrder: true },
        { ...option, title: 'B', isOrder: false },
      ],
      ...{ vendor: null, actionKind: 'stop-service', target: { system: '', site: '', tag: '' }, evidenceLost: '' },
      memberIds: [memberId],
    },
  });
  return { id: made.id, askedId: made.asked[0]?.id ?? '' };
}

/** Plans a meeting on a record with that word on its agenda. */
export function planMeeting(as: Visitor, subjectId: string, text: string) {
  return as.call('POST /api/v1/subjects/{id}/meetings', {
    params: { id: subjectId },
    body: {
      ...{ kind: 'technical', title: text, place: text, url: '', bridge: '', attendees: [], chair: null, scribe: null },
      ...{ plannedBeginAt: '2026-01-05T01:00:00Z', plannedEndAt: null },
      agenda: [{ id: null, title: text, text: '' }],
    },
  });
}

/** Calls that person for a record and answers which call it is, and who in it. */
export async function callPeople(
  as: Visitor,
  subjectId: string,
  reason: string,
): Promise<{ readonly id: string; readonly personId: string }> {
  const call = await as.call('POST /api/v1/call-outs', {
    body: { subjectId, targets: [{ kind: 'everyone' }], reason },
  });
  return { id: call.id, personId: call.people[0]?.id ?? '' };
}

/** Tags the value that an open record has too, and says that it was seen; answers the ids of the sighting and of the change. */
export async function seeValue(
  as: Visitor,
  subjectId: string,
  value: string,
): Promise<{ readonly sightingId: string; readonly changeId: string }> {
  const added = await as.call('POST /api/v1/observables', {
    body: { subjectId, values: [{ type: 'domain', value }], tags: ['secret-tag', secretWord] },
  });
  const sighting = await as.call('POST /api/v1/sightings', {
    body: { value, subjectId, seenAt: '2026-01-01T00:00:00Z', source: secretWord, count: 7, note: secretWord },
  });
  return { sightingId: sighting.id, changeId: added.changeIds[0] ?? '' };
}

/** Waits until nothing is under way: facts are relayed, jobs done, audit entries sealed. */
export async function drained(program: TestProgram): Promise<void> {
  const { owner } = program.ground.databases;
  await until(
    async () => {
      const { rows } = await sql<{ waiting: number }>`select
        (select count(*) from platform.fact where position is null)
        + (select count(*) from graphile_worker.jobs where run_at <= now() + interval '1 minute')
        + (select count(*) from platform.audit_unsealed) as waiting`.execute(owner);
      return rows[0]?.waiting ?? 1;
    },
    (waiting) => waiting === 0,
  );
}

/**
 * The whole story of a secret, told through the product: a mail comes in, is acknowledged and restricted; an incident is
 * opened from it in the compartment, noted in, closed, reopened.
 */
export async function tellSecret(program: TestProgram, member: Visitor): Promise<Secret> {
  const report = await sendReport(program, member, secretWord);
  await drained(program);
  const compartment = await member.call('POST /api/v1/compartments', {
    body: { name: `${secretWord}の囲い`, memberIds: [] },
  });
  await member.call('POST /api/v1/subjects/{id}/restrict', {
    params: { id: report.id },
    body: { compartmentId: compartment.id },
  });
  const incident = await member.call('POST /api/v1/incidents', { body: { reportId: report.id } });
  await member.call('POST /api/v1/journal-entries', {
    body: { subjectId: incident.id, text: `${secretWord} CVE-2024-8935 secret-host.example` },
  });
  const instruction = await instruct(member, incident.id, secretWord);
  const run = await member.call('POST /api/v1/playbook-runs', { body: { subjectId: incident.id, code: 'malware' } });
  const seen = await seeValue(member, incident.id, 'secret-host.example');
  const called = await callPeople(member, incident.id, secretWord);
  const named = await member.call('GET /api/v1/authority', {});
  const memberId = named.members.find(({ name }) => name === '決める人')?.id ?? '';
  const asked = await askDecision(member, incident.id, { text: secretWord, memberId });
  const parts = {
    sightings: seen.sightingId,
    observables: seen.changeId,
    attachments: await putFile(member, incident.id, secretWord),
    scope: await addScope(member, incident.id, secretWord),
    notes: await writeNote(member, incident.id, secretWord),
    tasks: await giveTask(member, incident.id, secretWord),
    instructions: instruction.id,
    'instruction-recipients': instruction.recipientId,
    'playbook-runs': run.id,
    'call-outs': called.id,
    decisions: asked.id,
    'decision-asked': asked.askedId,
    meetings: (await planMeeting(member, incident.id, secretWord)).id,
    'call-out-people': called.personId,
  };
  const closed = await member.call('POST /api/v1/incidents/{id}/close', {
    params: { id: incident.id },
    body: { outcome: 'not-an-incident', reason: `${secretWord}を閉じる`, overrideReason: `${secretWord}で十分` },
    version: incident.version,
  });
  await member.call('POST /api/v1/incidents/{id}/reopen', {
    params: { id: incident.id },
    body: { reason: `${secretWord}を再開` },
    version: closed.version,
  });
  await drained(program);
  const shown = await member.call('GET /api/v1/reports/{id}', { params: { id: report.id } });
  const messages = await member.call('GET /api/v1/messages', { query: { subjectId: report.id } });
  return {
    compartmentId: compartment.id,
    reportId: report.id,
    reportNumber: report.number,
    attachmentId: shown.attachments[0]?.id ?? '',
    incidentId: incident.id,
    incidentNumber: incident.number,
    messageId: messages.items[0]?.id ?? '',
    parts,
  };
}

export type Seen = {
  readonly position: number;
  readonly type: string;
  readonly kind: string;
  readonly subject: { readonly id: string };
};

/** Follows the live stream and keeps what it delivers. */
export async function followStream(visitor: Visitor): Promise<{ readonly events: readonly Seen[]; stop(): void }> {
  const ended = new AbortController();
  const response = await visitor.fetch('/api/v1/live', { signal: ended.signal });
  if (response.body === null || !response.ok) throw new Error(`no stream: ${response.status}`);
  const events: Seen[] = [];
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const read = async () => {
    let text = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      text += value;
      const whole = text.split('\n\n');
      text = whole.pop() ?? '';
      for (const block of whole) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) events.push(JSON.parse(data) as Seen);
      }
    }
  };
  read().catch((error: unknown) => {
    if (!ended.signal.aborted) throw error;
  });
  return { events, stop: () => ended.abort() };
}

/** Keeps a form of a recipient, and answers its id. */
export async function keepForm(by: Visitor): Promise<string> {
  const book = new Workbook();
  book.addWorksheet('様式').getCell('A1').value = '人数';
  const { items } = await by.call('POST /api/v1/obligation-forms', {
    body: {
      ...{
        regimeId: 'jp-police',
        recipient: 'police',
        name: '様式',
        fileName: 'form.xlsx',
        version: 0,
        reason: '受領',
      },
      form: Buffer.from(new Uint8Array(await book.xlsx.writeBuffer())).toString('base64'),
      cells: [{ sheet: '様式', cell: 'B1', key: 'persons.count' }],
    },
  });
  return items[0]?.id ?? '';
}
