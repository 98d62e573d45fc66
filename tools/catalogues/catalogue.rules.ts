/** One catalogue file: keys and sentences of one area in one language. */
export type Catalogue = {
  readonly file: string;
  readonly language: 'ja' | 'en';
  readonly sentences: Readonly<Record<string, string>>;
};

/** Keys that the sources do not name as a whole, and why. `prefix` ends with a dot. */
export type DynamicKeys = readonly { readonly prefix: string; readonly reason: string }[];

export type Given = {
  readonly catalogues: readonly Catalogue[];
  /** Refusal codes of the server and of the client; each needs a sentence under its own name. */
  readonly codes: readonly string[];
  readonly sources: readonly { readonly path: string; readonly text: string }[];
  readonly dynamicKeys: DynamicKeys;
};

const languages = ['ja', 'en'] as const;
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const plural = /_one$/;

/** Everything that is wrong with the catalogues, one sentence each. */
export function judgeCatalogues(given: Given): string[] {
  const merged = { ja: mergeLanguage(given, 'ja'), en: mergeLanguage(given, 'en') };
  return [
    ...languages.flatMap((language) => merged[language].problems),
    ...missingKeys(merged.ja.sentences, merged.en.sentences),
    ...differentParams(merged.ja.sentences, merged.en.sentences),
    ...languages.flatMap((language) => poorSentences(merged[language].sentences, language)),
    ...codesWithoutSentence(given.codes, [merged.ja.sentences, merged.en.sentences]),
    ...unusedKeys(given, merged.ja.sentences),
    ...staleDynamicKeys(given),
  ];
}

type Sentences = ReadonlyMap<string, string>;

function mergeLanguage({ catalogues }: Given, language: 'ja' | 'en') {
  const sentences = new Map<string, string>();
  const homes = new Map<string, string>();
  const problems: string[] = [];
  for (const catalogue of catalogues.filter((each) => each.language === language)) {
    for (const [key, text] of Object.entries(catalogue.sentences)) {
      const home = homes.get(key);
      if (home !== undefined) problems.push(`${key} stands in ${home} and in ${catalogue.file}; keep one.`);
      homes.set(key, catalogue.file);
      sentences.set(key, text);
    }
  }
  if (sentences.size === 0) problems.push(`There is no sentence at all in ${language}: nothing was read.`);
  return { sentences, problems };
}

/** English tells one thing from many, Japanese does not: `<key>_one` stands in English beside `<key>`, and only there. */
function missingKeys(ja: Sentences, en: Sentences): string[] {
  const isCovered = (key: string) => ja.has(key) || (plural.test(key) && ja.has(key.replace(plural, '')));
  return [
    ...[...ja.keys()].filter((key) => !en.has(key)).map((key) => `${key} has no English sentence.`),
    ...[...en.keys()].filter((key) => !isCovered(key)).map((key) => `${key} has no Japanese sentence.`),
  ];
}

function paramsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map((match) => match[1] ?? ''))].sort();
}

/** A part that is words itself has one for each language: `nameJa` and `nameEn` are the same part. */
const inAnyLanguage = (param: string) => param.replace(/(Ja|En)$/, '');

function differentParams(ja: Sentences, en: Sentences): string[] {
  return [...ofOne(en), ...differentLanguages(ja, en)];
}

/** The sentence for one may leave the number out; it cannot fill in what the sentence for many does not know. */
function ofOne(en: Sentences): string[] {
  return [...en].flatMap(([key, text]) => {
    const many = plural.test(key) ? en.get(key.replace(plural, '')) : undefined;
    if (many === undefined) return [];
    const unknown = paramsOf(text).filter((param) => !paramsOf(many).includes(param));
    return unknown.length === 0
      ? []
      : [`${key} fills in {${unknown.join(', ')}}, which its sentence for many does not.`];
  });
}

function differentLanguages(ja: Sentences, en: Sentences): string[] {
  return [...ja].flatMap(([key, text]) => {
    const other = en.get(key);
    if (other === undefined) return [];
    const [mine, its] = [paramsOf(text).join(', '), paramsOf(other).join(', ')];
    const isSame = paramsOf(text).map(inAnyLanguage).join() === paramsOf(other).map(inAnyLanguage).join();
    return isSame ? [] : [`${key} fills in different things: {${mine}} in Japanese, {${its}} in English.`];
  });
}

function poorSentences(sentences: Sentences, language: 'ja' | 'en'): string[] {
  return [...sentences].flatMap(([key, text]) => {
    if (text.trim() === '') return [`${key} is empty in ${language}.`];
    if (text !== text.trim()) return [`${key} begins or ends with a space in ${language}.`];
    if (/\{\{[^}]*$|^[^{]*\}\}|\{\{\s*\}\}/.test(text)) return [`${key} has a broken {{name}} in ${language}.`];
    if (language === 'en' && japanese.test(text)) return [`${key} has Japanese in its English sentence: "${text}"`];
    if (language === 'ja' && isHalfTranslated(text)) return [`${key} has an English sentence in Japanese: "${text}"`];
    return [];
  });
}

/**
 * Names and formats (`Asia/Tokyo`, `JSON`, `Idempotency-Key`) stand in Japanese sentences; a run of plain English words
 * does not: two of them alone, four of them inside of a Japanese sentence, half of them without a capital.
 */
function isHalfTranslated(text: string): boolean {
  const words = text.replace(/\{\{[^}]*\}\}/g, ' ■ ');
  const limit = japanese.test(text) ? 4 : 2;
  const run = new RegExp(
    `(?<![\\w/.@-])[A-Za-z]*[a-z](?:'[a-z]+)?(?:[ ,]+[A-Za-z]*[a-z](?:'[a-z]+)?){${limit - 1},}(?![\\w/@-])`,
  );
  const found = run.exec(words)?.[0];
  if (found === undefined) return false;
  const list = found.split(/[ ,]+/);
  return list.filter((word) => /^[a-z]/.test(word)).length * 2 >= list.length;
}

function codesWithoutSentence(codes: readonly string[], sentences: readonly Sentences[]): string[] {
  if (codes.length === 0) return ['The contract has no refusal codes: nothing was read.'];
  return codes
    .filter((code) => !sentences.every((language) => language.has(code)))
    .map(
      (code) => `The refusal ${code} has no sentence in both languages; add it to errors.ja.json and errors.en.json.`,
    );
}

/** Used: named in a source, made by a template whose fixed parts fit, a refusal code, or declared as dynamic. */
function unusedKeys({ sources, codes, dynamicKeys }: Given, ja: Sentences): string[] {
  const text = sources.map((source) => source.text).join('\n');
  const named = new Set([...text.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map((match) => match[1]));
  const templates = templatePatterns(text);
  const isUsed = (key: string) =>
    named.has(key) ||
    codes.includes(key) ||
    dynamicKeys.some(({ prefix }) => key.startsWith(prefix)) ||
    templates.some((pattern) => pattern.test(key));
  return [...ja.keys()]
    .filter((key) => !isUsed(key))
    .map((key) => `${key} is used nowhere; remove it from both languages.`);
}

/** Templates such as `terms.role.${role}`. One fixed word alone (`mail.${x}`) would fit too much and must be declared. */
function templatePatterns(text: string): RegExp[] {
  const templates = [...text.matchAll(/`([a-z][\w-]*\.(?:[\w.-]|\$\{[^}`]*\})*)`/g)].map((match) => match[1] ?? '');
  return templates
    .filter((template) => template.includes('${'))
    .map((template) => template.split(/\$\{[^}]*\}/))
    .filter(
      (fixed) =>
        fixed
          .join('')
          .split('.')
          .filter((word) => word !== '').length >= 2,
    )
    .map((fixed) => new RegExp(`^${fixed.map((part) => part.replaceAll('.', '\\.')).join('[\\w-]+')}$`));
}

function staleDynamicKeys({ dynamicKeys, catalogues }: Given): string[] {
  const keys = catalogues.flatMap((catalogue) => Object.keys(catalogue.sentences));
  return dynamicKeys.flatMap(({ prefix, reason }) => {
    if (!prefix.endsWith('.') || reason.trim() === '')
      return [`dynamic-keys.json: ${prefix} needs a final dot and a reason.`];
    if (keys.some((key) => key.startsWith(prefix))) return [];
    return [`dynamic-keys.json: no key begins with ${prefix}; take it off the list.`];
  });
}
