import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { AttachedFile } from './file.model.ts';
import { hasPicture } from './file.rules.ts';

/** A file of a record as the contract describes it. */
export function viewFile(
  file: AttachedFile,
  canAnnotate: boolean,
  mergedFrom: SubjectLink | null = null,
): ResponseOf<RouteWith<'attachments.add'>> {
  const { withdrawn } = file;
  return {
    id: file.id,
    version: file.version,
    name: file.name,
    description: file.description,
    mediaType: file.mediaType,
    size: file.size,
    sha256: file.sha256.toString('hex'),
    origin: file.origin,
    addedAt: file.addedAt.toISOString(),
    addedBy: file.addedBy,
    withdrawn:
      withdrawn === null ? null : { at: withdrawn.at.toISOString(), by: withdrawn.by, reason: withdrawn.reason },
    hasPicture: withdrawn === null && hasPicture(file),
    mergedFrom,
    can: { change: canAnnotate && withdrawn === null },
  };
}
