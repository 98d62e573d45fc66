import type { Reading } from '../../../platform/commands/index.ts';
import { findFile, type StoredFile } from '../../../platform/files/index.ts';
import { findSubject, mayAnnotate, partsBelow } from '../../../platform/subjects/index.ts';
import { teamKnowledge } from '../../situational-awareness/observables/index.ts';
import { findSpecimen, listSpecimens } from './specimen.store.ts';
import { viewSpecimen } from './specimen.views.ts';

/** The specimens of a record, of its reports, and of what was merged into those. */
export async function specimensOf(reading: Reading, ref: string) {
  const subject = await findSubject(reading, ref);
  const ids = [subject.id, ...(await partsBelow(reading, subject.id, [subject.kind, 'report']))];
  const refused = await mayAnnotate(reading, subject);
  return (await listSpecimens(reading, ids)).map((one) => viewSpecimen(one, reading.actor, refused === null));
}

/** One specimen, as its section shows it. */
export async function showSpecimen(reading: Reading, id: string) {
  const specimen = await findSpecimen(reading, id);
  const subject = await findSubject(reading, specimen.subjectId);
  return viewSpecimen(specimen, reading.actor, (await mayAnnotate(reading, subject)) === null);
}

/** The bytes of a specimen, and what the team knows, for a new analysis. */
export async function fileToAnalyse(reading: Reading, id: string) {
  const specimen = await findSpecimen(reading, id);
  const file: StoredFile = await findFile(reading, specimen.fileId);
  return { specimen, file, knowledge: await teamKnowledge(reading) };
}
