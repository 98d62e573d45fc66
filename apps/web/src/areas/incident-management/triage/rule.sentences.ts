import type { Locale } from '@matoi/contract/values';
import type { SentenceKey, SentenceParams } from '../../../shared/language.ts';
import { type BuiltTest, type Condition, type Test, toBuilt, wordsOf } from './condition.builder.ts';

type Say = (key: SentenceKey, params?: SentenceParams) => string;

const shownWords = 4;

/** What a rule asks, as one sentence: the first words of each test, and how many more there are. */
export function conditionSentence(condition: Condition, say: Say, locale: Locale): string {
  const { match, lines } = toBuilt(condition);
  if (lines.length === 0) return say('triage.condition.always');
  const join = (parts: readonly string[], how: 'all' | 'any') =>
    parts.reduce((one, other) => say(`triage.condition.join-${how}`, { one, other }));
  const texts = lines.map((line) => {
    const text = join(
      line.tests.map((one) => testSentence(one, say, locale)),
      line.match,
    );
    const grouped = line.tests.length > 1 && lines.length > 1 ? say('triage.condition.group', { text }) : text;
    return line.isNot ? say('triage.condition.not', { text: grouped }) : grouped;
  });
  return join(texts, match);
}

function testSentence({ isNot, test }: BuiltTest, say: Say, locale: Locale): string {
  const text = plainSentence(test, say, locale);
  return isNot ? say('triage.condition.not', { text }) : text;
}

function plainSentence(test: Test, say: Say, locale: Locale): string {
  if (test.kind === 'sender-internal') return say(test.is ? 'triage.says.sender-inside' : 'triage.says.sender-outside');
  const words = wordsOf(test).map((word) => quoted(wordSentence(test, word, say), locale));
  const shown = words.slice(0, shownWords).join(locale === 'ja' ? '' : ', ');
  const more = words.length - shownWords;
  const all = more > 0 ? say('triage.condition.more', { words: shown, count: more }) : shown;
  return test.kind === 'text'
    ? say(`triage.says.${test.in}`, { words: all })
    : say(`triage.says.${test.kind}`, { words: all });
}

function wordSentence(test: Test, word: string, say: Say): string {
  if (test.kind === 'channel') return say(`triage.channel.${word as (typeof test.isOneOf)[number]}`);
  if (test.kind === 'severity-hint') return say(`triage.urgency.${word as (typeof test.isOneOf)[number]}`);
  return word;
}

function quoted(word: string, locale: Locale): string {
  return locale === 'ja' ? `「${word}」` : `“${word}”`;
}
