import { type Refusal, refusal } from '@matoi/kernel';
import type { VersionHead } from './playbook.model.ts';

export const labelOf = ({ edition, revision }: Pick<VersionHead, 'edition' | 'revision'>) => `${edition}.${revision}`;

/** The date of a moment in a zone, as `YYYY-MM-DD`. */
export function dateIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);
}

/**
 * The version that counts on a day: the newest of the team that has begun, otherwise the newest of the program. So a new
 * program changes nothing that the team has made its own.
 */
export function inForce<Head extends VersionHead>(heads: readonly Head[], today: string): Head | null {
  const begun = heads.filter(({ effectiveOn }) => effectiveOn <= today);
  const newest = (origin: VersionHead['origin']) =>
    begun
      .filter((head) => head.origin === origin)
      .toSorted((a, b) => b.revision - a.revision || b.edition - a.edition)[0];
  return newest('team') ?? newest('program') ?? null;
}

/** The newest version of the program where the team's own still stands on an older one. */
export function newerOfProgram(
  heads: readonly VersionHead[],
  current: VersionHead | null,
  today: string,
): string | null {
  if (current === null || current.origin === 'program') return null;
  const newest = heads
    .filter(({ origin, effectiveOn }) => origin === 'program' && effectiveOn <= today)
    .toSorted((a, b) => b.edition - a.edition)[0];
  return newest !== undefined && newest.edition > current.edition ? newest.label : null;
}

/** How a version stands on a day. */
export function stateOfVersion(
  head: VersionHead,
  current: VersionHead | null,
  today: string,
): 'in-force' | 'planned' | 'past' {
  if (head.label === current?.label) return 'in-force';
  return head.effectiveOn > today ? 'planned' : 'past';
}

/** Number and first day of what is published now, or why not. */
export function decideVersion(
  heads: readonly VersionHead[],
  asked: { readonly basedOn: string | null; readonly effectiveOn: string | undefined; readonly today: string },
): { readonly edition: number; readonly revision: number; readonly effectiveOn: string } | Refusal {
  const effectiveOn = asked.effectiveOn ?? asked.today;
  if (effectiveOn < asked.today) {
    const code = 'playbooks.publish.in-the-past';
    return refusal(code, {}, [{ path: 'body.effectiveOn', code }]);
  }
  const base = heads.find(({ label }) => label === asked.basedOn);
  return {
    edition: base?.edition ?? 0,
    revision: Math.max(0, ...heads.map(({ revision }) => revision)) + 1,
    effectiveOn,
  };
}
