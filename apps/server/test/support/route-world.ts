import { sql } from 'kysely';
import { changeOn, sightingOn, specimenOn, valueOn } from '../access/planted.records.ts';
import { sendMail } from './send-mail.ts';
import type { BrowserSession } from './sessions.ts';
import { browserOf } from './sessions.ts';
import { freePort, startTestProgram, type TestProgram, until } from './test-program.ts';

/** A record that everybody with a content role sees, and its twin in a compartment that only `insider` sees. */
export type Twins = { readonly open: string; readonly hidden: string };

/** A running program with records on both sides of the wall, for asking every route about them. */
export type RouteWorld = {
  readonly program: TestProgram;
  /** A commander and handler who is a member of the hidden compartment. */
  readonly insider: BrowserSession & { readonly id: string };
  readonly administrator: BrowserSession;
  readonly compartmentId: number;
  readonly reports: Twins;
  readonly attachments: Twins;
  readonly incidents: Twins;
  readonly messages: Twins;
  /** A new report in the open compartment: its id and version. */
  report(): Promise<{ readonly id: string; readonly version: number }>;
  /** A new open incident. */
  incident(): Promise<{ readonly id: string; readonly version: number }>;
  stop(): Promise<void>;
};

/** Starts the program and fills it by real mails and calls. */
export async function makeRouteWorld(): Promise<RouteWorld> {
  const program = await startTestProgram(
    { smtpPort: await freePort(), trustProxy: true },
    { limits: { count: async () => undefined } },
  );
  const insider = await browserOf(program, 'commander', 'handler');
  const compartment = await insider.post('/api/v1/compartments', { name: 'hidden' });
  const compartmentId = Number(compartment.body.id);
  await mailIn(program.smtpPort ?? 0, 'first');
  await mailIn(program.smtpPort ?? 0, 'second');
  const mails = await until(
    async () => (await insider.get('/api/v1/reports?channel=mail')).body.items as { id: string }[],
    (items) => items.length === 2,
  );
  const [open, hidden] = mails.map((one) => one.id);
  if (open === undefined || hidden === undefined) throw new Error('the mails did not become reports');
  const messageOf = async (report: string) =>
    (
      await until(
        async () => (await insider.get(`/api/v1/messages?subjectId=${report}`)).body.items as { id: string }[],
        (items) => items.length === 1,
      )
    )[0]?.id ?? '';
  const attachmentOf = async (report: string) =>
    ((await insider.get(`/api/v1/reports/${report}`)).body.attachments as { id: string }[])[0]?.id ?? '';
  const messages = { open: await messageOf(open), hidden: await messageOf(hidden) };
  const attachments = { open: await attachmentOf(open), hidden: await attachmentOf(hidden) };
  for (const side of ['open', 'hidden'] as const)
    await fillMessage(program, { message: messages[side], attachment: attachments[side] });
  for (const report of [open, hidden]) await fillReport(program, report);
  // From source the thread of the analyser needs seconds to load; the tests of single routes find it ready.
  await insider.post(`/api/v1/specimens/${specimenOn(open)}/analyse`, {});

  const make = async (path: string, body: object) => {
    const made = await insider.post(path, body);
    if (made.status !== 201) throw new Error(`could not make a fixture: ${JSON.stringify(made.body)}`);
    return made.body as { id: string; version: number };
  };
  const openIncident = await make('/api/v1/incidents', { title: 'open incident' });
  const hiddenIncident = await make('/api/v1/incidents', { title: 'hidden incident' });
  for (const id of [hidden, hiddenIncident.id])
    await insider.post(`/api/v1/subjects/${id}/restrict`, { compartmentId });

  return {
    program,
    insider,
    administrator: await browserOf(program, 'administrator'),
    compartmentId,
    reports: { open, hidden },
    attachments,
    incidents: { open: openIncident.id, hidden: hiddenIncident.id },
    messages,
    async report() {
      const { id } = await make('/api/v1/reports', { title: 'a report', text: 'text' });
      return { id, version: 1 };
    },
    incident: () => make('/api/v1/incidents', { title: 'an incident' }),
    stop: () => program.stop(),
  };
}

/** Gives a report a value that nothing else has, and a specimen, with ids made from its own. */
async function fillReport(program: TestProgram, report: string): Promise<void> {
  const { owner } = program.ground.databases;
  await sql`insert into observables.occurrence (id, subject_id, value_id, type, value, parts, snippet, written, count, source, state, role, first_seen_at, last_seen_at)
    values (${valueOn(report)}::uuid, ${report}::uuid, ${valueOn(report)}::uuid, 'domain', ${`${report}.example`}, '{main}', '', '', 1, 'added', 'current', 'unknown', now(), now())`.execute(
    owner,
  );
  await sql`insert into observables.sighting (id, subject_id, value_id, type, value, seen_at, precision, source, count, note, said_at, said_by)
    values (${sightingOn(report)}::uuid, ${report}::uuid, ${valueOn(report)}::uuid, 'domain', ${`${report}.example`}, now(), 'instant', 'planted', 1, '', now(), '{"kind":"system","id":"test","name":"test"}')`.execute(
    owner,
  );
  await sql`insert into observables.change (id, subject_id, kind, rows, made_at, made_by)
    values (${changeOn(report)}::uuid, ${report}::uuid, 'change', '[]', now(), '{"kind":"system","id":"test","name":"test"}')`.execute(
    owner,
  );
  await sql`insert into specimens.specimen (id, subject_id, file_id, name, size, sha256, state, analyser_version, warning_count, opened_at, analysed_at)
    select ${specimenOn(report)}::uuid, f.subject_id, f.id, f.name, f.size, f.sha256, 'failed', 1, 0, now(), now()
    from platform.file f where f.subject_id = ${report}::uuid and f.media_type = 'message/rfc822' limit 1`.execute(
    owner,
  );
}

/** Gives a message an original and an attachment, as one that came in has; the attachment has the id of the report's. */
async function fillMessage(
  program: TestProgram,
  { message, attachment }: { readonly message: string; readonly attachment: string },
): Promise<void> {
  const { owner } = program.ground.databases;
  await sql`update correspondence.message m set original_file_id = (select f.id from platform.file f
    where f.subject_id = m.subject_id limit 1) where m.id = ${message}::uuid`.execute(owner);
  await sql`insert into correspondence.attachment (id, message_id, subject_id, file_id, rank, name, media_type, size, sha256)
    select ${attachment}::uuid, m.id, m.subject_id, f.id, 0, 'page.html', 'text/html', f.size, f.sha256
    from correspondence.message m join platform.file f on f.subject_id = m.subject_id
    where m.id = ${message}::uuid limit 1`.execute(owner);
}

async function mailIn(port: number, subject: string): Promise<void> {
  await sendMail(port, {
    from: 'reporter@example.com',
    to: 'csirt@example.jp',
    subject,
    text: `text of the ${subject} mail`,
    attachments: [{ filename: 'page.html', content: '<script>alert(1)</script>', contentType: 'text/html' }],
  });
}
