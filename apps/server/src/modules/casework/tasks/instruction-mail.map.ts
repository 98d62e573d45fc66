import { type SentenceKey, sentence } from '@matoi/catalogues';
import { type InstructionKind, type Locale, openCompartment } from '@matoi/contract';
import { sayWithZone } from '@matoi/kernel';
import type { DispatchPurpose, Instruction, Recipient } from './instruction.model.ts';

type Written = { readonly title: string; readonly text: string };

/** A moment as a mail says it: in the team's zone, with the zone, in the language of the reader. */
export function mailMoment(at: Date, { locale, zone }: { readonly locale: Locale; readonly zone: string }): string {
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
  return sayWithZone(at, format);
}

const kindKeys: Readonly<Record<InstructionKind, SentenceKey>> = {
  order: 'instructions.kind.order',
  request: 'instructions.kind.request',
};

/**
 * The mail to a recipient, or to the superior of one who stays silent or is late. What is restricted is not told by mail at all: then
 * there is the number, neutral words and the link, on whose page the rest stands.
 */
export function writeInstructionMail(
  purpose: DispatchPurpose,
  given: {
    readonly instruction: Pick<Instruction, 'kind' | 'title' | 'what' | 'why' | 'dueAt' | 'compartmentId' | 'sentAt'>;
    readonly recipient: Pick<Recipient, 'name' | 'department' | 'number' | 'locale' | 'superior' | 'state'>;
    readonly settings: { readonly teamName: string; readonly zone: string };
    readonly reason?: string;
  },
): Written {
  const { instruction, recipient, settings } = given;
  const { locale } = recipient;
  const say = (key: SentenceKey, params: Readonly<Record<string, string>> = {}) => sentence(locale, key, params);
  const isOpen = instruction.compartmentId === openCompartment;
  const kind = say(kindKeys[instruction.kind]);
  const title = isOpen ? instruction.title : recipient.number;
  const due = instruction.dueAt === null ? null : mailMoment(instruction.dueAt, { locale, zone: settings.zone });
  const dueLine = due === null ? [] : [say('instructions.mail.due', { due })];
  const content = isOpen
    ? [
        say('instructions.mail.what', { what: instruction.what }),
        ...(instruction.why === '' ? [] : [say('instructions.mail.why', { why: instruction.why })]),
        ...dueLine,
      ]
    : dueLine;
  // Whoever took it on has answered: they are late, not silent.
  const isTakenOn = recipient.state === 'acknowledged';
  const person = { name: recipient.name, team: settings.teamName, kind, number: recipient.number };
  const greeting = say('instructions.mail.greeting', person);
  const foot = say('instructions.mail.foot', person);
  // The link itself is put below the last line when the mail leaves.
  const write = (heading: SentenceKey, lines: readonly string[], isLinked = true): Written => ({
    title: say(heading, { kind, title }),
    text: [
      greeting,
      ...lines,
      foot,
      ...(isLinked ? [say('instructions.mail.own-link'), say('instructions.mail.link')] : []),
    ].join('\n\n'),
  });
  switch (purpose) {
    case 'instruction':
      return write('instructions.mail.title', [
        say(instruction.kind === 'order' ? 'instructions.mail.order' : 'instructions.mail.request', person),
        ...content,
      ]);
    case 'reminder':
      return write('instructions.mail.reminder-title', [
        say(isTakenOn ? 'instructions.mail.reminder-open' : 'instructions.mail.reminder', person),
        ...content,
      ]);
    case 'withdrawal':
      return write(
        'instructions.mail.withdrawn-title',
        [
          say('instructions.mail.withdrawn', person),
          // Why it was taken back can tell as much as the instruction itself.
          ...(isOpen && given.reason !== undefined
            ? [say('instructions.mail.withdrawn-reason', { reason: given.reason })]
            : []),
        ],
        false,
      );
    case 'escalation':
      return {
        title: say(isTakenOn ? 'instructions.mail.late-title' : 'instructions.mail.escalation-title', {
          kind,
          title,
          name: recipient.name,
        }),
        text: [
          say('instructions.mail.greeting', { ...person, name: recipient.superior?.name ?? '' }),
          say(isTakenOn ? 'instructions.mail.late' : 'instructions.mail.escalation', {
            ...person,
            who: recipient.department === '' ? recipient.name : `${recipient.department} ${recipient.name}`,
            sentAt: mailMoment(instruction.sentAt, { locale, zone: settings.zone }),
          }),
          ...content,
          foot,
        ].join('\n\n'),
      };
  }
}
