import type { Locale } from '@matoi/contract';
import type { Charter, Part, PartBlock, Said, Service } from './charter.model.ts';
import { fingerprintDigits } from './charter.rules.ts';

/** The sentences of the document in one language; given, so that the rule knows no catalogue. */
export type CharterWords = {
  readonly edition: string;
  readonly none: string;
  readonly publicPage: (address: string) => string;
  readonly matrix: (matrix: { readonly number: number; readonly effectiveAt: string }) => string;
  readonly reportForm: (address: string) => string;
  readonly framework: (code: string) => string;
  readonly fingerprint: string;
  readonly keyAddress: string;
  readonly hours: string;
};

/** One line of `rfc2350.v1.json`. */
export type Outline = {
  readonly number: string;
  readonly title: Readonly<Record<Locale, string>>;
  readonly holds: readonly string[];
};

export type DocumentGiven = {
  readonly charter: Charter;
  readonly language: Locale;
  readonly outline: readonly Outline[];
  readonly services: readonly Service[];
  /** The page for everybody; null while it is not published. */
  readonly publicPage: string | null;
  /** How far the zone is from UTC, in words: `UTC+09:00`. */
  readonly offset: string;
  readonly words: CharterWords;
};

/** The document in the order of RFC 2350: every part is there, and one that says nothing says so. */
export function partsOf(given: DocumentGiven): readonly Part[] {
  const { outline, language, words } = given;
  return outline.map(({ number, title, holds }) => {
    const blocks = holds.flatMap((hold) => blocksOf(hold, number, given));
    const isSilent = holds.length > 0 && blocks.length === 0;
    return { number, title: title[language], blocks: isSilent ? [text(words.none)] : blocks };
  });
}

const text = (said: string): PartBlock => ({ kind: 'text', text: said });
const textUnless = (said: string | null): readonly PartBlock[] => (said === null || said === '' ? [] : [text(said)]);

function blocksOf(hold: string, section: string, given: DocumentGiven): readonly PartBlock[] {
  const { charter, words, publicPage, language } = given;
  const { said, known } = charter;
  switch (hold) {
    case 'edition':
      return [text(words.edition)];
    case 'publicPage':
      return publicPage === null ? [] : [text(words.publicPage(publicPage))];
    case 'zone':
      return [text(`${known.zone} (${given.offset})`)];
    case 'telephone':
    case 'facsimile':
    case 'mail':
      return textUnless(said.lines[hold]);
    case 'key':
      return keyBlocks(said, words);
    case 'hours': {
      const hours = said.texts.hours[language];
      return hours === '' ? [] : [{ kind: 'facts', facts: [{ label: words.hours, value: hours }] }];
    }
    case 'matrix':
      return said.namesMatrix && known.matrix !== null ? [text(words.matrix(known.matrix))] : [];
    case 'services':
      return serviceBlocks(section, given);
    case 'reportForm':
      return known.reportForm === null ? [] : [text(words.reportForm(known.reportForm))];
    default:
      return textUnless(said.texts[hold as keyof Said['texts']][language]);
  }
}

function keyBlocks({ lines }: Said, words: CharterWords): readonly PartBlock[] {
  const facts = [
    ...(lines.keyFingerprint === ''
      ? []
      : [{ label: words.fingerprint, value: groupsOf(fingerprintDigits(lines.keyFingerprint)) }]),
    ...(lines.keyAddress === '' ? [] : [{ label: words.keyAddress, value: lines.keyAddress }]),
  ];
  return facts.length === 0 ? [] : [{ kind: 'facts', facts }];
}

/** A fingerprint as people compare it: groups of four. */
function groupsOf(digits: string): string {
  return (digits.toUpperCase().match(/.{1,4}/g) ?? []).join(' ');
}

function serviceBlocks(section: string, { charter, services, language, words }: DocumentGiven): readonly PartBlock[] {
  const offered = services
    .filter((service) => service.section === section)
    .flatMap(({ code, name }) => {
      const said = charter.said.services.find((service) => service.code === code);
      if (said === undefined) return [];
      return [{ label: name[language], value: said.text[language] || words.framework(code) }];
    });
  return offered.length === 0 ? [] : [{ kind: 'facts', facts: offered }];
}
