/** What can have happened to the decisions of a record. */
export type DecisionFact =
  /** One that has a clock: somebody is asked, has to confirm, or has to report. */
  | { readonly kind: 'decision.begun'; readonly decisionId: string }
  | { readonly kind: 'decision.asked'; readonly decisionId: string; readonly accountId: string }
  | { readonly kind: 'decision.changed'; readonly decisionId: string }
  | { readonly kind: 'decision.made'; readonly decisionId: string }
  /** Nobody has answered, or an emergency was not reported, when it was time. */
  | { readonly kind: 'decision.overdue'; readonly decisionId: string };
