import type { Definition, PlaybookStep, Version } from './playbook.model.ts';
import { labelOf } from './version.rules.ts';

/** What a step in a data file may leave out. */
type Usual = 'isEvidence' | 'destroys' | 'after' | 'asks' | 'when' | 'dueMinutes' | 'asTask' | 'why';

/** A playbook as a data file of the program holds it: usual values of steps are left out. A released file never changes. */
export type ShippedFile = {
  readonly code: string;
  readonly edition: number;
  readonly effectiveOn: string;
  readonly source: string;
  readonly definition: Omit<Definition, 'steps' | 'source'> & {
    readonly steps: readonly (Omit<PlaybookStep, Usual> & Partial<Pick<PlaybookStep, Usual>>)[];
  };
};

/** The version that a data file holds, complete. */
export function versionOfFile({ code, edition, effectiveOn, source, definition }: ShippedFile): Version {
  return {
    code,
    edition,
    revision: 0,
    label: labelOf({ edition, revision: 0 }),
    origin: 'program',
    effectiveOn,
    publishedAt: new Date(`${effectiveOn}T00:00:00Z`),
    publishedBy: null,
    note: null,
    definition: {
      ...definition,
      source,
      steps: definition.steps.map((step) => ({
        why: { ja: '', en: '' },
        isEvidence: false,
        destroys: false,
        after: [],
        asks: null,
        when: [],
        dueMinutes: null,
        asTask: false,
        ...step,
      })),
    },
  };
}
