/** `smtp-address`: an address that the receiver takes mail for. `imap`: a mailbox elsewhere that is read. */
export const mailboxKinds = ['smtp-address', 'imap'] as const;
/** A paused address answers "try again later"; a removed one is kept for the mails that came in by it. */
export const mailboxStates = ['active', 'paused', 'removed'] as const;
export const mailboxTlsModes = ['tls', 'starttls', 'none'] as const;
export const mailboxAuthMethods = ['password', 'xoauth2'] as const;
/** What is taken of the mails that are there already when a mailbox is read for the first time. */
export const mailboxBeginnings = ['new', 'unread', 'all'] as const;
/** What happens to a mail in its mailbox when it is kept here. */
export const mailboxAfterReads = ['flag', 'move'] as const;
/** `waiting`: not yet looked at since the start or the last change. */
export const mailboxHealths = ['well', 'waiting', 'failed', 'off'] as const;
/** What stands between us and a mailbox elsewhere. */
export const mailboxProblems = [
  'address-unknown',
  'address-private',
  'refused',
  'timeout',
  'tls',
  'sign-in',
  'token',
  'folder-missing',
  'move-folder-missing',
  'read-only',
  'closed',
  'other',
] as const;

export type MailboxKind = (typeof mailboxKinds)[number];
export type MailboxState = (typeof mailboxStates)[number];
export type MailboxTlsMode = (typeof mailboxTlsModes)[number];
export type MailboxAuthMethod = (typeof mailboxAuthMethods)[number];
export type MailboxBeginning = (typeof mailboxBeginnings)[number];
export type MailboxAfterRead = (typeof mailboxAfterReads)[number];
export type MailboxHealth = (typeof mailboxHealths)[number];
export type MailboxProblem = (typeof mailboxProblems)[number];
