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
