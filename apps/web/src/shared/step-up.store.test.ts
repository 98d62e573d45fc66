import { expect, test } from 'vitest';
import { confirmIdentity } from './step-up.store.ts';

test('two calls that need a confirmation at the same time share one question', () => {
  expect(confirmIdentity()).toBe(confirmIdentity());
});
