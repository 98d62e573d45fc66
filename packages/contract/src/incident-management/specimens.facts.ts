import type { SpecimenVerdict } from './specimens.values.ts';

/** What can have happened to a specimen. */
export type SpecimenFact =
  | { readonly kind: 'specimen.analysed'; readonly specimenId: string }
  | { readonly kind: 'specimen.judged'; readonly specimenId: string; readonly verdict: SpecimenVerdict };
