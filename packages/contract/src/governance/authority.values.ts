/** Whether a rule gives the right itself, or only for an emergency that is reported afterwards. */
export const authorityForces = ['order', 'emergency'] as const;
/** What a rule holds for: everything, or what it names. */
export const authorityScopeKinds = ['all', 'site', 'tag', 'system'] as const;
/** Always, or only outside of the business hours that the matrix states. */
export const authorityWhens = ['always', 'off-hours'] as const;
/** What the matrix says of one person at one moment. */
export const authorityVerdicts = ['may-order', 'by-delegation', 'emergency', 'not'] as const;
/** Why somebody may not. */
export const authorityReasons = ['no-matrix', 'no-rule', 'condition', 'not-member', 'not-named'] as const;
/** The severities of an incident, the worst first. */
export const authoritySeverities = ['critical', 'high', 'medium', 'low'] as const;
export const authorityFormats = ['pdf', 'docx'] as const;

export type AuthorityForce = (typeof authorityForces)[number];
export type AuthorityScopeKind = (typeof authorityScopeKinds)[number];
export type AuthorityWhen = (typeof authorityWhens)[number];
export type AuthorityVerdict = (typeof authorityVerdicts)[number];
export type AuthorityReason = (typeof authorityReasons)[number];
export type AuthorityFormat = (typeof authorityFormats)[number];
export type AuthoritySeverity = (typeof authoritySeverities)[number];
