import type { DocumentBlock, DocumentModel, DocumentSection, Locale } from '@matoi/contract';
import type { DirectoryEntry } from './directory.model.ts';
import type { Channel, Member } from './member.model.ts';

/** The sentences of the list in one language; given, so that the rule knows no catalogue. */
export type ContactWords = {
  readonly title: string;
  readonly name: string;
  readonly telephone: string;
  readonly other: string;
  readonly confirmed: string;
  readonly handling: string;
  readonly note: string;
  readonly staleMark: string;
  readonly duty: string;
  readonly none: string;
  readonly day: (at: Date) => string;
  readonly group: (kind: 'member' | DirectoryEntry['kind']) => string;
  readonly role: (key: string) => string;
  readonly channel: (channel: Pick<Channel, 'kind' | 'isAlternate'>) => string;
};

export type ContactListGiven = {
  readonly language: Locale;
  readonly words: ContactWords;
  readonly issuer: string;
  /** When it was made, as a sentence. */
  readonly date: string;
  readonly members: readonly Member[];
  readonly entries: readonly (DirectoryEntry & { readonly isStale: boolean })[];
  /** Who is on duty at that moment, the first to call first. */
  readonly onDuty: readonly { readonly memberId: string; readonly rotationName: string }[];
};

const kinds = ['department', 'authority', 'vendor', 'insurer', 'partner'] as const;

/** The contact list of the team as a document: whom to call first, then everybody, telephone numbers first. */
export function composeContactList(given: ContactListGiven): DocumentModel {
  const { words, members, entries, onDuty } = given;
  const active = members.filter(({ isActive }) => isActive);
  const duty = onDuty.flatMap(({ memberId, rotationName }) => {
    const member = active.find(({ id }) => id === memberId);
    return member === undefined ? [] : [{ member, rotationName }];
  });
  const sections: DocumentSection[] = [
    {
      heading: words.duty,
      blocks: [
        duty.length === 0
          ? { kind: 'text', text: words.none }
          : table(
              words,
              duty.map(({ member, rotationName }) =>
                row(words, person(member, [rotationName]), member.changedAt, false),
              ),
            ),
      ],
    },
    {
      heading: words.group('member'),
      blocks: listOf(
        words,
        active.map((member) =>
          row(
            words,
            person(
              member,
              member.roles.map(({ key }) => words.role(key)),
            ),
            member.changedAt,
            false,
          ),
        ),
      ),
    },
    ...kinds.flatMap((kind): DocumentSection[] => {
      const own = entries.filter((entry) => entry.kind === kind && entry.isActive);
      if (own.length === 0) return [];
      const rows = own.flatMap((entry) => entryRows(words, entry));
      return [{ heading: words.group(kind), blocks: listOf(words, rows) }];
    }),
  ];
  return {
    language: given.language,
    title: words.title,
    subtitle: null,
    tlp: 'TLP:AMBER+STRICT',
    issuer: given.issuer,
    reference: words.title,
    date: given.date,
    draftMark: null,
    facts: [],
    sections: [...sections, { heading: words.handling, blocks: [{ kind: 'text', text: words.note, tone: 'note' }] }],
    checksum: null,
  };
}

type Line = { readonly name: string; readonly about: readonly string[]; readonly channels: readonly Channel[] };

function person(member: Member, more: readonly string[]): Line {
  const { name, reading, nameEn, department, title, channels } = member;
  const second = reading || nameEn;
  const full = second === '' || second === name ? name : `${name}（${second}）`;
  return { name: full, about: [[department, title].filter(Boolean).join(' '), more.join('・')], channels };
}

function entryRows(words: ContactWords, entry: DirectoryEntry & { readonly isStale: boolean }) {
  const { hours, contractNumber, contacts, confirmedAt, isStale } = entry;
  const about = [hours, contractNumber].filter((text) => text !== '');
  const lines = contacts.length === 0 ? [{ name: '', title: '', channels: [] }] : contacts;
  return lines.map((contact, index) =>
    row(
      words,
      {
        name: [entry.name, contact.name].filter(Boolean).join(' '),
        about: [contact.title, ...(index === 0 ? about : [])],
        channels: contact.channels,
      },
      confirmedAt,
      isStale,
    ),
  );
}

function isTelephone({ kind }: Channel): boolean {
  return kind === 'voice' || kind === 'sms';
}

/** One line: who, telephone numbers, other ways, the day on which it was confirmed. */
function row(words: ContactWords, line: Line, confirmedAt: Date, isStale: boolean): readonly string[] {
  const say = (channel: Channel) =>
    channel.isAlternate || !isTelephone(channel) ? `${words.channel(channel)} ${channel.address}` : channel.address;
  const shown = line.channels.filter(({ kind }) => kind !== 'push');
  return [
    [line.name, ...line.about].filter((text) => text !== '').join('\n'),
    shown.filter(isTelephone).map(say).join('\n'),
    shown
      .filter((channel) => !isTelephone(channel))
      .map(say)
      .join('\n'),
    isStale ? `${words.day(confirmedAt)} ${words.staleMark}` : words.day(confirmedAt),
  ];
}

function listOf(words: ContactWords, rows: readonly (readonly string[])[]): readonly DocumentBlock[] {
  return rows.length === 0 ? [{ kind: 'text', text: words.none }] : [table(words, rows)];
}

function table(words: ContactWords, rows: readonly (readonly string[])[]): DocumentBlock {
  return {
    kind: 'table',
    columns: [
      { title: words.name, share: 5 },
      { title: words.telephone, share: 4, isLarge: true },
      { title: words.other, share: 4 },
      { title: words.confirmed, share: 2 },
    ],
    rows,
  };
}
