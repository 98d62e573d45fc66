import type {
  MailboxAfterRead,
  MailboxAuthMethod,
  MailboxBeginning,
  MailboxKind,
  MailboxProblem,
  MailboxState,
  MailboxTlsMode,
} from '@matoi/contract';
import type { MailDefaults } from './mail.defaults.ts';

/** One way in for mail. */
export type Mailbox = {
  readonly id: string;
  readonly kind: MailboxKind;
  readonly address: string;
  readonly name: string;
  readonly state: MailboxState;
  readonly version: number;
  readonly isCatchAll: boolean;
  readonly defaults: MailDefaults;
  /** Null for an address of our own receiver. */
  readonly imap: ImapSettings | null;
  readonly createdAt: Date;
};

export type ImapSettings = {
  readonly host: string;
  readonly port: number;
  readonly tlsMode: MailboxTlsMode;
  readonly isPrivateAllowed: boolean;
  readonly trustedCertificate: string | null;
  readonly userName: string;
  readonly authMethod: MailboxAuthMethod;
  /** Encrypted; see `mailbox.secrets.ts`. */
  readonly secret: Buffer | null;
  readonly tokenEndpoint: string | null;
  readonly clientId: string | null;
  readonly tokenScope: string | null;
  readonly folder: string;
  readonly beginsWith: MailboxBeginning;
  readonly afterRead: MailboxAfterRead;
  readonly moveTo: string | null;
};

/** How far a mailbox elsewhere has been read, and how it is doing. */
export type MailboxReading = {
  readonly isWell: boolean;
  readonly problem: MailboxProblem | null;
  readonly problemDetail: string | null;
  readonly problemAt: Date | null;
  readonly checkedAt: Date;
  readonly uidValidity: number | null;
  readonly doneUid: number;
  readonly beginsAt: Date | null;
};

/** What came in through a mailbox, as far as the asker sees it. */
export type MailboxCounts = { readonly mails: number; readonly lastAt: Date | null; readonly left: number };
