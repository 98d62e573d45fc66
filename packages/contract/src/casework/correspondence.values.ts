/** `suppressed`: Matoi decided not to send (loop, limit, no address) and says why. */
export const messageStates = ['queued', 'sent', 'failed', 'suppressed'] as const;
export const messageTemplates = ['report-acknowledgement'] as const;
/** Why an automatic mail was not sent. */
export const suppressionReasons = [
  'no-address',
  'automatic-sender',
  'own-mail',
  'sender-limit',
  'global-limit',
  'no-relay',
  'switched-off',
] as const;

export type MessageState = (typeof messageStates)[number];
export type MessageTemplate = (typeof messageTemplates)[number];
export type SuppressionReason = (typeof suppressionReasons)[number];
