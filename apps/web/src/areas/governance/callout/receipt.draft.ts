import type { CallAdapter } from './queries.ts';

export type Receipt = NonNullable<CallAdapter['receipt']>;

/** What services usually say: the fields of the widest used ones, and 1 and 9 as on a telephone. */
export const newReceipt: Receipt = {
  wordField: '',
  fromField: '',
  stateField: 'MessageStatus',
  delivered: ['delivered'],
  failed: ['failed', 'undelivered'],
  replyField: 'Digits',
  acknowledged: ['1'],
  refused: ['9'],
};

/** Values as they are typed, separated by commas. */
export function readValues(text: string): string[] {
  return text
    .split(/[,、，]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
