import type { QueryOf, RouteWith } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { findFile, type StoredFile } from '../../../platform/files/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { findSubject, subjectLinks } from '../../../platform/subjects/index.ts';
import { filesOn } from '../attachments/index.ts';
import type { DispatchPurpose, Instruction, Recipient } from './instruction.model.ts';
import { type FollowUp, followUpOf, isWaiting } from './instruction.rules.ts';
import { findInstruction, listInstructions } from './instruction.store.ts';
import { type InstructionParts, viewInstruction } from './instruction.views.ts';
import { ordersOf } from './order.queries.ts';
import { findDispatch, findRecipient, listAnswers, listRecipients } from './recipient.store.ts';
import { withMerged } from './task.queries.ts';

/** A page of instructions of one record, or of all that the actor sees. */
export async function pageOfInstructions(
  reading: Reading,
  query: QueryOf<RouteWith<'instructions.list'>>,
  cursor: Cursor | null,
): Promise<Page<Instruction> & { readonly parts: InstructionParts }> {
  const subject = query.subjectId === undefined ? undefined : await findSubject(reading, query.subjectId);
  const page = await listInstructions(reading, {
    subjectIds: subject === undefined ? undefined : await withMerged(reading, subject),
    show: query.show,
    sourceIds: query.sourceId === undefined ? undefined : [query.sourceId],
    sort: query.sort,
    cursor,
    limit: query.limit,
  });
  return { ...page, parts: await partsOf(reading, page.rows) };
}

async function partsOf(reading: Reading, instructions: readonly Instruction[]): Promise<InstructionParts> {
  const recipients = await listRecipients(
    reading,
    instructions.map(({ id }) => id),
  );
  const orders = await ordersOf(reading, instructions);
  return {
    orders: new Map(
      instructions.flatMap(({ id }, at) => {
        const order = orders[at] ?? null;
        return order === null ? [] : [[id, order] as const];
      }),
    ),
    recipients,
    answers: await listAnswers(
      reading,
      recipients.map(({ id }) => id),
    ),
    subjects: await subjectLinks(
      reading,
      instructions.map(({ subjectId }) => subjectId),
    ),
  };
}

/** One instruction as its page shows it. A restricted record that it is on counts as looked at. */
export async function showInstruction(reading: Reading, id: string) {
  const instruction = await findInstruction(reading, id);
  await findSubject(reading, instruction.subjectId);
  return viewInstruction(instruction, await partsOf(reading, [instruction]), reading);
}

/** A file that a recipient sent along. */
export async function answerFile(
  reading: Reading,
  { id, fileId }: { readonly id: string; readonly fileId: string },
): Promise<StoredFile> {
  const recipient = await findRecipient(reading, id);
  await findSubject(reading, recipient.subjectId);
  const answers = await listAnswers(reading, [id]);
  const found = answers.flatMap(({ files }) => files).find((file) => file.id === fileId);
  const file = (await filesOn(reading, recipient.subjectId)).find((one) => one.id === found?.id);
  // What was withdrawn from the record is not given out by another door.
  if (found === undefined || file === undefined || file.withdrawn !== null) return refuse('record.find.not-found');
  return { ...(await findFile(reading, file.fileId)), name: found.name, mediaType: found.mediaType };
}

/** What the clock of a recipient says now. */
export async function followUpPlan(
  reading: Reading,
  recipientId: string,
): Promise<{ readonly recipient: Recipient; readonly instruction: Instruction; readonly plan: FollowUp }> {
  const recipient = await findRecipient(reading, recipientId);
  const instruction = await findInstruction(reading, recipient.instructionId);
  return { recipient, instruction, plan: planOf(instruction, recipient, reading.now) };
}

/** How long the clock of a recipient stands still before it looks again whether somebody orders it. Milliseconds. */
const orderPause = 3_600_000;

/** The same from what was loaded. */
export function planOf(instruction: Instruction, recipient: Recipient, now: Date): FollowUp {
  const { sentAt, dueAt, clock, orderEndedAt } = instruction;
  const { state, times } = recipient;
  // Nobody is reminded of what nobody orders any more; it may be ordered again.
  if (orderEndedAt !== null && isWaiting(state)) return { act: 'wait', until: new Date(now.getTime() + orderPause) };
  return followUpOf({ sentAt, dueAt, clock, state, times, now });
}

/** For whom a mail was sent, or null when it is none of these. */
export function dispatchOf(
  reading: Reading,
  messageId: string,
): Promise<{ readonly recipientId: string; readonly purpose: DispatchPurpose } | null> {
  return findDispatch(reading, messageId);
}

/** What a reaction tells accounts of: who sent the instruction. */
export async function senderOf(reading: Reading, instructionId: string): Promise<string | null> {
  const { sentBy } = await findInstruction(reading, instructionId);
  return sentBy.kind === 'user' ? sentBy.id : null;
}

/** The instructions of a record that still wait for somebody, as far as the actor sees them; at most 200. */
export async function openInstructionsOn(reading: Reading, subjectId: SubjectId): Promise<readonly Instruction[]> {
  const subjectIds = await withMerged(reading, await findSubject(reading, subjectId));
  const { rows } = await listInstructions(reading, {
    subjectIds,
    show: 'open',
    sort: 'newest',
    cursor: null,
    limit: 200,
  });
  return rows.slice(0, 200);
}

/** The instructions of a record with what each recipient said, the newest first; at most 200. */
export async function instructionsOn(
  reading: Reading,
  subjectId: SubjectId,
): Promise<readonly (Instruction & { readonly recipients: readonly Recipient[] })[]> {
  const subjectIds = await withMerged(reading, await findSubject(reading, subjectId));
  const { rows } = await listInstructions(reading, {
    subjectIds,
    show: undefined,
    sort: 'newest',
    cursor: null,
    limit: 200,
  });
  const recipients = await listRecipients(
    reading,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, recipients: recipients.filter((one) => one.instructionId === row.id) }));
}

/**
 * What came from some sources (measures that are rolled out), the newest first, as far as the actor sees it; at most
 * 1,000. An instruction that was taken back is among them and says so.
 */
export async function instructionsFrom(
  reading: Reading,
  sourceIds: readonly string[],
): Promise<readonly Instruction[]> {
  if (sourceIds.length === 0) return [];
  const { rows } = await listInstructions(reading, {
    subjectIds: undefined,
    show: undefined,
    sourceIds,
    sort: 'newest',
    cursor: null,
    limit: mostFromSources,
  });
  return rows.slice(0, mostFromSources);
}

const mostFromSources = 1_000;
