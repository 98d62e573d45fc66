import type { ActorLink } from '@matoi/contract';
import type { ApprovedVersion } from './version.model.ts';

type Numbered = { readonly number: number; readonly effectiveAt: Date };

/** The version that counts at a moment: the newest number of those that have begun. */
export function versionAt<V extends Numbered>(versions: readonly V[], at: Date): V | null {
  let found: V | null = null;
  for (const version of versions) {
    if (version.effectiveAt > at) continue;
    if (found === null || version.number > found.number) found = version;
  }
  return found;
}

/** A version as a list shows it, without what it says. */
export function headOf<Definition>(
  version: ApprovedVersion<Definition>,
  given: { readonly current: Numbered | null; readonly now: Date },
) {
  const { definition: _, effectiveAt, approvedAt, ...head } = version;
  const isCurrent = given.current?.number === version.number;
  return {
    ...head,
    effectiveAt: effectiveAt.toISOString(),
    approvedAt: approvedAt.toISOString(),
    state: isCurrent ? ('in-force' as const) : effectiveAt > given.now ? ('to-come' as const) : ('past' as const),
  };
}

/** Whether somebody has written on a draft. */
export function isAuthor(authors: readonly ActorLink[], { kind, id }: Pick<ActorLink, 'kind' | 'id'>): boolean {
  return authors.some((author) => author.kind === kind && author.id === id);
}

/** The authors of a draft after somebody has written on it; whoever begins one is its first. */
export function authorsWith(
  draft: { readonly definition: unknown; readonly authors: readonly ActorLink[] },
  writer: ActorLink,
): readonly ActorLink[] {
  const before = draft.definition === null ? [] : draft.authors;
  return isAuthor(before, writer) ? before : [...before, writer];
}
