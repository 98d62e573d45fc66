import { describe, expect, it } from 'vitest';
import { noDefaults } from './mail.defaults.ts';
import type { Mailbox } from './mailbox.model.ts';
import { answerRecipient, chooseDefaults } from './mailbox.rules.ts';

const box = (id: string, address: string, changes: Partial<Mailbox> = {}): Mailbox => ({
  ...{ id, kind: 'smtp-address', address, name: id, state: 'active', version: 1, isCatchAll: false, imap: null },
  ...{ createdAt: new Date(0), defaults: { ...noDefaults, mailboxId: id } },
  ...changes,
});

const csirt = box('csirt', 'csirt@example.jp');
const paused = box('paused', 'abuse@example.jp', { state: 'paused' });
const removed = box('removed', 'old@example.jp', { state: 'removed' });
const all = box('all', 'all@example.jp', { isCatchAll: true });
const imap = box('imap', 'box@example.jp', { kind: 'imap' });

const answer = (mailboxes: readonly Mailbox[], recipient: string): string => {
  const given = answerRecipient(mailboxes, recipient);
  return given.is === 'taken' ? `taken by ${given.defaults.mailboxId ?? 'nobody in particular'}` : given.is;
};

describe('who takes mail for an address', () => {
  it.each([
    ['nothing is declared', [], 'anybody@example.org', 'taken by nobody in particular'],
    ['only a mailbox elsewhere is declared', [imap], 'anybody@example.org', 'taken by nobody in particular'],
    ['only what was removed', [removed], 'anybody@example.org', 'taken by nobody in particular'],
    ['the declared address', [csirt], 'csirt@example.jp', 'taken by csirt'],
    ['in capitals', [csirt], 'CSIRT@Example.JP', 'taken by csirt'],
    ['with a part after a plus sign', [csirt], 'csirt+web@example.jp', 'taken by csirt'],
    ['another address', [csirt], 'other@example.jp', 'unknown'],
    ['the same name elsewhere', [csirt], 'csirt@example.org', 'unknown'],
    ['one that only begins alike', [csirt], 'csirt2@example.jp', 'unknown'],
    ['one that was removed', [csirt, removed], 'old@example.jp', 'unknown'],
    ['one that is paused', [csirt, paused], 'abuse@example.jp', 'later'],
    ['one that is paused, with a catch-all', [all, paused], 'abuse@example.jp', 'later'],
    ['anybody, with a catch-all', [csirt, all], 'anybody@example.org', 'taken by all'],
    ['the declared one, with a catch-all', [all, csirt], 'csirt@example.jp', 'taken by csirt'],
    ['anybody, with a paused catch-all', [csirt, { ...all, state: 'paused' }], 'x@example.org', 'later'],
    ['postmaster of the domain', [csirt], 'postmaster@example.jp', 'taken by nobody in particular'],
    ['postmaster alone', [csirt], 'postmaster', 'taken by nobody in particular'],
    ['postmaster of another domain', [csirt], 'postmaster@example.org', 'unknown'],
  ] as const)('%s', (_what, mailboxes, recipient, expected) => {
    expect(answer(mailboxes, recipient)).toBe(expected);
  });

  it('a mail to several addresses follows the one that restricts it, else the first', () => {
    const [open, restricted] = [
      { ...noDefaults, mailboxId: 'a', compartmentId: 1 },
      { ...noDefaults, mailboxId: 'b', compartmentId: 1001 },
    ];
    expect(chooseDefaults([open, restricted])).toBe(restricted);
    expect(chooseDefaults([noDefaults, open])).toBe(noDefaults);
    expect(chooseDefaults([])).toBe(noDefaults);
  });
});
