import type { SubjectId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { findSubject, wholesAbove } from '../../../platform/subjects/index.ts';
import { filesOn } from '../../casework/attachments/index.ts';
import { notesOn } from '../../casework/notes/index.ts';
import type { EvidenceOn } from './playbook.model.ts';

/**
 * What on a record can be the evidence of a step: files and notes that count, of the record or, where it was merged, of all
 * that belongs to the other one.
 */
export async function evidenceOf(reading: Reading, subjectId: SubjectId): Promise<readonly EvidenceOn[]> {
  const whole = (await wholesAbove(reading, await findSubject(reading, subjectId))).at(-1) ?? subjectId;
  const files = (await filesOn(reading, whole)).filter(({ withdrawn }) => withdrawn === null);
  const notes = await notesOn(reading, whole);
  return [
    ...files.map(({ id, name }) => ({ kind: 'file' as const, id, name })),
    ...notes.map(({ id, title }) => ({ kind: 'note' as const, id, name: title })),
  ];
}
