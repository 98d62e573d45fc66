import { describe, expect, it } from 'vitest';
import { type ComposeDraft, readDraft, writeDraft } from './compose.draft.ts';

const draft: ComposeDraft = {
  purpose: 'question',
  to: 'a@example.jp',
  cc: '',
  title: '件名',
  text: '本文\n二行目',
  locale: 'en',
  tlp: 'amber+strict',
  answers: 'id',
  isQuoting: true,
  isSigned: false,
  attachments: ['one'],
  overrideReason: '',
  inserted: null,
};

describe('a draft of a mail', () => {
  it('comes back as it was', () => {
    expect(readDraft(writeDraft(draft))).toEqual(draft);
  });

  it.each(['', '{', 'null', '[]', '"x"', '{"purpose":"acknowledgement"}'])('is none in %j', (text) => {
    expect(readDraft(text)).toBeNull();
  });

  it('takes nothing that is not of its form', () => {
    const odd = readDraft('{"purpose":"reply","to":5,"tlp":"purple","attachments":[1,"a"],"locale":"fr"}');
    expect(odd).toMatchObject({ to: '', tlp: null, attachments: ['a'], locale: 'ja', isSigned: true });
  });
});
