import { type PictureType, pictureBytes, pictureTypes } from '@matoi/contract/values';
import { type Refusal, refusal } from '@matoi/kernel';
import type { AttachedFile } from './file.model.ts';

const longestName = 200;

/** A name without folders, control characters and signs that turn the direction of writing. */
export function safeName(text: string): string {
  const plain = (text.split(/[/\\]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '').trim();
  const kept = Array.from(plain).slice(0, longestName).join('');
  return /^\.*$/.test(kept) ? 'file' : kept;
}

/** Whether a type is a picture that is shown: raster only, because the others can hold a script. */
export function asPictureType(mediaType: string): PictureType | null {
  return pictureTypes.find((type) => type === mediaType) ?? null;
}

/** Whether a file is shown as a picture beside its name. */
export function hasPicture({ mediaType, size }: Pick<AttachedFile, 'mediaType' | 'size'>): boolean {
  return asPictureType(mediaType) !== null && size <= pictureBytes;
}

/** A file with nothing in it is a mistake, and the same content twice on one record says nothing new. */
export function decideAdded(file: { readonly size: number }, same: Pick<AttachedFile, 'name'> | null): null | Refusal {
  if (file.size === 0) return refusal('attachments.add.empty');
  if (same !== null) return refusal('attachments.add.there-already', { name: same.name });
  return null;
}

/** A withdrawn file stays as it was withdrawn. */
export function decideChange({ withdrawn }: Pick<AttachedFile, 'withdrawn'>): null | Refusal {
  return withdrawn === null ? null : refusal('attachments.change.withdrawn');
}
