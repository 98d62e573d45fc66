import { sentence } from '@matoi/catalogues';
import { asId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { currentToken } from '../../../platform/guests/index.ts';
import { listCorrespondents } from './correspondent.store.ts';
import type { Message, MessageParts } from './message.model.ts';

/**
 * The last lines of a mail that goes to the reporter of a record and to nobody else: the address of their page; or of the
 * page that the mail was written for. It is made when the mail leaves and stands in no stored message, so that who reads the record cannot act as the reporter.
 * Empty where there is no usable link.
 */
export async function linkFooter(
  reading: Reading,
  given: {
    readonly message: Message;
    readonly recipients: MessageParts['recipients'];
    readonly guestKey: Buffer;
    readonly publicUrl: string;
  },
): Promise<string> {
  const { message, recipients } = given;
  const [only, ...others] = recipients;
  if (only === undefined || others.length > 0) return '';
  if (message.linkSubjectId !== null && message.linkSubjectId !== undefined) {
    const token = await currentToken(reading, {
      key: given.guestKey,
      subjectId: asId<'Subject'>(message.linkSubjectId),
    });
    return token === null ? '' : `\n\n${given.publicUrl}/g/${token}\n`;
  }
  const reporters = (await listCorrespondents(reading, [message.subjectId])).filter((one) => one.role === 'reporter');
  if (!reporters.some((one) => one.address.toLowerCase() === only.address.toLowerCase())) return '';
  const token = await currentToken(reading, { key: given.guestKey, subjectId: asId<'Subject'>(message.subjectId) });
  if (token === null) return '';
  return `\n\n${sentence(message.locale, 'portal.mail.link', { address: `${given.publicUrl}/g/${token}` })}\n`;
}
