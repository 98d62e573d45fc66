import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import { analyserVersion } from './analysis.map.ts';
import type { Specimen } from './specimen.model.ts';
import { warningsOf } from './specimen.rules.ts';

type SpecimenView = ResponseOf<RouteWith<'specimens.list'>>['items'][number];

/** A specimen with its warnings, the heaviest first. */
export function viewSpecimen(specimen: Specimen, actor: Pick<Actor, 'permissions'>, isOpen: boolean): SpecimenView {
  const { analysis, verdict } = specimen;
  const may = (permission: string) => isOpen && actor.permissions.has(permission);
  return {
    id: specimen.id,
    version: specimen.version,
    subjectId: specimen.subjectId,
    name: specimen.name,
    size: specimen.size,
    sha256: specimen.sha256.toString('hex'),
    state: specimen.state,
    problem: specimen.problem,
    analysedAt: specimen.analysedAt.toISOString(),
    isOutdated: specimen.analyserVersion < analyserVersion,
    warnings: analysis === null ? [] : [...warningsOf(analysis)],
    analysis:
      analysis === null
        ? null
        : {
            format: analysis.format,
            subject: analysis.subject,
            sentAt: analysis.sentAt,
            messageId: analysis.messageId,
            senders: [...analysis.senders],
            replyTo: [...analysis.replyTo],
            returnPath: analysis.returnPath,
            recipients: [...analysis.recipients],
            hops: [...analysis.hops],
            claims: analysis.claims.map((claim) => ({ ...claim, results: [...claim.results] })),
            signatures: [...analysis.signatures],
            links: analysis.links.map((link) => ({ ...link, problems: [...link.problems] })),
            files: analysis.files.map((file) => ({
              ...file,
              problems: [...file.problems],
              archive: file.archive === null ? null : { ...file.archive, entries: [...file.archive.entries] },
            })),
            text: analysis.text,
            headerText: analysis.headerText,
          },
    verdict: verdict === null ? null : { ...verdict, at: verdict.at.toISOString() },
    can: { judge: may('specimens.judge'), analyse: may('specimens.analyse') },
  };
}
