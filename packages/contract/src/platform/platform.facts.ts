import type { NotificationKind } from './platform.values.ts';

/** What can have happened in the platform itself. */
export type PlatformFact =
  | { readonly kind: 'mail.received'; readonly mailId: string }
  | { readonly kind: 'subject.moved'; readonly from: number; readonly to: number }
  /** An urgent notification is ready to leave for one browser. */
  | { readonly kind: 'push-notice.queued'; readonly deviceId: string; readonly notification: NotificationKind }
  | { readonly kind: 'break-glass.used'; readonly accountId: string };
