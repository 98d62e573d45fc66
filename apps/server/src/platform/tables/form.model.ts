/** One cell of a form that is filled in: as text, or as a figure that the form can count with. */
export type FormCell = {
  readonly sheet: string;
  /** `B12`. */
  readonly cell: string;
  readonly value: string | number;
};

/**
 * What came out. `kept` are cells that hold a formula of the form and were left alone, `unknownSheets` names that the form
 * does not have.
 */
export type FilledForm =
  | {
      readonly isFilled: true;
      readonly bytes: Uint8Array;
      readonly kept: readonly string[];
      readonly unknownSheets: readonly string[];
    }
  | { readonly isFilled: false; readonly problem: 'unreadable' | 'locked' | 'too-large' | 'too-slow' };
