import type { AnchorCandidate, AnchorStatus, Filing } from './assessment.model.ts';
import type { AnchorKind } from './fact.model.ts';
import type { StageAnchor } from './regime.model.ts';

/** The candidates of a kind that a regime looks at, the earliest first. */
export function candidatesFor(
  anchors: readonly AnchorCandidate[],
  given: { readonly kind: AnchorKind; readonly regimeId: string },
): readonly AnchorCandidate[] {
  return anchors
    .filter(({ kind, regimeId }) => kind === given.kind && (regimeId === null || regimeId === given.regimeId))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id.localeCompare(b.id));
}

/**
 * The candidate that counts: only one that a human has asserted, one for this regime before one for all, the latest
 * assertion before earlier ones; of two at the same moment the earlier anchor.
 */
export function assertedOf(
  anchors: readonly AnchorCandidate[],
  given: { readonly kind: AnchorKind; readonly regimeId: string },
): AnchorCandidate | null {
  let found: AnchorCandidate | null = null;
  for (const candidate of candidatesFor(anchors, given)) {
    if (candidate.assertion === null) continue;
    if (found === null || goesBefore(candidate, found)) found = candidate;
  }
  return found;
}

function goesBefore(one: AnchorCandidate, other: AnchorCandidate): boolean {
  const isOwn = one.regimeId !== null;
  if (isOwn !== (other.regimeId !== null)) return isOwn;
  return Date.parse(one.assertion?.at ?? '') > Date.parse(other.assertion?.at ?? '');
}

/** On what a stage hangs at this moment. `filings` are the reports of the regime that stand. */
export function anchorStatusOf(given: {
  readonly anchor: StageAnchor;
  readonly regimeId: string;
  readonly anchors: readonly AnchorCandidate[];
  readonly filings: readonly Filing[];
}): AnchorStatus {
  const { anchor, regimeId } = given;
  if (anchor.on === 'filing') return filingStatus(anchor, given.filings);
  const candidates = candidatesFor(given.anchors, { kind: anchor.kind, regimeId });
  const asserted = assertedOf(given.anchors, { kind: anchor.kind, regimeId });
  return {
    on: 'anchor',
    kind: anchor.kind,
    stage: null,
    candidateId: asserted?.id ?? null,
    filingId: null,
    at: asserted?.at ?? null,
    precision: asserted?.precision ?? null,
    candidates: candidates.map(({ id }) => id),
    proposedId: asserted === null ? (candidates[0]?.id ?? null) : null,
  };
}

function filingStatus(anchor: Extract<StageAnchor, { on: 'filing' }>, filings: readonly Filing[]): AnchorStatus {
  const made = filings
    .filter(({ stage }) => stage === anchor.stage)
    .sort((a, b) => Date.parse(a.filedAt) - Date.parse(b.filedAt));
  const filing = anchor.which === 'first' ? made[0] : made.at(-1);
  return {
    on: 'filing',
    kind: null,
    stage: anchor.stage,
    candidateId: null,
    filingId: filing?.id ?? null,
    at: filing?.filedAt ?? null,
    precision: filing === undefined ? null : 'instant',
    candidates: [],
    proposedId: null,
  };
}
