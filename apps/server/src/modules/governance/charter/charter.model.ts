import type { BodyOf, CharterProblemCode, Locale, RouteWith } from '@matoi/contract';

/** What the team says of itself. */
export type Said = BodyOf<RouteWith<'charter.save-draft'>>['definition'];

export type InBoth = Readonly<Record<Locale, string>>;

/** What the program knows besides, as it was when a version was approved; of a draft, as it is now. */
export type Known = {
  readonly zone: string;
  /** Address of the report form for everybody; null while it is closed. */
  readonly reportForm: string | null;
  /** The version of the authority matrix in force. */
  readonly matrix: { readonly number: number; readonly effectiveAt: string } | null;
};

/** The whole of a version: what was approved is never read from anywhere else. */
export type Charter = { readonly said: Said; readonly known: Known };

export type Problem = { readonly key: string; readonly code: CharterProblemCode };

export type Change = {
  readonly part: 'text' | 'line' | 'service' | 'matrix';
  readonly key: string;
  readonly before: InBoth | null;
  readonly after: InBoth | null;
};

/** A service of the framework, and the section of RFC 2350 under which it is listed. */
export type Service = {
  readonly code: string;
  readonly area: InBoth;
  readonly name: InBoth;
  readonly section: string;
};

/** One numbered part of the document, ready to be read. Parts above others may have no blocks of their own. */
export type Part = {
  readonly number: string;
  readonly title: string;
  readonly blocks: readonly PartBlock[];
};

export type PartBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly { readonly label: string; readonly value: string }[] };
