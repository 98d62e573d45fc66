import type { BodyOf, RouteWith } from '@matoi/contract';
import { isRefusal } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Reading, type Work } from '../../../platform/commands/index.ts';
import { filesOf } from '../../../platform/files/index.ts';
import { hasSender, readSettings } from '../../../platform/settings/index.ts';
import { findSubject, type Subject } from '../../../platform/subjects/index.ts';
import { findCorrespondent } from './correspondent.store.ts';
import type { Message } from './message.model.ts';
import { showMessage } from './message.queries.ts';
import { decideAttachments, refusalOfLeaving } from './message.rules.ts';
import { findMessage } from './message.store.ts';
import { firstBarred, type OutgoingMessage, queueMessage, writeMail } from './outgoing.commands.ts';
import { variableLeft } from './template.rules.ts';
import { silencesOf, withParts } from './whole.queries.ts';

type Body = BodyOf<RouteWith<'correspondence.send'>>;
type Input = { readonly body: Body; readonly hasRelay: boolean };

/** What was asked for, as the door takes it. */
function toOutgoing({ body, hasRelay }: Input): OutgoingMessage {
  const address = (one: Body['to'][number]) => ({ name: one.name ?? null, address: one.address });
  return {
    purpose: body.purpose,
    to: body.to.map(address),
    cc: body.cc.map(address),
    title: body.title,
    text: body.text,
    locale: body.locale,
    tlp: body.tlp,
    quote:
      body.quote === null
        ? null
        : {
            from: { name: body.quote.name, address: body.quote.address },
            at: new Date(body.quote.at),
            text: body.quote.text,
          },
    attachments: body.attachments,
    signature: body.signature,
    overrideReason: body.overrideReason,
    hasRelay,
  };
}

/** A person sends a mail from a record. Nobody but a person does it by this command. */
export const sendMessage = defineCommand({
  id: 'correspondence.send',
  async load(work: Work, { body }: Input) {
    const subject = await findSubject(work, body.subjectId);
    const answered = body.answers === null ? null : await findAnswered(work, { subject, id: body.answers });
    return { subject, thread: await threadOf(work, { subjectId: subject.id, answered, to: body.to[0]?.address }) };
  },
  permit: permitAll,
  decide: ({ thread }, input): OutgoingMessage => ({ ...toOutgoing(input), ...thread }),
  async record(work, { loaded: { subject }, change: mail }) {
    const { messageId } = await queueMessage(work, subject.id, mail);
    return {
      subjectId: subject.id,
      audit: {
        messageId,
        purpose: mail.purpose,
        recipients: mail.to.length + (mail.cc?.length ?? 0),
        attachments: mail.attachments?.length ?? 0,
        tlp: mail.tlp,
        overrideReason: mail.overrideReason,
      },
      facts: [],
      result: messageId,
    };
  },
  show: (work, id) => showMessage(work, id),
});

/**
 * The answered message, where it is of the same conversation. Of another record (a report taken out meanwhile, a mistake)
 * nothing is gone on from: its Message-IDs would leave with the mail, and answers would find the way there.
 */
async function findAnswered(
  reading: Reading,
  { subject, id }: { readonly subject: Subject; readonly id: string },
): Promise<Message | null> {
  const answered = await findMessage(reading, id);
  return (await withParts(reading, subject)).includes(answered.subjectId) ? answered : null;
}

/** Which mail a new one goes on from: the answered one, or the mail by which its receiver became known. */
async function threadOf(
  work: Work,
  of: { readonly subjectId: string; readonly answered: Message | null; readonly to: string | undefined },
): Promise<Pick<OutgoingMessage, 'inReplyTo' | 'references'>> {
  if (of.answered !== null) return { inReplyTo: of.answered.messageId, references: of.answered.references };
  const person = of.to === undefined ? null : await findCorrespondent(work, of.subjectId, of.to);
  return { inReplyTo: person?.firstMailId ?? null, references: [] };
}

/** How a mail would leave, and what stands against it now. Changes nothing. */
export async function previewMessage(reading: Reading, input: Input) {
  const mail = toOutgoing(input);
  const subject = await findSubject(reading, input.body.subjectId);
  const settings = await readSettings(reading.db);
  const files = decideAttachments(mail.attachments ?? [], await filesOf(reading, await withParts(reading, subject)));
  const refused =
    refusalOfLeaving({
      ...mail,
      cc: mail.cc ?? [],
      hasSender: hasSender(settings),
      isSilenced: (await silencesOf(reading, subject)).length > 0,
      barred: await firstBarred(reading, subject, [...mail.to, ...(mail.cc ?? [])]),
      overrideReason: mail.overrideReason ?? null,
      variableLeft: variableLeft([mail.title, mail.text]),
    }) ?? (isRefusal(files) ? files : null);
  return {
    from: { name: settings.teamName, address: settings.mailFrom },
    ...(await writeMail(reading, { mail, subject, settings, author: actorLink(reading.actor) })),
    refusal: refused === null ? null : { code: refused.code, params: { ...refused.params } },
  };
}
