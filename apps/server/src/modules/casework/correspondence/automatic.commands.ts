import type { AutomaticSign, Locale, MessagePurpose } from '@matoi/contract';
import { asId, type SubjectId } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Reading, type Work } from '../../../platform/commands/index.ts';
import { oneLine } from '../../../platform/mail/index.ts';
import { hasSender, readSettings, type Settings } from '../../../platform/settings/index.ts';
import { findSubject, subjectLinks } from '../../../platform/subjects/index.ts';
import { decideDigest, suppressionOf } from './message.rules.ts';
import { countAutomaticSince, findMessage, insertMessage, listWithheld, markDigested } from './message.store.ts';
import { knowCorrespondent, outgoing } from './outgoing.commands.ts';
import { insertRecipients } from './parts.store.ts';
import { greetingOf } from './prepare.queries.ts';
import { fillTemplate } from './template.rules.ts';
import { listTemplates } from './template.store.ts';
import { silencesOf } from './whole.queries.ts';
import { messageIdsOf } from './writing.rules.ts';

export type AutomaticMail = {
  readonly purpose: Extract<MessagePurpose, 'acknowledgement' | 'digest'>;
  readonly recipient: string | null;
  readonly recipientName?: string | null;
  readonly title: string;
  readonly text: string;
  readonly locale: Locale;
  readonly inReplyTo: string | null;
  readonly automaticSign: AutomaticSign | null;
  readonly hasRelay: boolean;
};

/**
 * Queues an automatic mail in the caller's transaction, or records why none leaves. The brake counts all automatic
 * mail, so that two programs that answer each other stop by themselves.
 */
export async function queueAutomatic(work: Work, subjectId: SubjectId, mail: AutomaticMail): Promise<void> {
  const subject = await findSubject(work, subjectId);
  const settings = await readSettings(work.db);
  const suppression = suppressionOf({
    isSwitchedOff: !settings.automaticMail,
    isSilenced: (await silencesOf(work, subject)).length > 0,
    hasRelay: mail.hasRelay,
    hasSender: hasSender(settings),
    recipient: mail.recipient,
    // A mail in our own name is no reporter's: answering it would be writing to ourselves.
    automaticSign: isOwnAddress(mail.recipient, settings) ? 'own-mail' : mail.automaticSign,
    ...(await countsOf(work, mail.recipient)),
  });
  const id = work.newId<'Message'>();
  const inReplyTo = messageIdsOf([mail.inReplyTo])[0] ?? null;
  await insertMessage(work, {
    ...outgoing(id, { settings, isAutomatic: true }),
    subjectId,
    purpose: mail.purpose,
    isAutomatic: true,
    state: suppression === null ? 'queued' : 'suppressed',
    suppression,
    author: actorLink(work.actor),
    recipient: mail.recipient,
    title: mail.title,
    text: mail.text,
    locale: mail.locale,
    tlp: null,
    inReplyTo,
    references: inReplyTo === null ? [] : [inReplyTo],
    overrideReason: null,
    attachmentCount: 0,
    queuedAt: work.now,
  });
  if (mail.recipient !== null) {
    const person = { name: mail.recipientName ?? null, address: mail.recipient };
    if (suppression === null) {
      await insertRecipients(work, { subjectId, messageId: id }, [{ ...person, kind: 'to', state: 'queued' }]);
    }
    await knowCorrespondent(work, subjectId, { ...person, role: 'reporter', firstMailId: mail.inReplyTo });
  }
  if (suppression === null) work.fact({ kind: 'message.queued', messageId: id }, subjectId);
  if (suppression === 'sender-limit' && mail.purpose === 'acknowledgement')
    work.fact({ kind: 'message.withheld', messageId: id }, subjectId);
}

function isOwnAddress(recipient: string | null, settings: Settings): boolean {
  return recipient !== null && recipient.toLowerCase() === settings.mailFrom.toLowerCase();
}

/** What the brake counts, over all records of the installation. */
async function countsOf(reading: Reading, recipient: string | null) {
  const hourAgo = new Date(reading.now.getTime() - 3_600_000);
  const dayAgo = new Date(reading.now.getTime() - 24 * 3_600_000);
  return {
    sentToSenderLastHour: recipient === null ? 0 : await countAutomaticSince(reading, recipient, hourAgo),
    sentToSenderLastDay: recipient === null ? 0 : await countAutomaticSince(reading, recipient, dayAgo),
    sentLastHour: await countAutomaticSince(reading, null, hourAgo),
  };
}

/** The text of an automatic mail: the team's form of it, filled in. */
export async function writeAutomatic(
  reading: Pick<Reading, 'db'>,
  mail: {
    readonly key: 'acknowledgement' | 'digest';
    readonly locale: Locale;
    readonly values: Readonly<Record<string, string>>;
  },
): Promise<{ readonly title: string; readonly text: string }> {
  const template = (await listTemplates(reading)).find(({ key }) => key === mail.key);
  if (template === undefined) throw new TypeError(`there is no prepared text ${mail.key}`);
  return {
    title: oneLine(fillTemplate(template.title[mail.locale], mail.values), 300),
    text: fillTemplate(template.text[mail.locale], mail.values),
  };
}

type DigestInput = { readonly messageId: string; readonly hasRelay: boolean };

/** What is withheld from the sender of one withheld acknowledgement, in the compartment that the actor sees. */
async function loadDigest(reading: Reading, messageId: string) {
  const message = await findMessage(reading, messageId);
  const recipient = message.suppression === 'sender-limit' ? message.recipient : null;
  // Counting waits for others who count: what they told of in the meantime is not told of again.
  const counts = await countsOf(reading, recipient);
  const withheld = recipient === null ? [] : await listWithheld(reading, recipient);
  return { withheld, recipient, counts };
}

/** Whether a digest is due for the sender of a withheld acknowledgement, or when to ask again. */
export async function digestPlan(reading: Reading, messageId: string) {
  const { withheld, counts } = await loadDigest(reading, messageId);
  return decideDigest({ withheldAt: withheld.map(({ queuedAt }) => queuedAt), counts, now: reading.now });
}

/**
 * Sends one mail in the place of all acknowledgements that were withheld from a sender, when the brake lets it. Answers
 * when to try again, or null when nothing is left to do. It tells of records of one compartment only.
 */
export const sendDigest = defineCommand({
  id: 'correspondence.send-digest',
  load: (work: Work, { messageId }: DigestInput) => loadDigest(work, messageId),
  permit: permitAll,
  decide: ({ withheld, counts }, _input, { now }) =>
    decideDigest({ withheldAt: withheld.map(({ queuedAt }) => queuedAt), counts, now }),
  async record(work, { loaded: { withheld, recipient }, change, input }) {
    const last = withheld.at(-1);
    if (change.act !== 'send' || last === undefined) {
      return { subjectId: null, audit: {}, facts: [], result: change.act === 'wait' ? change.until : null };
    }
    const subjectId = asId<'Subject'>(last.subjectId);
    const settings = await readSettings(work.db);
    const subjects = await subjectLinks(
      work,
      withheld.map((one) => one.subjectId),
    );
    const reports = withheld.flatMap((one) => {
      const subject = subjects.get(one.subjectId);
      // The title of what came in by mail is the sender's own; one of the form may be a stranger's words.
      const title = one.inReplyTo === null ? '' : `  ${oneLine(subject?.title ?? '', 100)}`;
      return subject === undefined ? [] : [`${subject.number ?? ''}${title}`];
    });
    const written = await writeAutomatic(work, {
      key: 'digest',
      locale: last.locale,
      values: {
        teamName: settings.teamName,
        teamAddress: settings.mailFrom,
        reporterName: greetingOf(null, last.locale),
        count: String(reports.length),
        reports: reports.join('\n'),
      },
    });
    await markDigested(
      work,
      withheld.map(({ id }) => id),
    );
    await queueAutomatic(work, subjectId, {
      ...written,
      purpose: 'digest',
      recipient,
      locale: last.locale,
      inReplyTo: last.inReplyTo,
      automaticSign: null,
      hasRelay: input.hasRelay,
    });
    return { subjectId, audit: { count: reports.length }, facts: [], result: null };
  },
  show: async (_work, until) => until,
});
