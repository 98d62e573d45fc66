import type { InstructionAnswer } from '@matoi/contract';
import { asId, type Refusal, refusal, type SubjectId } from '@matoi/kernel';
import type { Actor } from '../../../platform/access/index.ts';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { noteUse } from '../../../platform/guests/index.ts';
import type { Upload } from '../../../platform/http/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { attachFile } from '../attachments/index.ts';
import { changeRecipient } from './instruction.commands.ts';
import { mayAnswer } from './instruction.rules.ts';
import { loadRecipient, recordAnswer } from './recipient.commands.ts';

type AsGuest = {
  readonly linkId: string;
  readonly recipientId: SubjectId;
  /** Where the recipient's record is: the one compartment that this act writes into. */
  readonly compartmentId: number;
};

const writesInto = ({ compartmentId }: AsGuest) => [compartmentId];

type Concerned = Awaited<ReturnType<typeof loadRecipient>>;

/** The link is the permission for this one recipient; another one is as if it did not exist. */
function permitOwn(actor: Actor, { recipient }: Concerned): Refusal | null {
  return actor.guestSubject === recipient.id ? null : refusal('guest-links.find.not-found');
}

/** Notes that the link was opened, the first time. It may have been a program that looks through mail. */
export const noteOpened = defineCommand({
  id: 'instruction-page.open',
  writesInto,
  load: (work: Work, input: AsGuest) => loadRecipient(work, input.recipientId),
  permit: permitOwn,
  decide: ({ recipient }) => ({ isFirst: recipient.times.openedAt === null }),
  async record(work, { loaded: { recipient }, change: { isFirst } }) {
    const subjectId = asId<'Subject'>(recipient.subjectId);
    if (isFirst) await changeRecipient(work, recipient, { openedAt: work.now });
    return {
      subjectId,
      audit: { recipientId: recipient.id },
      facts: isFirst ? [{ kind: 'instruction.changed' as const, instructionId: recipient.instructionId }] : [],
      result: null,
    };
  },
  show: async () => null,
});

type Answered = AsGuest & {
  readonly answer: InstructionAnswer;
  readonly text: string;
  readonly uploads: readonly Upload[];
  /** Told when the files belong to the record; not for an answer that was taken before. */
  readonly onTaken: () => void;
};

/** What a recipient says on the page of the link. Answers nothing of the record. */
export const answerAsGuest = defineCommand({
  id: 'instruction-page.answer',
  writesInto,
  load: (work: Work, input: Answered) => loadRecipient(work, input.recipientId),
  permit: permitOwn,
  decide: ({ recipient }, { answer }) =>
    mayAnswer(recipient.state, answer) ? { answer } : refusal('instructions.answer.over'),
  async record(work, { loaded, change: { answer }, input }) {
    const { recipient } = loaded;
    const subjectId = asId<'Subject'>(recipient.subjectId);
    const files = [];
    // On the record they stand under the name of the recipient, and not of the link.
    const asRecipient = { ...work, actor: { ...work.actor, name: recipient.name } };
    for (const { name, mediaType, object } of input.uploads) {
      const id = await attachFile(asRecipient, subjectId, { object, name, mediaType });
      files.push({ id, name, mediaType, size: object.size });
    }
    await recordAnswer(work, loaded, { answer, text: input.text, occurredAt: work.now, isByHand: false, files });
    const part = `instruction-answer ${recipient.id} ${work.now.getTime()}`;
    if (input.text !== '') await indexText(work, { subjectId, part, texts: [input.text] });
    await noteUse(work, input.linkId);
    input.onTaken();
    return {
      subjectId,
      audit: { recipientId: recipient.id, answer, files: files.length },
      facts: [],
      result: null,
    };
  },
  show: async () => null,
});
