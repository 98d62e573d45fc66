/** Colours by their meaning; the writers and the browser know which colour that is. */
export const figureTones = ['ink', 'faint', 'line', 'attacker', 'systems', 'us', 'communication'] as const;
export type FigureTone = (typeof figureTones)[number];

/** What a drawing is made of. Lengths in points from the upper left corner. */
export type FigureShape =
  | {
      readonly kind: 'line';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly tone: FigureTone;
      readonly isDashed?: boolean;
    }
  | {
      readonly kind: 'dot';
      readonly x: number;
      readonly y: number;
      readonly r: number;
      readonly tone: FigureTone;
      /** Only its ring: assumed, not confirmed. */
      readonly isOpen?: boolean;
    }
  | {
      readonly kind: 'label';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly tone: FigureTone;
      readonly anchor?: 'start' | 'middle' | 'end';
      readonly isBold?: boolean;
    };

/** A document that leaves the program: plain data, finished sentences. Nothing in it is ever read as markup. */
export type DocumentModel = {
  readonly language: 'ja' | 'en';
  readonly title: string;
  /** Which issue of it: 第一報, first report. */
  readonly subtitle: string | null;
  /** What stands at the head and foot of each page; null where no marking was set. */
  readonly tlp: DocumentTlp | null;
  /** Who issues it. */
  readonly issuer: string;
  /** The number by which it is named, at the foot of each page. */
  readonly reference: string;
  /** When it was issued, as a sentence; null for a draft. */
  readonly date: string | null;
  /** Stands at the head of each page of a draft, so that nobody takes it for issued. */
  readonly draftMark: string | null;
  /** The block of labels and values below the title. */
  readonly facts: readonly DocumentFact[];
  readonly sections: readonly DocumentSection[];
  /** The line at the foot of each page that names the checksum of the content; null for a draft. */
  readonly checksum: string | null;
};

export const documentTlps = ['TLP:RED', 'TLP:AMBER+STRICT', 'TLP:AMBER', 'TLP:GREEN', 'TLP:CLEAR'] as const;
export type DocumentTlp = (typeof documentTlps)[number];

export type DocumentFact = { readonly label: string; readonly value: string };

export type DocumentSection = {
  readonly heading: string;
  readonly blocks: readonly DocumentBlock[];
};

export type DocumentBlock =
  /** Text in one or more lines. `note` is set smaller and lighter. */
  | { readonly kind: 'text'; readonly text: string; readonly tone?: 'plain' | 'note' }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly isNumbered?: boolean; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly DocumentFact[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly DocumentColumn[];
      readonly rows: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'figure';
      /** Width and height of the drawing, in points. */
      readonly width: number;
      readonly height: number;
      readonly shapes: readonly FigureShape[];
      readonly caption: string;
    };

/** `share` is the part of the width relative to the other columns; without it a column is as wide as it needs. */
export type DocumentColumn = {
  readonly title: string;
  readonly share?: number;
  /** Set large and bold, to be read on paper at night: telephone numbers. */
  readonly isLarge?: boolean;
};
