import { sentence } from '@matoi/catalogues';
import type { Locale, MessagePurpose, MessageTlp } from '@matoi/contract';
import { orRefuse, Refused, type SubjectId, sayWithZone } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import { filesOf, findFile } from '../../../platform/files/index.ts';
import { oneLine } from '../../../platform/mail/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { hasSender, readSettings, type Settings } from '../../../platform/settings/index.ts';
import { findSubject, type Subject } from '../../../platform/subjects/index.ts';
import { alternatesOf } from '../../governance/team/index.ts';
import { insertCorrespondents } from './correspondent.store.ts';
import type { Author, MailAddress, Quote } from './message.model.ts';
import { decideAttachments, refusalOfLeaving } from './message.rules.ts';
import { insertMessage } from './message.store.ts';
import { insertMessageAttachments, insertRecipients } from './parts.store.ts';
import { fillTemplate, variableLeft } from './template.rules.ts';
import { listSignatures } from './template.store.ts';
import { barredOf, silencesOf, withParts } from './whole.queries.ts';
import { mailText, mailTitle, messageIdsOf, quoteText } from './writing.rules.ts';

/** A mail that somebody writes from a record. */
export type OutgoingMessage = {
  readonly purpose: MessagePurpose;
  readonly to: readonly MailAddress[];
  readonly cc?: readonly MailAddress[];
  readonly title: string;
  readonly text: string;
  readonly locale: Locale;
  /** Message-IDs, with or without brackets: the mail that is answered, and those before it. */
  readonly inReplyTo?: string | null;
  readonly references?: readonly string[];
  /** Ids of files of the record, or of a record that is part of it. */
  readonly attachments?: readonly string[];
  readonly tlp: MessageTlp | null;
  readonly quote?: Quote | null;
  /** True to put the team's signature below. */
  readonly signature: boolean;
  /** Left out: whoever runs the command. */
  readonly causedBy?: Author;
  readonly hasRelay: boolean;
  /** Why it leaves although mail is withheld from the record. */
  readonly overrideReason?: string | null;
};

/**
 * Queues a mail that a person wrote, in the caller's transaction. It leaves with the marking in subject and text, the
 * record's number in the subject, and a Message-ID by which an answer finds back.
 * Refuses with `correspondence.send.` `no-relay`, `in-scope`, `in-scope-alternate`, `silenced`, `no-address`, `too-many`, `red-to-many`, `variable-left`,
 * `foreign-file`, `too-large`.
 */
export async function queueMessage(
  work: Work,
  subjectId: SubjectId,
  mail: OutgoingMessage,
): Promise<{ readonly messageId: string }> {
  const subject = await findSubject(work, subjectId);
  const settings = await readSettings(work.db);
  const cc = mail.cc ?? [];
  const author = mail.causedBy ?? actorLink(work.actor);
  const overrideReason = mail.overrideReason ?? null;
  const isSilenced = (await silencesOf(work, subject)).length > 0;
  const refused = refusalOfLeaving({
    ...mail,
    cc,
    hasSender: hasSender(settings),
    isSilenced,
    barred: await firstBarred(work, subject, [...mail.to, ...cc]),
    overrideReason,
    variableLeft: variableLeft([mail.title, mail.text]),
  });
  if (refused !== null) throw new Refused(refused);
  const files = orRefuse(
    decideAttachments(mail.attachments ?? [], await filesOf(work, await withParts(work, subject))),
  );
  const written = await writeMail(work, { mail, subject, settings, author });
  const id = work.newId<'Message'>();
  const owner = { subjectId: subject.id, messageId: id };
  await insertMessage(work, {
    ...outgoing(id, { settings, isAutomatic: false }),
    ...written,
    subjectId: subject.id,
    purpose: mail.purpose,
    isAutomatic: false,
    state: 'queued',
    suppression: null,
    author,
    recipient: mail.to[0]?.address ?? null,
    locale: mail.locale,
    tlp: mail.tlp,
    inReplyTo: messageIdsOf([mail.inReplyTo ?? null])[0] ?? null,
    references: messageIdsOf([...(mail.references ?? []), mail.inReplyTo ?? null]),
    overrideReason: isSilenced ? overrideReason : null,
    attachmentCount: files.length,
    queuedAt: work.now,
  });
  await insertRecipients(work, owner, [
    ...mail.to.map((one) => ({ ...one, kind: 'to' as const, state: 'queued' as const })),
    ...cc.map((one) => ({ ...one, kind: 'cc' as const, state: 'queued' as const })),
  ]);
  await attachFiles(work, owner, files);
  await insertCorrespondents(
    work,
    subject.id,
    [...mail.to, ...cc].map((one) => ({ ...one, role: 'third-party', firstMailId: null })),
  );
  await indexText(work, {
    subjectId: subject.id,
    part: `message ${id}`,
    texts: [written.title, ...[...mail.to, ...cc].map((one) => one.address), mail.text],
  });
  work.fact({ kind: 'message.queued', messageId: id }, subject.id);
  return { messageId: id };
}

/** The first of some receivers who gets no mail from a record now, with another address of theirs for whoever may see it. */
export async function firstBarred(
  reading: Reading,
  subject: Subject,
  receivers: readonly MailAddress[],
): Promise<{ readonly address: string; readonly alternate: string | null } | null> {
  const addresses = receivers.map(({ address }) => address);
  const barred = await barredOf(reading, subject, addresses);
  const [address] = barred;
  if (address === undefined) return null;
  const maySee = reading.actor.permissions.has('contact-list.download');
  const others = maySee ? await alternatesOf(reading.db, address) : [];
  // Another address that is in scope as well is no way out.
  const alsoBarred = new Set(await barredOf(reading, subject, others));
  return { address, alternate: others.find((other) => !alsoBarred.has(other)) ?? null };
}

/** A mail exactly as it would leave: subject line and whole text. */
export async function writeMail(
  reading: Reading,
  {
    mail,
    subject,
    settings,
    author,
  }: {
    readonly mail: Pick<OutgoingMessage, 'title' | 'text' | 'tlp' | 'quote' | 'signature' | 'locale'>;
    readonly subject: Pick<Subject, 'number'>;
    readonly settings: Settings;
    readonly author: Author;
  },
): Promise<{ readonly title: string; readonly text: string }> {
  const { tlp, locale, quote = null } = mail;
  const signature = mail.signature ? await signatureOf(reading, { locale, settings, author }) : null;
  const attribution = quote === null ? null : attributionOf(quote, { locale, zone: settings.zone });
  return {
    title: mailTitle({ title: mail.title, number: subject.number, tlp }),
    text: mailText({
      text: mail.text,
      tlp,
      signature,
      quote: quote === null || attribution === null ? null : quoteText(quote.text, attribution),
    }),
  };
}

async function signatureOf(
  reading: Reading,
  { locale, settings, author }: { readonly locale: Locale; readonly settings: Settings; readonly author: Author },
): Promise<string> {
  const signature = (await listSignatures(reading)).find((one) => one.locale === locale);
  return fillTemplate(signature?.text ?? '', {
    // A part of the program has no name that means something to people outside.
    authorName: author.kind === 'user' ? oneLine(author.name, 100) : settings.teamName,
    teamName: settings.teamName,
    teamAddress: settings.mailFrom,
  });
}

/** The line above a quotation: when, in the team's zone, and who, in the language of the mail. */
export function attributionOf(
  { from, at }: Pick<Quote, 'from' | 'at'>,
  { locale, zone }: { readonly locale: Locale; readonly zone: string },
): string {
  const format = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', {
    year: 'numeric',
    month: locale === 'ja' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
    timeZoneName: 'short',
  });
  const date = sayWithZone(at, format);
  const name = from.name === null ? from.address : `${oneLine(from.name, 100)} <${from.address}>`;
  return sentence(locale, 'correspondence.quote.attribution', { date, name });
}

async function attachFiles(
  work: Work,
  owner: { readonly subjectId: SubjectId; readonly messageId: string },
  files: readonly { readonly id: string; readonly name: string }[],
): Promise<void> {
  const attachments = [];
  for (const { id, name } of files) {
    const { mediaType, size, sha256 } = await findFile(work, id);
    attachments.push({ fileId: id, name, mediaType, size, sha256 });
  }
  await insertMessageAttachments(work, owner, attachments);
}

/** Says who takes part in the conversation of a record; the one who reported it, with the mail by which he did. */
export async function knowCorrespondent(
  work: Work,
  subjectId: SubjectId,
  person: MailAddress & { readonly role: 'reporter' | 'third-party'; readonly firstMailId: string | null },
): Promise<void> {
  const firstMailId = messageIdsOf([person.firstMailId])[0] ?? null;
  await insertCorrespondents(work, subjectId, [{ ...person, firstMailId }]);
}

/**
 * What every mail has that leaves from here. The Message-ID is recorded before the mail is handed over; its form tells
 * another Matoi whether a person wrote the mail.
 */
export function outgoing(
  id: string,
  { settings, isAutomatic }: { readonly settings: Settings; readonly isAutomatic: boolean },
) {
  const domain = settings.mailFrom.slice(settings.mailFrom.lastIndexOf('@') + 1);
  return {
    id,
    direction: 'out',
    via: 'mail',
    from: null,
    isTextFromHtml: false,
    messageId: `matoi${isAutomatic ? '.' : '-'}${id}@${domain}`,
    knownBy: null,
    automaticSign: null,
    inboundMailId: null,
    originalFileId: null,
  } as const;
}
