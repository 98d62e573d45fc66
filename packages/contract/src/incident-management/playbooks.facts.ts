/** What can have happened to playbooks on records: a run has begun, gone on or ended. */
export type PlaybookFact = { readonly kind: 'playbook-run.changed'; readonly runId: string };
