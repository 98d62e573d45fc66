import { expect, test } from 'vitest';
import { parseDraft, type SetUpDraft } from './draft.store.ts';

const fallback: SetUpDraft = {
  step: 0,
  locale: 'ja',
  teamName: '',
  mailFrom: '',
  zone: 'Asia/Tokyo',
  name: '',
  email: '',
};

test('what was typed comes back after a reload', () => {
  const draft: SetUpDraft = { ...fallback, step: 2, teamName: 'もえぎ堂 CSIRT', email: 'saeki@example.jp' };
  expect(parseDraft(JSON.stringify(draft), fallback)).toEqual(draft);
});

test.each([null, 'no json', '[]', '7', '{"step":9,"locale":"fr","teamName":3}'])(
  '%j falls back field by field',
  (text) => {
    expect(parseDraft(text, fallback)).toEqual(fallback);
  },
);

test('a password is not part of a draft', () => {
  expect(parseDraft('{"password":"secret"}', fallback)).not.toHaveProperty('password');
});
