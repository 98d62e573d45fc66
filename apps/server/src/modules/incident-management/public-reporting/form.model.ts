import type { Locale, TileIcon } from '@matoi/contract';

export type Bilingual = Readonly<Record<Locale, string>>;

/** One choice on the report form. */
export type Tile = {
  readonly id: string;
  readonly icon: TileIcon;
  readonly name: Bilingual;
  /** What triage may take the report for; never shown to the reporter. */
  readonly classHint: string | null;
};

/** How the report form is set. Empty texts mean those that come with the program. */
export type FormSettings = {
  readonly isOpen: boolean;
  readonly phone: string | null;
  readonly hours: Bilingual;
  readonly intro: Bilingual;
  readonly privacy: Bilingual;
  readonly tiles: readonly Tile[];
};

export type VersionedForm = FormSettings & { readonly version: number };

/** What somebody typed into the report form. */
export type TypedReport = {
  readonly tile: string;
  readonly text: string;
  readonly name: string;
  readonly contact: string;
  /** What only machines fill in. */
  readonly website: string;
};

/** What is wrong with a field: a code, and the limit that it names. */
export type FieldProblem = 'missing' | { readonly longest: number };
export type FormProblems = Readonly<Partial<Record<'tile' | 'text' | 'name' | 'contact', FieldProblem>>>;
