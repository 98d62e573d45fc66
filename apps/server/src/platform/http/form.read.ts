import type { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { UploadLimits } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ObjectStore, StoredObject } from '../files/index.ts';

/** A file of a form, stored durably and belonging to nobody yet. Name and type are what the sender says. */
export type Upload = { readonly name: string; readonly mediaType: string; readonly object: StoredObject };

/** What was wrong with the files: then none of them was kept, and the text of the form is there all the same. */
export type UploadProblem = 'too-many-files' | 'file-too-large' | 'files-too-large' | 'not-admitted';

export type Form = {
  /** The last value of each field; unchecked boxes are missing. */
  readonly fields: Readonly<Record<string, string>>;
  readonly uploads: readonly Upload[];
  readonly uploadProblem: UploadProblem | null;
  /** Says that the uploads belong to a record now. What nobody keeps is thrown away after the answer. */
  keep(): void;
};

/** Bytes of all text of one form, and number of its fields. A form of ours is far below. */
const textLimit = 512 * 1024;
const fieldLimit = 40;
/** So much more than allowed is still read and thrown away, so that the page can answer with what was typed. */
const patience = 4;

/** Lets a part of the server read forms, and nothing else: no JSON, no plain text. */
export async function readOnlyForms(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  await app.register(multipart, { throwFileSizeLimit: false });
}

/** Reads a form as its route declares it; files go to the store while they arrive and are never whole in memory. */
export async function readForm(
  request: FastifyRequest,
  given: {
    readonly limits: UploadLimits | undefined;
    readonly store: ObjectStore;
    /** Asked once, before the first file, with the fields that came before it. */
    readonly admits: (fields: Form['fields']) => Promise<boolean> | boolean;
  },
): Promise<Form & { readonly isKept: () => boolean }> {
  const form = request.isMultipart()
    ? await readParts(request, given)
    : { fields: fieldsOf(request.body), uploads: [], uploadProblem: null };
  let isKept = false;
  return { ...form, keep: () => (isKept = true), isKept: () => isKept };
}

function fieldsOf(body: unknown): Record<string, string> {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'string' || body.length > textLimit)
    return refuse('request.read.too-large', { limit: textLimit });
  const pairs = [...new URLSearchParams(body)];
  if (pairs.length > fieldLimit) refuse('request.read.malformed');
  return Object.fromEntries(pairs);
}

type Parts = Pick<Form, 'fields' | 'uploads' | 'uploadProblem'>;
type Bag = { readonly fields: Map<string, string>; readonly uploads: Upload[]; problem: UploadProblem | null };

async function readParts(
  request: FastifyRequest,
  { limits = { files: 0, fileBytes: 0, totalBytes: 0 }, store, admits }: Parameters<typeof readForm>[1],
): Promise<Parts> {
  const most = limits.totalBytes * patience + textLimit;
  if (Number(request.headers['content-length'] ?? 0) > most) refuse('request.read.too-large', { limit: most });
  const bag: Bag = { fields: new Map(), uploads: [], problem: null };
  const read = { bytes: 0 };
  let isAsked = false;
  try {
    const sizes = { fields: fieldLimit, fieldSize: textLimit, fileSize: limits.fileBytes + 1 };
    const parts = () => request.parts({ limits: { ...sizes, files: 1_000, parts: 1_040 } });
    for await (const part of readable(parts)) {
      if (part.type === 'field') {
        if (part.valueTruncated === true) refuse('request.read.too-large', { limit: textLimit });
        bag.fields.set(part.fieldname, String(part.value ?? ''));
        continue;
      }
      if (!isAsked && isNamed(part)) {
        isAsked = true;
        if (!(await admits(Object.fromEntries(bag.fields)))) bag.problem = 'not-admitted';
      }
      await takeFile(bag, { part, limits, store, read }).catch((error: unknown) => {
        // The end of the form is missing within the file, or the sender has gone. Troubles of the store have a code.
        const isCut = part.file.errored !== null && error instanceof Error && !('code' in error);
        if (isCut || (request.raw.destroyed && !request.raw.complete)) refuse('request.read.malformed');
        throw error;
      });
      if (read.bytes > most) refuse('request.read.too-large', { limit: most });
    }
  } catch (error) {
    await discardUploads(store, bag.uploads);
    throw error;
  }
  if (bag.problem !== null) await discardUploads(store, bag.uploads.splice(0));
  return { fields: Object.fromEntries(bag.fields), uploads: bag.uploads, uploadProblem: bag.problem };
}

/** A form that the library cannot read is a mistake of its sender and no alarm for the operator. */
async function* readable<Part>(parts: () => AsyncIterable<Part>): AsyncGenerator<Part> {
  try {
    yield* parts();
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error) throw error;
    refuse('request.read.malformed');
  }
}

type Part = {
  readonly filename: string;
  readonly mimetype: string;
  readonly file: Readable & { readonly truncated: boolean; readonly bytesRead: number };
};

/** An empty file field is a part without a name; it is read to its end like everything else. */
const isNamed = ({ filename }: { readonly filename: string | undefined }) => filename !== '' && filename !== undefined;

async function takeFile(
  bag: Bag,
  given: {
    readonly part: Part;
    readonly limits: UploadLimits;
    readonly store: ObjectStore;
    readonly read: { bytes: number };
  },
): Promise<void> {
  const { part, limits, store, read } = given;
  const isRefused = bag.problem !== null || bag.uploads.length >= limits.files;
  if (!isNamed(part) || isRefused) {
    for await (const chunk of part.file) read.bytes += (chunk as Buffer).length;
    if (isNamed(part)) bag.problem ??= 'too-many-files';
    return;
  }
  const object = await store.put(part.file, 1);
  read.bytes += object.size;
  const isTooLarge = part.file.truncated || object.size > limits.fileBytes;
  const total = bag.uploads.reduce((sum, upload) => sum + upload.object.size, object.size);
  if (isTooLarge || total > limits.totalBytes) {
    await store.discard(object);
    bag.problem = isTooLarge ? 'file-too-large' : 'files-too-large';
    return;
  }
  bag.uploads.push({ name: nameOf(part.filename), mediaType: mediaTypeOf(part.mimetype), object });
}

/** A name without a path, without control characters and without signs that turn the direction of writing. */
function nameOf(text: string): string {
  const plain = (text.split(/[/\\]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '').trim();
  return Array.from(plain).slice(0, 200).join('') || 'file';
}

function mediaTypeOf(text: string): string {
  return /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,80}$/i.test(text) ? text.toLowerCase() : 'application/octet-stream';
}

/** Throws stored files away that belong to no record. */
export async function discardUploads(store: ObjectStore, uploads: readonly Upload[]): Promise<void> {
  for (const { object } of uploads) await store.discard(object);
}
