/**
 * `suppressed`: Matoi decided not to send an automatic mail and says why. `bounced`: the relay took it and somebody behind
 * it gave it back. `received`: it came in.
 */
export const messageStates = ['queued', 'sent', 'failed', 'suppressed', 'cancelled', 'bounced', 'received'] as const;
export const messageDirections = ['in', 'out'] as const;
/** What a mail that we send is for. `digest`: one mail instead of many acknowledgements. */
export const messagePurposes = [
  'acknowledgement',
  'digest',
  'reply',
  'question',
  'hand-over',
  'outcome',
  'notice',
] as const;
/** What a person may write by hand. */
export const writtenPurposes = ['reply', 'question', 'hand-over', 'outcome', 'notice'] as const;
/** What became of one copy. `refused` by the relay, `delayed` and `bounced` by a delivery report. */
export const recipientStates = ['queued', 'sent', 'refused', 'delayed', 'bounced', 'received'] as const;
export const correspondentRoles = ['reporter', 'third-party'] as const;
/** Why an automatic mail was not sent. */
export const suppressionReasons = [
  'no-address',
  'automatic-sender',
  'own-mail',
  'sender-limit',
  'digested',
  'global-limit',
  'no-relay',
  'no-sender',
  'switched-off',
  'silenced',
] as const;
/** Traffic Light Protocol 2.0 (FIRST, 2022), from the widest audience to the narrowest. */
export const messageTlps = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
/** How a mail that came in was recognised as part of a conversation. */
export const threadMarks = ['token', 'known-correspondent'] as const;
/** Signs of mail that no person wrote: an answer by a machine, or our own mail that came back. */
export const automaticSigns = ['automatic-sender', 'own-mail'] as const;

/** What the lists of outgoing mail can be narrowed to. */
export const outgoingStates = ['queued', 'sent', 'failed', 'suppressed', 'cancelled', 'bounced'] as const;
/** Where mail is withheld: from one record, or from everything in its compartment. */
export const silenceScopes = ['record', 'compartment'] as const;

/** What a template may mention, by purpose. Anything else in double braces is refused when the template is saved. */
export const templateVariables = {
  acknowledgement: ['number', 'title', 'teamName', 'teamAddress', 'reporterName', 'receivedAt'],
  digest: ['teamName', 'teamAddress', 'reporterName', 'count', 'reports'],
  reply: ['number', 'title', 'teamName', 'teamAddress', 'reporterName', 'recipientName', 'authorName'],
  question: ['number', 'title', 'teamName', 'teamAddress', 'reporterName', 'recipientName', 'authorName'],
  'hand-over': ['number', 'title', 'teamName', 'teamAddress', 'reporterName', 'recipientName', 'authorName'],
  outcome: ['number', 'title', 'teamName', 'teamAddress', 'reporterName', 'recipientName', 'authorName'],
  notice: ['number', 'title', 'teamName', 'teamAddress', 'reporterName', 'recipientName', 'authorName'],
} as const satisfies Readonly<Record<(typeof messagePurposes)[number], readonly string[]>>;
export const signatureVariables = ['authorName', 'teamName', 'teamAddress'] as const;

/** `page`: the reporter wrote it, or was told it, on the page of their link; no mail carries it. */
export const messageVias = ['mail', 'page'] as const;
export type MessageVia = (typeof messageVias)[number];
export type SilenceScope = (typeof silenceScopes)[number];
export type OutgoingState = (typeof outgoingStates)[number];
export type MessageState = (typeof messageStates)[number];
export type MessageDirection = (typeof messageDirections)[number];
export type MessagePurpose = (typeof messagePurposes)[number];
export type WrittenPurpose = (typeof writtenPurposes)[number];
export type RecipientState = (typeof recipientStates)[number];
export type CorrespondentRole = (typeof correspondentRoles)[number];
export type SuppressionReason = (typeof suppressionReasons)[number];
export type MessageTlp = (typeof messageTlps)[number];
export type ThreadMark = (typeof threadMarks)[number];
export type AutomaticSign = (typeof automaticSigns)[number];
