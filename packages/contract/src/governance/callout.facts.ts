import type { CallAnswer } from './callout.values.ts';

/** What can have happened to a call; each fact is about the record that people are called for. */
export type CalloutFact =
  | { readonly kind: 'call-out.started'; readonly callId: string }
  /** A step of the chain was taken; the next one comes when its time is over. */
  | { readonly kind: 'call-out.stepped'; readonly callId: string; readonly round: number; readonly step: number }
  /** One word to one person is ready to leave by an adapter or by push; `at`: not before that moment, it was tried already. */
  | { readonly kind: 'call-attempt.queued'; readonly callId: string; readonly attemptId: string; readonly at?: string }
  /** Nothing was learnt of this way, or somebody said no: perhaps the next step is due at once. */
  | { readonly kind: 'call-out.moved'; readonly callId: string }
  | {
      readonly kind: 'call-out.answered';
      readonly callId: string;
      readonly personId: string;
      readonly answer: CallAnswer;
    }
  /** The chain is at its end and nobody has taken it. */
  | { readonly kind: 'call-out.silent'; readonly callId: string }
  /** Something that only screens want to know. */
  | { readonly kind: 'call-out.changed'; readonly callId: string }
  | { readonly kind: 'call-out-setting.changed' };
