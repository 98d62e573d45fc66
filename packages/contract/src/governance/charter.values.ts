/** What the team says of itself in words, in the order of RFC 2350; each in both languages. */
export const charterTextKeys = [
  'distribution',
  'locations',
  'authentication',
  'name',
  'address',
  'otherTelecommunication',
  'encryption',
  'members',
  'otherInformation',
  'customerContact',
  'hours',
  'mission',
  'constituency',
  'sponsorship',
  'authority',
  'incidentTypes',
  'disclosure',
  'communication',
  'reportingForms',
  'disclaimers',
] as const;
/** What is the same in every language. */
export const charterLineKeys = ['telephone', 'facsimile', 'mail', 'keyFingerprint', 'keyAddress'] as const;
export const charterFormats = ['pdf', 'docx', 'txt'] as const;
/** Why a draft cannot be approved yet. `one-language`: said in one of the two languages only. */
export const charterProblems = [
  'missing',
  'one-language',
  'wrong-fingerprint',
  'unknown-service',
  'no-service',
] as const;
/** Longest text of one part, in characters. */
export const charterTextLimit = 5_000;

export type CharterTextKey = (typeof charterTextKeys)[number];
export type CharterLineKey = (typeof charterLineKeys)[number];
export type CharterFormat = (typeof charterFormats)[number];
export type CharterProblemCode = (typeof charterProblems)[number];
