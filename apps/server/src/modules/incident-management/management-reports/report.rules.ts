import { type Refusal, refusal } from '@matoi/kernel';
import type { ComposedSection, ReportShape } from './compose.model.ts';
import type { AllEdits, Edits, ManagementReport, SectionText } from './report.model.ts';

/** Where the edits of a report of this shape stand. */
export const editsKey = ({ language, audience }: Pick<ReportShape, 'language' | 'audience'>) =>
  `${language} ${audience}`;

export type DraftSection = ComposedSection & {
  /** What the record says now. */
  readonly composed: string;
  readonly isEdited: boolean;
  /** The record says something else now than when it was edited. */
  readonly isOutdated: boolean;
  /** What the last issued one said; null where it had no such part. */
  readonly previous: string | null;
};

/** Lays what was written by hand over what the record says, and beside it what the last issued one said. */
export function overlay(
  composed: readonly ComposedSection[],
  edits: Edits,
  previous: readonly SectionText[],
): readonly DraftSection[] {
  return composed.map((section) => {
    const edit = edits[section.code];
    return {
      ...section,
      text: edit?.text ?? section.text,
      composed: section.text,
      isEdited: edit !== undefined,
      isOutdated: edit !== undefined && edit.basedOn !== section.text,
      previous: previous.find(({ code }) => code === section.code)?.text ?? null,
    };
  });
}

/**
 * The edits after a change. A text that is what the record says is no edit; one that was not touched keeps what it was
 * based on, so that it is still seen that the record has changed since.
 */
export function changeEdits(
  all: AllEdits,
  shape: Pick<ReportShape, 'language' | 'audience'>,
  given: {
    readonly edits: readonly { readonly code: SectionText['code']; readonly text: string | null }[];
    readonly composed: readonly ComposedSection[];
  },
): AllEdits {
  const key = editsKey(shape);
  const edits: Record<string, Edits[SectionText['code']]> = { ...all[key] };
  for (const { code, text } of given.edits) {
    const section = given.composed.find((one) => one.code === code);
    if (section === undefined) continue;
    if (text === null || text === section.text) delete edits[code];
    else if (edits[code]?.text !== text) edits[code] = { text, basedOn: section.text };
  }
  return { ...all, [key]: edits as Edits };
}

/** Only drafts are changed and given up. */
export function decideChange({ state }: Pick<ManagementReport, 'state'>): Refusal | null {
  return state === 'draft' ? null : refusal('management-reports.change.not-draft');
}

type Named = { readonly asked: string; readonly now: string };

/** What is approved or issued is what was seen: otherwise the record has changed meanwhile. */
function seen({ asked, now }: Named): Refusal | null {
  return asked === now ? null : refusal('management-reports.issue.record-changed');
}

/** Somebody approves what somebody else has written: neither who began it nor who changed it last. */
export function decideApprove(
  report: Pick<ManagementReport, 'state' | 'startedBy' | 'changedBy'>,
  actorId: string,
  content: Named,
): Refusal | null {
  const closed = decideChange(report);
  if (closed !== null) return closed;
  if (report.startedBy.id === actorId || report.changedBy.id === actorId)
    return refusal('management-reports.approve.own');
  return seen(content);
}

/** A draft is issued as it was seen. */
export function decideIssue({ state }: Pick<ManagementReport, 'state'>, content: Named): Refusal | null {
  return state === 'draft' ? seen(content) : refusal('management-reports.issue.not-draft');
}
