/** One cell of a form that is filled in: as text, or as a figure that the form can count with. */
export type FormCell = {
  readonly sheet: string;
  /** `B12`. */
  readonly cell: string;
  readonly value: string | number;
};

/**
 * What came out. `kept` are cells that hold a formula of the form and were left alone, `outside` those beyond the last cell
 * that the form uses (filled in all the same: a slip, or room that the form leaves), `unknownSheets` names that it does not
 * have, `sheets` those that it has. A form with macros is refused: nothing of it is ever run, and a copy without them would
 * be another form.
 */
export type FilledForm =
  | {
      readonly isFilled: true;
      readonly bytes: Uint8Array;
      readonly kept: readonly string[];
      readonly outside: readonly string[];
      readonly unknownSheets: readonly string[];
      readonly sheets: readonly string[];
    }
  | { readonly isFilled: false; readonly problem: 'unreadable' | 'locked' | 'macros' | 'too-large' | 'too-slow' };
