import type { AutomaticSign, MessageState, MessageTlp, SuppressionReason } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { MailAddress } from './message.model.ts';

/** Automatic mails per sender and for the whole installation (CONVENTIONS: at most 5 an hour and 20 a day per sender). */
export const limits = { perSenderHour: 5, perSenderDay: 20, globalHour: 300 } as const;

export type Brake = {
  readonly isSwitchedOff: boolean;
  readonly isSilenced: boolean;
  readonly hasRelay: boolean;
  readonly hasSender: boolean;
  readonly recipient: string | null;
  readonly automaticSign: AutomaticSign | null;
  readonly sentToSenderLastHour: number;
  readonly sentToSenderLastDay: number;
  readonly sentLastHour: number;
};

/** Whether an automatic mail may leave: the first reason against it, or null. */
export function suppressionOf(brake: Brake): SuppressionReason | null {
  if (brake.isSwitchedOff) return 'switched-off';
  if (brake.isSilenced) return 'silenced';
  if (!brake.hasRelay) return 'no-relay';
  if (!brake.hasSender) return 'no-sender';
  if (brake.automaticSign !== null) return brake.automaticSign;
  if (brake.recipient === null) return 'no-address';
  if (brake.sentToSenderLastHour >= limits.perSenderHour) return 'sender-limit';
  if (brake.sentToSenderLastDay >= limits.perSenderDay) return 'sender-limit';
  return brake.sentLastHour >= limits.globalHour ? 'global-limit' : null;
}

/** How long withheld acknowledgements are gathered before one mail tells of them. Milliseconds. */
export const digestAfter = 60 * 60_000;
/** How long a digest waits that the brake holds back. Milliseconds. */
export const digestPause = 15 * 60_000;

/** Whether one mail may now tell of the acknowledgements that were withheld from a sender. */
export function decideDigest(given: {
  readonly withheldAt: readonly Date[];
  readonly counts: Pick<Brake, 'sentToSenderLastHour' | 'sentToSenderLastDay' | 'sentLastHour'>;
  readonly now: Date;
}): { readonly act: 'send' | 'nothing' } | { readonly act: 'wait'; readonly until: Date } {
  const [first] = given.withheldAt;
  if (first === undefined) return { act: 'nothing' };
  const due = new Date(first.getTime() + digestAfter);
  if (given.now < due) return { act: 'wait', until: due };
  const { sentToSenderLastHour, sentToSenderLastDay, sentLastHour } = given.counts;
  const isHeldBack =
    sentToSenderLastHour >= limits.perSenderHour ||
    sentToSenderLastDay >= limits.perSenderDay ||
    sentLastHour >= limits.globalHour;
  return isHeldBack ? { act: 'wait', until: new Date(given.now.getTime() + digestPause) } : { act: 'send' };
}

/** How many addresses one mail may have altogether. */
export const mostRecipients = 20;

export type Leaving = {
  readonly hasRelay: boolean;
  readonly hasSender: boolean;
  readonly isSilenced: boolean;
  /** The first receiver who gets no mail at all now, with another address where one is known. */
  readonly barred?: { readonly address: string; readonly alternate: string | null } | null;
  /** Why it leaves although mail is withheld, said by a person. */
  readonly overrideReason: string | null;
  readonly tlp: MessageTlp | null;
  /** The name of a variable of a prepared text that nobody filled in. */
  readonly variableLeft: string | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
};

/** Whether a mail that somebody wrote may leave: the first reason against it, or null. */
export function refusalOfLeaving(mail: Leaving): Refusal | null {
  if (!mail.hasRelay) return refusal('correspondence.send.no-relay');
  if (!mail.hasSender) return refusal('correspondence.send.no-sender');
  if (mail.barred) return refusalOfBarred(mail.barred);
  if (mail.isSilenced && mail.overrideReason === null) return refusal('correspondence.send.silenced');
  if (mail.variableLeft !== null) {
    return refusal('correspondence.send.variable-left', { name: mail.variableLeft }, [
      field('body.text', 'variable-left'),
    ]);
  }
  if (mail.to.length === 0) return refusal('correspondence.send.no-address', {}, [field('body.to', 'no-address')]);
  const count = mail.to.length + mail.cc.length;
  if (count > mostRecipients) {
    return refusal('correspondence.send.too-many', { most: mostRecipients }, [field('body.to', 'too-many')]);
  }
  // FIRST TLP 2.0: RED is for the eyes and ears of individual recipients; a copy for several is a circle already.
  if (mail.tlp === 'red' && count > 1) {
    return refusal('correspondence.send.red-to-many', {}, [field('body.to', 'red-to-many')]);
  }
  return null;
}

/** Mail to an account in scope may be read by whoever holds it: no reason lets it leave. */
function refusalOfBarred({ address, alternate }: NonNullable<Leaving['barred']>): Refusal {
  if (alternate === null) return refusal('correspondence.send.in-scope', { address }, [field('body.to', 'in-scope')]);
  return refusal('correspondence.send.in-scope-alternate', { address, alternate }, [field('body.to', 'in-scope')]);
}

function field(path: string, reason: string) {
  return { path, code: `correspondence.send.${reason}` };
}

/** All attachments of one mail together. Many receivers take no more than 25 MB, and sending adds a third. Bytes. */
export const mostAttached = 18_000_000;

/** The files that a mail takes along, or why they cannot: each must belong to the record or to a part of it. */
export function decideAttachments<File extends { readonly id: string; readonly size: number }>(
  asked: readonly string[],
  files: readonly File[],
): readonly File[] | Refusal {
  const byId = new Map(files.map((file) => [file.id, file]));
  const found = [...new Set(asked)].map((id) => byId.get(id));
  const known = found.filter((file) => file !== undefined);
  if (known.length !== found.length) {
    return refusal('correspondence.send.foreign-file', {}, [field('body.attachments', 'foreign-file')]);
  }
  const size = known.reduce((sum, file) => sum + file.size, 0);
  if (size <= mostAttached) return known;
  const most = Math.floor(mostAttached / 1_000_000);
  return refusal('correspondence.send.too-large', { most }, [field('body.attachments', 'too-large')]);
}

/** How often a message is handed to the relay before it counts as failed. */
export const mostAttempts = 12;

/** What becomes of a message after one try. One that was taken back meanwhile and left all the same counts as sent. */
export function afterAttempt(
  { attempts, isCancelled }: { readonly attempts: number; readonly isCancelled: boolean },
  answer: { readonly isSent: true } | { readonly isSent: false; readonly isFinal: boolean; readonly problem: string },
): { readonly state: MessageState; readonly problem: string | null } {
  if (answer.isSent) return { state: 'sent', problem: null };
  if (isCancelled) return { state: 'cancelled', problem: answer.problem };
  const isOver = answer.isFinal || attempts >= mostAttempts;
  return { state: isOver ? 'failed' : 'queued', problem: answer.problem };
}

/** What has not left yet can be taken back. */
export function decideCancel(state: MessageState): { readonly state: 'cancelled' } | Refusal {
  return state === 'queued' ? { state: 'cancelled' } : refusal('correspondence.cancel.not-queued');
}

/** Only what finally failed may be sent again by hand. */
export function decideRetry(state: MessageState): { readonly state: 'queued' } | Refusal {
  return state === 'failed' ? { state: 'queued' } : refusal('correspondence.retry.not-failed');
}
