import { expect, it } from 'vitest';
import { draftFrom, readDraft } from './summary.draft.ts';

it('a draft survives the browser, anything else is none', () => {
  const draft = draftFrom({ version: 3, technical: 'a', plain: '', known: ['x', 'y'], unknown: [], assumed: [] });
  expect(draft.known).toBe('x\ny');
  expect(readDraft(JSON.stringify(draft))).toEqual(draft);
  for (const text of ['', 'plain text', '{}', 'null', '[]', '{"version":1}', '{"version":1,"base":{"technical":1}}'])
    expect(readDraft(text)).toBeNull();
});
