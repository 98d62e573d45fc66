import type { AnchorKind, Confidence, Fact, FactState, Facts, InstantText, Text } from './fact.model.ts';

/** Which facts a form asks for, in its order and under its headings. */
export type FormView = {
  readonly id: string;
  readonly version: number;
  readonly name: Text;
  readonly source: string;
  readonly confidence: Confidence;
  readonly locales: readonly ('ja' | 'en')[];
  readonly sections: readonly FormSection[];
};
export type FormSection = {
  /** `1` … `9` as the law numbers them, or null. */
  readonly number: string | null;
  readonly heading: Text;
  readonly items: readonly FormItem[];
};
export type FormItem = {
  readonly label?: Text;
  readonly from: { readonly fact: string } | { readonly anchor: AnchorKind };
  readonly isRequired?: boolean;
  /** Characters that the form takes; longer texts are marked, never cut. */
  readonly mostCharacters?: number;
};
export type DraftItem = {
  readonly key: string;
  readonly label: string;
  /** What is written; 「不明」 and the like when there is nothing. */
  readonly value: string;
  readonly state: FactState;
  readonly isRequired: boolean;
  /** Characters over what the form takes; 0 when it fits. */
  readonly tooLongBy: number;
};
export type DraftSection = {
  readonly number: string | null;
  readonly heading: string;
  readonly items: readonly DraftItem[];
  /** `filled`: all known; `partly`; `empty`: nothing is known. */
  readonly completeness: 'filled' | 'partly' | 'empty';
};
export type Draft = {
  readonly viewId: string;
  readonly viewVersion: number;
  readonly locale: 'ja' | 'en';
  readonly sections: readonly DraftSection[];
  /** The facts that it tells, to be kept with the filing as `told`. */
  readonly told: Facts;
};

export type FactDifference = {
  readonly key: string;
  readonly before: Fact | null;
  readonly after: Fact | null;
};
/** Two recipients were told different things. */
export type FactConflict = {
  readonly key: string;
  readonly told: readonly {
    readonly filingId: string;
    readonly regimeId: string;
    readonly recipient: string;
    readonly filedAt: InstantText;
    readonly fact: Fact;
  }[];
};
