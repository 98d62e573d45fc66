import type { FactKind, RouteId } from '@matoi/contract';
import type { Subscription } from '../facts/index.ts';
import type { ObjectStore } from '../files/index.ts';
import type { Binding } from '../http/index.ts';
import type { MailParser, MailTransport } from '../mail/index.ts';
import type { PushSender } from '../push/index.ts';
import type { SubjectKind } from '../subjects/index.ts';

/** What the composition hands to every module. */
export type ModuleParts = {
  /** Signs the cursors of lists. */
  readonly cursorKey: Buffer;
  /** Makes the secrets of guest links, and signs the forms of public pages. */
  readonly guestKey: Buffer;
  /** Encrypts secrets that must be known again: passwords of mailboxes, keys of signatures. */
  readonly secretKey: Buffer;
  readonly clock: () => Date;
  readonly store: ObjectStore;
  readonly parser: MailParser;
  /** Null while no relay is configured: then no mail leaves, and messages say so. */
  readonly transport: MailTransport | null;
  /** Hands messages to the push services of people's browsers. */
  readonly push: PushSender;
  readonly publicUrl: string;
  /** Folder in the data directory for what is to be read without the program. */
  readonly packsPath: string;
};

/** What a module declares to the platform. The composition collects them; nobody else knows all modules. */
export type Module = {
  readonly name: string;
  bindings(parts: ModuleParts): readonly Binding[];
  readonly subjects: readonly SubjectKind[];
  subscriptions(parts: ModuleParts): readonly Subscription[];
  /**
   * Facts about no record that open screens hear of, each with the permission of the screen that shows what changed.
   * Left out: none. A fact about a record needs no line here.
   */
  readonly wakes?: Readonly<Partial<Record<FactKind, RouteId>>>;
};
