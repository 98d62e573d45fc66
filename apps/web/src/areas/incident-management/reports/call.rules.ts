import type { Precision } from '@matoi/contract/values';
import { instantOf } from '../../../shared/moments.format.ts';

/** When it happened, as a caller says it: not said, now, minutes ago, or a time. */
export const whenChoices = ['unknown', 'now', '5', '15', '60', 'at'] as const;
export type When = (typeof whenChoices)[number];

/** What is typed while somebody is on the telephone. */
export type CallDraft = {
  readonly text: string;
  readonly callerName: string;
  readonly callerDepartment: string;
  readonly callerPhone: string;
  readonly when: When;
  /** As an input of type `datetime-local` has it, in the zone of the team. */
  readonly at: string;
  readonly isUrgent: boolean;
};

export const emptyCall: CallDraft = {
  text: '',
  callerName: '',
  callerDepartment: '',
  callerPhone: '',
  when: 'unknown',
  at: '',
  isUrgent: false,
};

/** A draft as it was kept; what is not one is an empty form. */
export function readCallDraft(text: string): CallDraft {
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== 'object' || kept === null) return emptyCall;
    const pairs = Object.entries(emptyCall).map(([name, empty]) => {
      const value: unknown = Reflect.get(kept, name);
      return [name, typeof value === typeof empty ? value : empty];
    });
    const draft = Object.fromEntries(pairs) as CallDraft;
    return whenChoices.includes(draft.when) ? draft : { ...draft, when: 'unknown' };
  } catch (error) {
    if (error instanceof SyntaxError) return emptyCall;
    throw error;
  }
}

/** A draft as it is kept; an untouched form keeps nothing. */
export function writeCallDraft(draft: CallDraft): string {
  return JSON.stringify(draft) === JSON.stringify(emptyCall) ? '' : JSON.stringify(draft);
}

/** The moment that a choice means, counted from now, and how exactly it is known. */
export function momentOf(
  draft: Pick<CallDraft, 'when' | 'at'>,
  given: { readonly now: Date; readonly zone: string },
): { readonly at: string; readonly precision: Precision } | null {
  switch (draft.when) {
    case 'unknown':
      return null;
    case 'at': {
      const at = instantOf(draft.at, given.zone);
      return at === null ? null : { at: at.toISOString(), precision: 'minute' };
    }
    case 'now':
      return { at: given.now.toISOString(), precision: 'minute' };
    default: {
      const at = new Date(given.now.getTime() - Number(draft.when) * 60_000);
      return { at: at.toISOString(), precision: draft.when === '60' ? 'hour' : 'minute' };
    }
  }
}
