/** Running calls, those before, and exercises. */
export const callOutsLink = '/governance/call-outs';
/** The rules by which people are called, and the services by which calls leave. */
export const callRulesLink = '/governance/call-outs/settings';
