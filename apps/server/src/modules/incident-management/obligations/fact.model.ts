/** One sentence or name in both languages. It comes from data, not from the catalogues. */
export type Text = { readonly ja: string; readonly en: string };
/** A sentence in pieces, so that dates in it can be shown in bold. Join the pieces without a separator. */
export type SentencePart = { readonly text: string; readonly isStrong: boolean };
export type Sentence = { readonly ja: readonly SentencePart[]; readonly en: readonly SentencePart[] };
/** Wording by key, with `{name}` for what is filled in and `[[…]]` around what is set in bold. */
export type Phrases = Readonly<Record<string, Text>>;
/** ISO 8601, UTC, e.g. `2026-11-23T20:40:00.000Z`. */
export type InstantText = string;
/** `2026-11-24`, in the zone that stands beside it. */
export type DayText = string;
/** IANA name. */
export type Zone = string;

export const regimeKinds = ['law', 'guideline', 'contract', 'company-rule'] as const;
export const confidences = ['read', 'secondary', 'unconfirmed'] as const;
export type RegimeKind = (typeof regimeKinds)[number];
/** `read`: the text itself; `secondary`: a text about it; `unconfirmed`: neither, so it ships switched off. */
export type Confidence = (typeof confidences)[number];

/** The moments on which clocks hang. Each is asserted on its own; none is derived from another. */
export const anchorKinds = [
  'occurred',
  'detected',
  'known',
  'confirmed',
  'classified',
  'determined',
  'believed',
  'assessed',
  'paid',
  'measure-available',
  'told-by-processor',
] as const;
export type AnchorKind = (typeof anchorKinds)[number];
export const precisions = ['instant', 'minute', 'hour', 'date', 'month'] as const;
export type Precision = (typeof precisions)[number];

export const factStates = ['unknown', 'estimated', 'confirmed', 'not-applicable'] as const;
export type FactState = (typeof factStates)[number];
/** Yes/no, a number, a text or code, or several codes. Dates are `DayText`, moments are `InstantText`. */
export type FactValue = boolean | number | string | readonly string[];
export type Fact = {
  readonly state: FactState;
  /** Null when unknown or not applicable. */
  readonly value: FactValue | null;
  /** Who or what says so, as people read it. */
  readonly source: string;
  /** When it was said. */
  readonly at: InstantText;
};
/** By key of `FactField`; a key that is missing is unknown. */
export type Facts = Readonly<Record<string, Fact | undefined>>;

export const factTypes = ['yes-no', 'number', 'line', 'text', 'choice', 'choices', 'codes', 'date', 'moment'] as const;
/** `line` and `text` differ by length; `codes` are written freely, e.g. countries as ISO 3166-1 alpha-2. */
export type FactType = (typeof factTypes)[number];
export type Choice = { readonly code: string; readonly name: Text };
/** One field of the superset of all reports (`data/fact-fields.v1.json`). */
export type FactField = {
  readonly key: string;
  /** Group of the superset, 1 to 35. */
  readonly group: number;
  readonly type: FactType;
  readonly name: Text;
  /** What is meant, for the person who fills it in. */
  readonly hint?: Text;
  /** `persons`, `GB` …, shown after a number. */
  readonly unit?: Text;
  readonly choices?: readonly Choice[];
  /** It can start, stop or change a clock: triage and playbooks ask for it. */
  readonly isDecisive: boolean;
};
export type FactGroup = { readonly group: number; readonly name: Text };

/** What the team has declared of itself, by key of `ScopeQuestion`; a key that is missing is undeclared. */
export type Scope = Readonly<Record<string, FactValue | undefined>>;
export type ScopeQuestion = {
  readonly key: string;
  readonly type: 'yes-no' | 'choice' | 'choices';
  readonly question: Text;
  readonly hint?: Text;
  readonly choices?: readonly Choice[];
};

/**
 * When something holds. Three-valued: yes, no, or unknown. An estimate can make a condition true, never false: what was
 * only estimated excludes nothing. `unlessExcluded` is the careful reading of おそれ: it holds as long as its condition
 * is not known to be false.
 */
export type Condition =
  | { readonly fact: string; readonly is: boolean | string }
  | { readonly fact: string; readonly oneOf: readonly string[] }
  | { readonly fact: string; readonly has: string }
  | { readonly fact: string; readonly above: number }
  | { readonly fact: string; readonly atLeast: number }
  | { readonly scope: string; readonly is: boolean | string }
  | { readonly scope: string; readonly oneOf: readonly string[] }
  | { readonly scope: string; readonly has: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly count: number; readonly of: readonly Condition[] }
  | { readonly unlessExcluded: Condition }
  | { readonly always: true };
