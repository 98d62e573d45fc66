import type { AttachmentOrigin } from '@matoi/contract';
import { asId, type Refusal, type SubjectId } from '@matoi/kernel';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { recordFile, type StoredObject, withdrawFile as withdrawStored } from '../../../platform/files/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { findSubject, mayAnnotate, type Subject } from '../../../platform/subjects/index.ts';
import { recordAct } from '../journal/index.ts';
import type { AttachedFile } from './file.model.ts';
import { showFile } from './file.queries.ts';
import { decideAdded, decideChange, safeName } from './file.rules.ts';
import { changeFile, findAttached, findSame, insertFile } from './file.store.ts';

/** A stored object that is to be put on a record. */
export type NewFile = {
  readonly object: StoredObject;
  readonly name: string;
  /** By its content; where nobody looked at it, what the sender says. It is shown as a picture only after a look. */
  readonly mediaType: string;
  readonly description?: string;
  /** Left out: `upload`. */
  readonly origin?: AttachmentOrigin;
};

/**
 * Puts a stored object on a record in the transaction of another act, and answers the id of the file. Journal, search
 * and fact are taken care of; whether the record takes files now is asked by the caller.
 */
export async function attachFile(work: Work, subjectId: SubjectId, file: NewFile): Promise<string> {
  const { object, mediaType, description = '', origin = 'upload' } = file;
  const name = safeName(file.name);
  const fileId = await recordFile(work, { object, subjectId, name, mediaType });
  const { size, sha256 } = object;
  const id = await insertFile(work, subjectId, { fileId, name, description, mediaType, size, sha256, origin });
  await indexText(work, { subjectId, part: partOf(id), texts: [name, description] });
  await recordAct(work, subjectId, { code: 'file.attached', params: { name } });
  work.fact({ kind: 'attachment.added', attachmentId: id }, subjectId);
  return id;
}

const partOf = (id: string) => `file ${id}`;

type Add = NewFile & { readonly subjectId: string };
type Target = { readonly subject: Subject; readonly refused: Refusal | null };

/** A person puts a file on a record. The object is stored already; whoever stored it discards it after a refusal. */
export const addFile = defineCommand({
  id: 'attachments.add',
  async load(work: Work, input: Add): Promise<Target & { readonly same: AttachedFile | null }> {
    const subject = await findSubject(work, input.subjectId, { forUpdate: true });
    const same = await findSame(work, subject.id, input.object.sha256);
    return { subject, same, refused: await mayAnnotate(work, subject) };
  },
  permit: (_actor, { refused }) => refused,
  decide: ({ same }, { object }) => decideAdded(object, same),
  async record(work, { loaded: { subject }, input }) {
    const id = await attachFile(work, subject.id, input);
    return {
      subjectId: subject.id,
      audit: { attachmentId: id, name: safeName(input.name), size: input.object.size, ...hashOf(input.object) },
      facts: [],
      result: id,
    };
  },
  show: (work, id) => showFile(work, id),
});

const hashOf = ({ sha256 }: Pick<AttachedFile, 'sha256'>) => ({ sha256: sha256.toString('hex') });

async function loadFile(work: Work, input: { readonly id: string }) {
  const file = await findAttached(work, input.id, { forUpdate: true });
  const subject = await findSubject(work, file.subjectId);
  return { file, refused: await mayAnnotate(work, subject) };
}

type LoadedFile = Awaited<ReturnType<typeof loadFile>>;

const versioned = {
  of: ({ file }: LoadedFile) => file.version,
  show: (work: Work, { file }: LoadedFile) => showFile(work, file.id),
};

/** A person says what a file is. */
export const describeFile = defineCommand({
  id: 'attachments.describe',
  load: (work: Work, input: { readonly id: string; readonly description: string }) => loadFile(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: ({ file }) => decideChange(file),
  async record(work, { loaded: { file }, input: { description } }) {
    const subjectId = asId<'Subject'>(file.subjectId);
    await changeFile(work, file.id, { description });
    await indexText(work, { subjectId, part: partOf(file.id), texts: [file.name, description] });
    return {
      subjectId,
      audit: { attachmentId: file.id, before: file.description, after: description },
      facts: [{ kind: 'attachment.described' as const, attachmentId: file.id }],
      result: file.id,
    };
  },
  show: (work, id) => showFile(work, id),
});

/** A person withdraws a file. It is found and offered no more; the record keeps it with the reason. */
export const withdrawFile = defineCommand({
  id: 'attachments.withdraw',
  load: (work: Work, input: { readonly id: string; readonly reason: string }) => loadFile(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: ({ file }) => decideChange(file),
  async record(work, { loaded: { file }, input: { reason } }) {
    const subjectId = asId<'Subject'>(file.subjectId);
    await changeFile(work, file.id, { withdrawnReason: reason });
    await withdrawStored(work, file.fileId);
    await indexText(work, { subjectId, part: partOf(file.id), texts: [] });
    await recordAct(work, subjectId, { code: 'file.withdrawn', params: { name: file.name, reason } });
    return {
      subjectId,
      audit: { attachmentId: file.id, name: file.name, ...hashOf(file), reason },
      facts: [{ kind: 'attachment.withdrawn' as const, attachmentId: file.id }],
      result: file.id,
    };
  },
  show: (work, id) => showFile(work, id),
});
