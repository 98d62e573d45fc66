/** What a person decided about a suspicious mail. `training`: a mail of an exercise. */
export const specimenVerdicts = ['genuine', 'training', 'spam', 'phishing', 'malware', 'undecided'] as const;
export const specimenStates = ['analysed', 'failed'] as const;
export const claimKinds = ['authentication-results', 'arc', 'received-spf'] as const;
/** What speaks against a mail, or should be known of it. The sentence is in the catalogues. */
export const specimenWarnings = [
  'look-alike-sender',
  'name-hides-address',
  'own-sender-unproven',
  'authentication-failed',
  'reply-to-differs',
  'return-path-differs',
  'several-senders',
  'look-alike-link',
  'link-text-differs',
  'link-to-address',
  'link-internationalised',
  'link-shortened',
  'link-redirects',
  'link-hides-host',
  'link-dangerous',
  'attachment-executable',
  'attachment-type-differs',
  'attachment-double-ending',
  'attachment-macro',
  'attachment-encrypted',
  'attachment-archive-holds-program',
  'attachment-archive-suspicious',
  'attachment-form',
  'attachment-active-pdf',
  'hop-broken',
  'hop-backwards',
] as const;
/** How much a warning weighs. */
export const warningWeights = ['high', 'medium', 'low'] as const;
export const linkProblems = [
  'text-differs',
  'look-alike',
  'address',
  'internationalised',
  'shortened',
  'redirects',
  'hides-host',
  'dangerous',
] as const;
export const fileProblems = [
  'executable',
  'type-differs',
  'double-ending',
  'macro',
  'encrypted',
  'archive-holds-program',
  'archive-suspicious',
  'form',
  'active-pdf',
] as const;

export type SpecimenVerdict = (typeof specimenVerdicts)[number];
export type SpecimenState = (typeof specimenStates)[number];
export type SpecimenWarning = (typeof specimenWarnings)[number];
export type WarningWeight = (typeof warningWeights)[number];
export type LinkProblem = (typeof linkProblems)[number];
export type FileProblem = (typeof fileProblems)[number];
export type ClaimKind = (typeof claimKinds)[number];
