import { expect, it } from 'vitest';
import { readValues } from './receipt.draft.ts';

it.each([
  ['', []],
  [' , ', []],
  ['delivered', ['delivered']],
  ['failed, undelivered、expired，', ['failed', 'undelivered', 'expired']],
])('reads the values %j', (text, values) => {
  expect(readValues(text)).toEqual(values);
});
