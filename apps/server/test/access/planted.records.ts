import { randomBytes } from 'node:crypto';
import { indexTokens, makeId, normaliseText, tokenizerVersion } from '@matoi/kernel';
import { sql } from 'kysely';
import type { Actor } from '../../src/platform/access/index.ts';
import type { Databases, Tx } from '../../src/platform/db/index.ts';

/** An incident with a report made of a mail, attachment, files, journal, message, search entries, notification, audit, facts. */
export type Planted = {
  readonly compartmentId: number;
  readonly incidentId: string;
  readonly reportId: string;
  readonly attachmentId: string;
  readonly fileId: string;
  readonly mailId: string;
  readonly entryId: string;
  readonly messageId: string;
  readonly auditId: string;
  readonly factId: string;
  readonly notificationId: string;
};

/** The id of the value that stands on a planted report, and of the specimen on it: made from the report's own. */
export const valueOn = (reportId: string) => `a${reportId.slice(1)}`;
export const specimenOn = (reportId: string) => `b${reportId.slice(1)}`;
/** The same for a sighting of that value, and for a change of it. */
export const sightingOn = (reportId: string) => `c${reportId.slice(1)}`;
export const changeOn = (reportId: string) => `d${reportId.slice(1)}`;

const newId = () => makeId(new Date(), randomBytes);

/** A word that every planted record contains, for searches. */
export const plantedWord = '漏洩確認';

/** Writes one whole record straight into the tables, as their owner: what is tested is reading, not the commands. */
export async function plantRecord(
  owner: Databases['owner'],
  at: { readonly compartmentId: number; readonly accountId: string; readonly rank: number },
): Promise<Planted> {
  const { compartmentId, accountId, rank } = at;
  const now = new Date(Date.UTC(2026, 0, 1) + rank * 1000);
  const incidentId = newId();
  const reportId = newId();
  const attachmentId = newId();
  const fileId = newId();
  const mailId = newId();
  const entryId = newId();
  const messageId = newId();
  const auditId = newId();
  const factId = newId();
  const notificationId = newId();
  const by = JSON.stringify({ kind: 'system', id: 'test', name: 'test' });
  const hash = randomBytes(32);
  const body = `${plantedWord} ${reportId}`;
  await owner.transaction().execute(async (tx) => {
    await sql`insert into platform.subject (id, kind, number, title, compartment_id, parent_id, created_at, updated_at) values
      (${incidentId}, 'incident', ${`INC-2026-${incidentId}`}, 'planted', ${compartmentId}, null, ${now}, ${now}),
      (${reportId}, 'report', ${`REP-2026-${reportId}`}, 'planted', ${compartmentId}, ${incidentId}, ${now}, ${now})`.execute(
      tx,
    );
    await sql`insert into platform.file (id, subject_id, object_name, sha256, size, media_type, name, wrapped_key, created_at)
      values (${fileId}, ${reportId}, ${fileId}, ${hash}, 1, 'text/plain', 'planted', ${hash}, ${now})`.execute(tx);
    await sql`insert into platform.inbound_mail (id, subject_id, file_id, envelope_from, envelope_to, remote_address, size, sha256, state, received_at)
      values (${mailId}, ${reportId}, ${fileId}, '', '{}', '', 1, ${hash}, 'read', ${now})`.execute(tx);
    await sql`insert into reports.report (id, number, title, preview, text, channel, parse, locale, inbound_mail_id, original_file_id, received_at, handled_as, state)
      values (${reportId}, ${`REP-2026-${reportId}`}, 'planted', '', ${body}, 'mail', 'parsed', 'ja', ${mailId}, ${fileId}, ${now}, ${incidentId}, 'handled')`.execute(
      tx,
    );
    await sql`insert into reports.occurrence (id, report_id, source, external_id, event_at, received_at)
      values (${newId()}, ${reportId}, 'planted', ${reportId}, ${now}, ${now})`.execute(tx);
    await sql`insert into reports.attachment (id, report_id, file_id, rank, name, media_type, size, sha256)
      values (${attachmentId}, ${reportId}, ${fileId}, 0, 'planted', 'text/plain', 1, ${hash})`.execute(tx);
    await sql`insert into reports.distinct_pair (id, report_id, other_id, said_at, said_by)
      values (${newId()}, ${reportId}, ${incidentId}, ${now}, ${by})`.execute(tx);
    const importId = newId();
    await sql`insert into platform.subject (id, kind, number, title, compartment_id, created_at, updated_at)
      values (${importId}, 'ledger-import', ${`IMP-2026-${importId}`}, 'planted', ${compartmentId}, ${now}, ${now})`.execute(
      tx,
    );
    await sql`insert into ledger.import (id, number, file_id, file_name, size, format, sheets, created_at, created_by)
      values (${importId}, ${`IMP-2026-${importId}`}, ${fileId}, 'planted', 1, 'csv', '[]', ${now}, ${by})`.execute(tx);
    await sql`insert into ledger.import_row (id, import_id, round, line, state, problems)
      values (${newId()}, ${importId}, 1, 2, 'good', '[]')`.execute(tx);
    await sql`insert into incidents.incident (id, number, title, opened_at, opened_by)
      values (${incidentId}, ${`INC-2026-${incidentId}`}, 'planted', ${now}, ${by})`.execute(tx);
    await plantHandling(tx, { incidentId, reportId, accountId, now, by });
    await sql`insert into journal.entry (id, subject_id, kind, lane, occurred_at, recorded_at, author, text)
      values (${entryId}, ${incidentId}, 'note', 'us', ${now}, ${now}, ${by}, ${body})`.execute(tx);
    const eventImportId = newId();
    await sql`insert into timeline.import (id, subject_id, file_id, file_name, size, state, format, delimiter, encoding, columns, mapping, needs_zone, created_at, created_by)
      values (${eventImportId}, ${incidentId}, ${fileId}, 'planted', 1, 'done', 'csv', ',', 'utf-8', '[]', '{}', false, ${now}, ${by})`.execute(
      tx,
    );
    await sql`insert into timeline.import_error (id, import_id, subject_id, line, problem, value)
      values (${newId()}, ${eventImportId}, ${incidentId}, 3, 'row-broken', 'planted')`.execute(tx);
    await sql`insert into timeline.event (id, subject_id, import_id, occurred_at, recorded_at, line, lane, source, what, host, message, norm, fields)
      values (${newId()}, ${incidentId}, ${eventImportId}, ${now}, ${now}, 2, 'systems', '', '', '', ${body}, ${body}, '{}')`.execute(
      tx,
    );
    await sql`insert into correspondence.message (id, subject_id, purpose, state, title, text, locale, message_id, queued_at)
      values (${messageId}, ${reportId}, 'acknowledgement', 'sent', 'planted', ${body}, 'ja', ${messageId}, ${now})`.execute(
      tx,
    );
    await sql`insert into correspondence.recipient (id, message_id, subject_id, rank, kind, address, state)
      values (${newId()}, ${messageId}, ${reportId}, 0, 'to', 'planted@example.jp', 'sent')`.execute(tx);
    await sql`insert into correspondence.attachment (id, message_id, subject_id, file_id, rank, name, media_type, size, sha256)
      values (${newId()}, ${messageId}, ${reportId}, ${fileId}, 0, 'planted', 'text/plain', 1, ${hash})`.execute(tx);
    await sql`insert into correspondence.correspondent (id, subject_id, role, address, known_at)
      values (${newId()}, ${reportId}, 'reporter', 'planted@example.jp', ${now})`.execute(tx);
    await sql`insert into correspondence.silence (id, subject_id, reason, begun_at, begun_by, ended_at, ended_by)
      values (${newId()}, ${reportId}, 'planted', ${now}, ${by}, ${now}, ${by})`.execute(tx);
    await sql`insert into observables.occurrence (id, subject_id, value_id, type, value, parts, snippet, written, count, source, state, role, first_seen_at, last_seen_at)
      values (${newId()}, ${reportId}, ${valueOn(reportId)}, 'domain', ${`${reportId}.example`}, '{main}', ${body}, 'planted', 1, 'extracted', 'current', 'unknown', ${now}, ${now})`.execute(
      tx,
    );
    await sql`insert into observables.sighting (id, subject_id, value_id, type, value, seen_at, precision, source, count, note, said_at, said_by)
      values (${sightingOn(reportId)}, ${reportId}, ${valueOn(reportId)}, 'domain', ${`${reportId}.example`}, ${now}, 'instant', 'planted', 1, ${body}, ${now}, ${by})`.execute(
      tx,
    );
    await sql`insert into observables.change (id, subject_id, kind, rows, made_at, made_by)
      values (${changeOn(reportId)}, ${reportId}, 'change', '[]', ${now}, ${by})`.execute(tx);
    await sql`insert into playbooks.run (id, subject_id, code, label, started_at, started_by)
      values (${newId()}, ${incidentId}, 'malware', '1.0', ${now}, ${by})`.execute(tx);
    await sql`insert into playbooks.known (id, class_code, severity, changed_at)
      values (${incidentId}, 'own:ransomware', 'high', ${now})`.execute(tx);
    await sql`insert into specimens.specimen (id, subject_id, file_id, name, size, sha256, state, analyser_version, warning_count, opened_at, analysed_at)
      values (${specimenOn(reportId)}, ${reportId}, ${fileId}, 'planted.eml', 1, ${hash}, 'failed', 1, 0, ${now}, ${now})`.execute(
      tx,
    );
    const itemId = newId();
    await sql`insert into scope.item (id, subject_id, kind, name, name_key, state, state_at, certainty, added_at, added_by, changed_at)
      values (${itemId}, ${incidentId}, 'system', 'planted', 'planted', 'suspected', ${now}, 'known', ${now}, ${by}, ${now})`.execute(
      tx,
    );
    await sql`insert into scope.move (id, item_id, subject_id, to_state, since_at, reason, moved_at, moved_by)
      values (${newId()}, ${itemId}, ${incidentId}, 'suspected', ${now}, '', ${now}, ${by})`.execute(tx);
    await sql`insert into scope.measure (id, item_id, subject_id, measure, state, changed_at, changed_by)
      values (${newId()}, ${itemId}, ${incidentId}, 'isolate', 'open', ${now}, ${by})`.execute(tx);
    await sql`insert into scope.number (id, subject_id, category, unit, known, source, as_of, recorded_at, recorded_by)
      values (${newId()}, ${incidentId}, 'customers', 'persons', 41, 'planted', ${now}, ${now}, ${by})`.execute(tx);
    const anchorId = newId();
    await sql`insert into obligations.fact (id, subject_id, code, certainty, value, recorded_at, recorded_by)
      values (${newId()}, ${incidentId}, 'summary', 'estimated', ${JSON.stringify(body)}::jsonb, ${now}, ${by})`.execute(
      tx,
    );
    await sql`insert into obligations.anchor (id, subject_id, kind, at, precision, zone, who, origin, recorded_at, recorded_by)
      values (${anchorId}, ${incidentId}, 'known', ${now}, 'minute', 'Asia/Tokyo', 'planted', 'person', ${now}, ${by})`.execute(
      tx,
    );
    await sql`insert into obligations.anchor_choice (id, subject_id, kind, anchor_id, chosen_at, chosen_by)
      values (${newId()}, ${incidentId}, 'known', ${anchorId}, ${now}, ${by})`.execute(tx);
    await sql`insert into obligations.ruling (id, subject_id, regime_id, ruling, reason, ruled_at, ruled_by)
      values (${newId()}, ${incidentId}, 'planted', 'applicable', ${body}, ${now}, ${by})`.execute(tx);
    await sql`insert into obligations.filing (id, subject_id, regime_id, regime_version, stage, recipient, language, state, started_at, started_by, changed_at, changed_by, authors)
      values (${newId()}, ${incidentId}, 'planted', 1, 'first', 'planted', 'ja', 'draft', ${now}, ${by}, ${now}, ${by}, '{}')`.execute(
      tx,
    );
    await sql`insert into obligations.assessment (id, result, basis, changed_at, assessed_at)
      values (${incidentId}, '{}', 'planted', ${now}, ${now})`.execute(tx);
    await sql`insert into obligations.clock (id, subject_id, regime_id, regime_version, stage, mark, name_ja, name_en, state, due_at, is_open, is_current, assessed_at)
      values (${newId()}, ${incidentId}, 'planted', 1, 'first', 'law', 'planted', 'planted', 'running', ${now}, true, true, ${now})`.execute(
      tx,
    );
    await sql`insert into obligations.reminder (id, subject_id, regime_id, stage, due_at, code, reminded_at)
      values (${newId()}, ${incidentId}, 'planted', 'first', ${now}, 'before', ${now})`.execute(tx);
    await sql`insert into obligations.known (id, class_code, severity, is_open, changed_at)
      values (${incidentId}, 'own:ransomware', 'high', true, ${now})`.execute(tx);
    await sql`insert into obligations.telling (id, subject_id, regime_id, regime_version, stage, recipient, told_at, channel, recorded_at, recorded_by)
      values (${newId()}, ${incidentId}, 'planted', 1, 'first', 'planted', ${now}, 'phone', ${now}, ${by})`.execute(tx);
    const decisionId = newId();
    const askedId = newId();
    await sql`insert into decisions.decision (id, subject_id, number, kind, state, question, options, action_kind, target, may_decide, asked_at, asked_by)
      values (${decisionId}, ${incidentId}, ${`DEC-2026-${decisionId}`}, 'brief', 'open', ${plantedWord}, '[]', 'stop-service', '{}', '[]', ${now}, ${by})`.execute(
      tx,
    );
    await sql`insert into platform.subject (id, kind, number, title, compartment_id, parent_id, created_at, updated_at)
      values (${askedId}, 'decision-asked', ${`DEC-2026-${askedId}-01`}, 'planted', ${compartmentId}, ${incidentId}, ${now}, ${now})`.execute(
      tx,
    );
    await sql`insert into decisions.asked (id, decision_id, subject_id, number, name, locale, why, asked_at)
      values (${askedId}, ${decisionId}, ${incidentId}, 'planted', 'planted', 'ja', 'asked', ${now})`.execute(tx);
    await sql`insert into decisions.answer (id, decision_id, subject_id, kind, author, identity, recorded_at)
      values (${newId()}, ${decisionId}, ${incidentId}, 'question', ${by}, 'account', ${now})`.execute(tx);
    const [meetingId, attendeeId, agendaItemId] = [newId(), newId(), newId()];
    await sql`insert into platform.subject (id, kind, number, title, compartment_id, parent_id, created_at, updated_at)
      values (${meetingId}, 'meeting', ${`MTG-2026-${meetingId}`}, 'planted', ${compartmentId}, ${incidentId}, ${now}, ${now})`.execute(
      tx,
    );
    await sql`insert into meetings.meeting (id, subject_id, number, kind, ordinal, planned_begin_at, planned_at, planned_by)
      values (${meetingId}, ${incidentId}, ${`MTG-2026-${meetingId}`}, 'technical', 1, ${now}, ${now}, ${by})`.execute(
      tx,
    );
    await sql`insert into meetings.attendee (id, meeting_id, subject_id, rank, name)
      values (${attendeeId}, ${meetingId}, ${incidentId}, 0, 'planted')`.execute(tx);
    await sql`insert into meetings.item (id, meeting_id, subject_id, rank, title)
      values (${agendaItemId}, ${meetingId}, ${incidentId}, 0, ${body})`.execute(tx);
    await sql`insert into meetings.line (id, meeting_id, subject_id, kind, text, at, recorded_at, recorded_by)
      values (${newId()}, ${meetingId}, ${incidentId}, 'note', ${body}, ${now}, ${now}, ${by})`.execute(tx);
    await sql`insert into meetings.minutes (id, meeting_id, subject_id, edition, confirmed_at, confirmed_by, documents, sha256, files)
      values (${newId()}, ${meetingId}, ${incidentId}, 1, ${now}, ${by}, '{}', ${hash}, '[]')`.execute(tx);
    await sql`insert into meetings.delivery (id, meeting_id, subject_id, what, message_id, recipients, sent_at, sent_by)
      values (${newId()}, ${meetingId}, ${incidentId}, 'minutes', ${messageId}, '[]', ${now}, ${by})`.execute(tx);
    const noteId = newId();
    await sql`insert into notes.note (id, subject_id, title, text, written_at, written_by, made_at)
      values (${noteId}, ${incidentId}, 'planted', ${body}, ${now}, ${by}, ${now})`.execute(tx);
    await sql`insert into notes.version (id, note_id, subject_id, version, title, text, written_at, written_by)
      values (${newId()}, ${noteId}, ${incidentId}, 1, 'planted', ${body}, ${now}, ${by})`.execute(tx);
    await sql`insert into attachments.file (id, subject_id, file_id, name, media_type, size, sha256, origin, added_at, added_by)
      values (${newId()}, ${incidentId}, ${fileId}, 'planted', 'text/plain', 1, ${hash}, 'upload', ${now}, ${by})`.execute(
      tx,
    );
    await sql`insert into lessons.review (id, subject_id, edition, state, texts, started_at, started_by, finished_at, finished_by, sha256)
      values (${newId()}, ${incidentId}, 1, 'finished', '{}', ${now}, ${by}, ${now}, ${by}, ${hash})`.execute(tx);
    const managementReportId = newId();
    await sql`insert into management_reports.report (id, subject_id, kind, audience, language, is_final, started_at, started_by, changed_at, changed_by)
      values (${managementReportId}, ${incidentId}, 'progress', 'plain', 'ja', false, ${now}, ${by}, ${now}, ${by})`.execute(
      tx,
    );
    await sql`insert into management_reports.delivery (id, report_id, subject_id, message_id, recipients, sent_at, sent_by)
      values (${newId()}, ${managementReportId}, ${incidentId}, ${messageId}, '[]', ${now}, ${by})`.execute(tx);
    await sql`insert into lessons.measure (id, subject_id, kind, title, owner_name, due_on, created_at, created_by)
      values (${newId()}, ${incidentId}, 'permanent', ${body}, 'planted', '2026-01-31', ${now}, ${by})`.execute(tx);
    await sql`insert into platform.guest_link (id, subject_id, token_hash, seed, permits, locale, created_at, created_by)
      values (${newId()}, ${reportId}, ${hash}, ${hash}, '{tracking.show}', 'ja', ${now}, ${by})`.execute(tx);
    await sql`insert into public_reporting.work_end (report_id, is_ended, changed_at)
      values (${reportId}, true, ${now})`.execute(tx);
    const [instructionId, recipientId] = [newId(), newId()];
    await sql`insert into tasks.task (id, subject_id, title, text, due_at, rank, created_at, created_by)
      values (${newId()}, ${incidentId}, 'planted', ${body}, ${now}, 1, ${now}, ${by})`.execute(tx);
    await sql`insert into tasks.instruction (id, subject_id, number, kind, title, what, sent_at, sent_by, total, silent, waiting)
      values (${instructionId}, ${incidentId}, ${`INS-2026-${instructionId}`}, 'order', 'planted', ${body}, ${now}, ${by}, 1, 1, 1)`.execute(
      tx,
    );
    await sql`insert into platform.subject (id, kind, number, title, compartment_id, parent_id, created_at, updated_at)
      values (${recipientId}, 'instruction-recipient', ${`INS-2026-${instructionId}-01`}, 'planted', ${compartmentId}, ${incidentId}, ${now}, ${now})`.execute(
      tx,
    );
    await sql`insert into tasks.recipient (id, instruction_id, subject_id, rank, number, name, locale, state)
      values (${recipientId}, ${instructionId}, ${incidentId}, 0, ${`INS-2026-${instructionId}-01`}, 'planted', 'ja', 'sent')`.execute(
      tx,
    );
    await sql`insert into tasks.answer (id, recipient_id, subject_id, kind, text, occurred_at, recorded_at, author, is_by_hand)
      values (${newId()}, ${recipientId}, ${incidentId}, 'note', ${body}, ${now}, ${now}, ${by}, false)`.execute(tx);
    await sql`insert into tasks.dispatch (id, recipient_id, subject_id, message_id, purpose, queued_at)
      values (${newId()}, ${recipientId}, ${incidentId}, ${messageId}, 'instruction', ${now})`.execute(tx);
    await plantCall(tx, { incidentId, compartmentId, now, by });
    await sql`insert into platform.search_entry values (${reportId}, 'main', ${compartmentId}, 'report', ${now}, ${body},
      ${normaliseText(body)}, array_to_tsvector(${indexTokens(body)}::text[]), ${tokenizerVersion})`.execute(tx);
    await sql`insert into platform.presence (id, subject_id, account_id, since_at, seen_at)
      values (${newId()}, ${reportId}, ${accountId}, ${now}, ${now})`.execute(tx);
    await sql`insert into platform.notification (id, account_id, kind, subject_id, created_at)
      values (${notificationId}, ${accountId}, 'report.received', ${reportId}, ${now})`.execute(tx);
    await sql`insert into platform.audit_entry (id, at, actor_kind, actor_id, actor_name, action, subject_id)
      values (${auditId}, ${now}, 'system', 'test', 'test', 'reports.receive', ${reportId})`.execute(tx);
    await sql`insert into platform.fact (id, kind, subject_id, actor, payload, occurred_at)
      values (${factId}, 'report.received', ${reportId}, ${by}, '{}', ${now})`.execute(tx);
  });
  return {
    compartmentId,
    incidentId,
    reportId,
    attachmentId,
    fileId,
    mailId,
    entryId,
    messageId,
    auditId,
    factId,
    notificationId,
  };
}

/** A call with one person, what was tried, and a telephone call. */
async function plantCall(
  tx: Tx,
  one: { readonly incidentId: string; readonly compartmentId: number; readonly now: Date; readonly by: string },
): Promise<void> {
  const { incidentId, compartmentId, now, by } = one;
  const [callId, personId, attemptId] = [newId(), newId(), newId()];
  await sql`insert into callout.call (id, subject_id, number, cause, reason, needs, steps, repeat, state, started_at, started_by)
    values (${callId}, ${incidentId}, ${`CALL-2026-${callId}`}, 'hand', 'planted', 'one', '[]', 0, 'running', ${now}, ${by})`.execute(
    tx,
  );
  await sql`insert into platform.subject (id, kind, number, title, compartment_id, parent_id, created_at, updated_at)
    values (${personId}, 'call-person', ${`CALL-2026-${callId}-01`}, 'planted', ${compartmentId}, ${incidentId}, ${now}, ${now})`.execute(
    tx,
  );
  await sql`insert into callout.person (id, call_id, subject_id, rank, number, member_id, name, locale, round, step, called_at)
    values (${personId}, ${callId}, ${incidentId}, 0, ${`CALL-2026-${callId}-01`}, ${newId()}, 'planted', 'ja', 0, 0, ${now})`.execute(
    tx,
  );
  await sql`insert into callout.attempt (id, call_id, person_id, subject_id, round, step, way, address, queued_at)
    values (${attemptId}, ${callId}, ${personId}, ${incidentId}, 0, 0, 'mail', 'planted@example.jp', ${now})`.execute(
    tx,
  );
  await sql`insert into callout.attempt_note (id, attempt_id, subject_id, state, noted_at)
    values (${newId()}, ${attemptId}, ${incidentId}, 'sent', ${now})`.execute(tx);
  await sql`insert into callout.phone_call (id, person_id, subject_id, made_at, is_answered, noted_at, noted_by)
    values (${newId()}, ${personId}, ${incidentId}, ${now}, true, ${now}, ${by})`.execute(tx);
}

/** What hangs on a planted incident: a row in each table of handling, and a relation to the report. */
async function plantHandling(
  tx: Tx,
  one: {
    readonly incidentId: string;
    readonly reportId: string;
    readonly accountId: string;
    readonly now: Date;
    readonly by: string;
  },
): Promise<void> {
  const { incidentId, reportId, accountId, now, by } = one;
  const timeId = newId();
  await sql`insert into incidents.phase_change (id, incident_id, phase, from_state, to_state, move, at, recorded_at, recorded_by)
    values (${newId()}, ${incidentId}, 'triage', 'not-started', 'active', 'open', ${now}, ${now}, ${by})`.execute(tx);
  await sql`insert into incidents.asserted_time (id, incident_id, kind, at, precision, zone, source_kind, source_text, recorded_at, asserted_by)
    values (${timeId}, ${incidentId}, 'known', ${now}, 'minute', 'Asia/Tokyo', 'log', '', ${now}, ${by})`.execute(tx);
  await sql`insert into incidents.time_choice (id, incident_id, kind, time_id, chosen_at, chosen_by)
    values (${newId()}, ${incidentId}, 'known', ${timeId}, ${now}, ${by})`.execute(tx);
  await sql`insert into incidents.severity_decision (id, incident_id, severity, table_version, ticks, decided_at, decided_by)
    values (${newId()}, ${incidentId}, 'high', 1, '[]', ${now}, ${by})`.execute(tx);
  await sql`insert into incidents.member (id, incident_id, account_id, function, from_at, given_by)
    values (${newId()}, ${incidentId}, ${accountId}, 'commander', ${now}, ${by})`.execute(tx);
  await sql`insert into incidents.summary (id, incident_id, version, technical, plain, known, unknown, assumed, written_at, written_by)
    values (${newId()}, ${incidentId}, 1, ${plantedWord}, '', '[]', '[]', '[]', ${now}, ${by})`.execute(tx);
  await sql`insert into relations.relation (id, from_id, to_id, kind, added_at, added_by)
    values (${newId()}, ${incidentId}, ${reportId}, 'related', ${now}, ${by})`.execute(tx);
}

/** Adds a compartment that nobody is a member of. */
export async function plantCompartment(owner: Databases['owner'], name: string): Promise<number> {
  const row = await owner
    .insertInto('platform.compartment')
    .values({ name, created_at: new Date() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function plantAccount(owner: Databases['owner']): Promise<string> {
  const id = newId();
  await owner
    .insertInto('platform.account')
    .values({
      id,
      email: `${id}@example.jp`,
      name: 'planted',
      roles: ['handler'],
      state: 'active',
      locale: 'ja',
      created_at: new Date(),
    })
    .execute();
  return id;
}

/** Somebody who may do everything and sees just these compartments. */
export function actorSeeing(
  compartments: readonly number[],
  accountId: string,
  permissions: ReadonlySet<string>,
): Actor {
  return { kind: 'user', id: accountId, name: 'planted', roles: [], compartments, permissions, address: null };
}

/** The content tables by name, and the registry itself. */
export async function contentTables(db: Pick<Tx, 'selectFrom'>): Promise<readonly string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name::regclass::text as name from platform.content_table order by 1`.execute(db as Tx);
  return ['platform.subject', ...rows.map((row) => row.name)];
}
