import type { Locale, SuppressionReason } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import type { Work } from '../../../platform/commands/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { hasSender, readSettings } from '../../../platform/settings/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { insertCorrespondents } from './correspondent.store.ts';
import type { MailAddress } from './message.model.ts';
import { suppressionOf } from './message.rules.ts';
import { countAutomaticSince, insertMessage } from './message.store.ts';
import { outgoing } from './outgoing.commands.ts';
import { insertRecipients } from './parts.store.ts';
import { silencesOf } from './whole.queries.ts';
import { mailText, mailTitle } from './writing.rules.ts';

/** A mail to one person outside, with the link to the page of that person in its last line. */
export type LinkMail = {
  /** Null: there is no address; then nothing leaves, and the answer says so. */
  readonly to: MailAddress | null;
  readonly title: string;
  readonly text: string;
  readonly locale: Locale;
  /** The record whose link it carries; null for a mail without a link. */
  readonly linkOf: SubjectId | null;
  /** True for what no person asked for at this moment (reminders): the team can switch that off, and the brake counts it. */
  readonly isAutomatic: boolean;
  readonly hasRelay: boolean;
};

/**
 * Queues a mail with a link in the caller's transaction, or records why none leaves: mail is withheld from the record,
 * there is no relay, no address. The caller then says that the person must be told by other means. The link is put in when
 * the mail leaves and stands in no stored message.
 */
export async function queueLinkMail(
  work: Work,
  subjectId: SubjectId,
  mail: LinkMail,
): Promise<{ readonly messageId: string; readonly withheld: SuppressionReason | null }> {
  const subject = await findSubject(work, subjectId);
  const settings = await readSettings(work.db);
  const hourAgo = new Date(work.now.getTime() - 3_600_000);
  const withheld = suppressionOf({
    isSwitchedOff: mail.isAutomatic && !settings.automaticMail,
    isSilenced: (await silencesOf(work, subject)).length > 0,
    hasRelay: mail.hasRelay,
    hasSender: hasSender(settings),
    recipient: mail.to?.address ?? null,
    automaticSign: null,
    // What somebody is asked to do is never left out because they are asked for much; the brake for all holds.
    sentToSenderLastHour: 0,
    sentToSenderLastDay: 0,
    sentLastHour: mail.isAutomatic ? await countAutomaticSince(work, null, hourAgo) : 0,
  });
  const id = work.newId<'Message'>();
  const title = mailTitle({ title: mail.title, number: subject.number, tlp: null });
  await insertMessage(work, {
    ...outgoing(id, { settings, isAutomatic: mail.isAutomatic }),
    subjectId: subject.id,
    purpose: 'notice',
    isAutomatic: mail.isAutomatic,
    state: withheld === null ? 'queued' : 'suppressed',
    suppression: withheld,
    author: actorLink(work.actor),
    recipient: mail.to?.address ?? null,
    title,
    text: mailText({ text: mail.text, tlp: null, signature: null, quote: null }),
    locale: mail.locale,
    tlp: null,
    inReplyTo: null,
    references: [],
    overrideReason: null,
    linkSubjectId: mail.linkOf,
    attachmentCount: 0,
    queuedAt: work.now,
  });
  if (mail.to !== null) {
    const state = withheld === null ? ('queued' as const) : null;
    if (state !== null)
      await insertRecipients(work, { subjectId: subject.id, messageId: id }, [{ ...mail.to, kind: 'to', state }]);
    await insertCorrespondents(work, subject.id, [{ ...mail.to, role: 'third-party', firstMailId: null }]);
  }
  if (!mail.isAutomatic)
    await indexText(work, { subjectId: subject.id, part: `message ${id}`, texts: [title, mail.text] });
  if (withheld === null) work.fact({ kind: 'message.queued', messageId: id }, subject.id);
  return { messageId: id, withheld };
}
