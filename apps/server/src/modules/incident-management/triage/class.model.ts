import type { ClassScheme } from '@matoi/contract';

/** A text in both languages. */
export type Bilingual = { readonly ja: string; readonly en: string };

/** A kind of incident by which reports are sorted (分類). */
export type TriageClass = {
  /** `rsit:fraud:phishing`, `own:mis-sent`; never changes and is never used again for something else. */
  readonly code: string;
  readonly scheme: ClassScheme;
  /** The predicate of RSIT (`fraud`), null for classes of one's own. */
  readonly group: { readonly code: string; readonly name: Bilingual } | null;
  readonly name: Bilingual;
  readonly description: Bilingual;
  /** Words by which it is found besides its name, above all the reading in kana. */
  readonly reading: string;
  /** The type of RSIT that it is counted as towards others, if any. */
  readonly rsitCode: string | null;
  readonly isMalicious: boolean;
  /** False for trials and exercises, which statistics leave out. */
  readonly isCounted: boolean;
  readonly isRetired: boolean;
  readonly version: number;
};

/** A class as the team has added or changed it. */
export type ClassRow = Omit<TriageClass, 'scheme' | 'group' | 'isCounted'>;

/** A class as other records show it. */
export type ClassLink = { readonly code: string; readonly name: Bilingual; readonly scheme: ClassScheme };
