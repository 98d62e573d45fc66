/** How to read what a service reports: names of fields, and the values that mean something. An empty name: there is none. */
export type ReceiptSetting = {
  readonly wordField: string;
  readonly fromField: string;
  readonly stateField: string;
  readonly delivered: readonly string[];
  readonly failed: readonly string[];
  readonly replyField: string;
  readonly acknowledged: readonly string[];
  readonly refused: readonly string[];
};

/** What a service said of a word; what is null it did not say. */
export type Receipt = {
  readonly word: string | null;
  /** Figures of the number that answered. */
  readonly from: string | null;
  readonly state: 'delivered' | 'failed' | null;
  readonly reply: 'acknowledged' | 'refused' | null;
  /** What it said, for people. */
  readonly words: string;
};
