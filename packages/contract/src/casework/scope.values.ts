import vocabulary from './scope.vocabulary.json' with { type: 'json' };

/** What can be touched by an incident. */
export const scopeKinds = ['system', 'account', 'data', 'person', 'organisation', 'service'] as const;
/** How far it is with one of them; the possible moves are data. */
export const scopeStates = ['suspected', 'confirmed', 'contained', 'eradicated', 'recovered', 'cleared'] as const;
export const scopeCertainties = ['known', 'assumed'] as const;
/** Details that an item may have; which ones a kind has is data. */
export const scopeFields = [
  'address',
  'owner',
  'place',
  'role',
  'system',
  'user',
  'category',
  'storage',
  'contact',
  'users',
] as const;
/** What is usually done to an item; which ones a kind has is data. Others are written freely. */
export const scopeMeasures = [
  'isolate',
  'preserve',
  'scan',
  'update',
  'rebuild',
  'verify',
  'reset-password',
  'end-sessions',
  'disable',
  'tell-owner',
  'close-access',
  'request-deletion',
  'restore',
  'tell-person',
  'consult',
  'tell-organisation',
  'request-measures',
  'stop',
  'switch-over',
  'resume',
] as const;
/** `taken-off`: it was asked for by mistake. */
export const measureStates = ['open', 'done', 'not-needed', 'taken-off'] as const;
/** Whose data it is; some categories lie across the others (`scopeVocabulary`). */
export const scopeCategories = [
  'customers',
  'members',
  'partners',
  'employees',
  'applicants',
  'others',
  'eu',
  'sensitive',
  'financial',
  'minors',
] as const;
export const scopeUnits = ['persons', 'records'] as const;
/** Most items of one record. */
export const mostScopeItems = 5_000;

export type ScopeKind = (typeof scopeKinds)[number];
export type ScopeState = (typeof scopeStates)[number];
export type ScopeCertainty = (typeof scopeCertainties)[number];
export type ScopeField = (typeof scopeFields)[number];
export type ScopeMeasure = (typeof scopeMeasures)[number];
export type MeasureState = (typeof measureStates)[number];
export type ScopeCategory = (typeof scopeCategories)[number];
export type ScopeUnit = (typeof scopeUnits)[number];

type Vocabulary = {
  readonly version: number;
  readonly effectiveOn: string;
  readonly source: string;
  readonly moves: readonly { readonly from: ScopeState; readonly to: ScopeState; readonly needsReason?: boolean }[];
  readonly fields: Readonly<Record<ScopeKind, readonly ScopeField[]>>;
  readonly measures: Readonly<Record<ScopeKind, readonly ScopeMeasure[]>>;
  /** `within`: null for groups that are added up, `all` for what lies across them. */
  readonly categories: readonly { readonly code: ScopeCategory; readonly within: 'all' | null }[];
};

/** The versioned table of moves, details, measures and categories. */
export const scopeVocabulary = vocabulary as Vocabulary;
