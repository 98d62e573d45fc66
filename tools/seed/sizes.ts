/** How much the reference data set holds. */
export type Sizes = {
  readonly reports: number;
  readonly incidents: number;
  /** Texts that the search looks through: reports, incidents, and journal entries for the rest. */
  readonly texts: number;
  readonly auditEntries: number;
  /** Observables on records; one value in a hundred stands on many of them. */
  readonly observables: number;
};

export const smallSizes: Sizes = {
  reports: 5_000,
  incidents: 2_000,
  texts: 20_000,
  auditEntries: 50_000,
  observables: 25_000,
};
export const fullSizes: Sizes = {
  reports: 60_000,
  incidents: 20_000,
  texts: 200_000,
  auditEntries: 1_000_000,
  observables: 500_000,
};
