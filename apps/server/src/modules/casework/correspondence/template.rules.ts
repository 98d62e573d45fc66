import { type Locale, type MessagePurpose, templateVariables } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';

type BothLanguages = { readonly ja: string; readonly en: string };

/** A prepared text. Its variables are names in double braces from a closed set; there is no logic in it. */
export type Template = {
  readonly key: string;
  readonly version: number;
  readonly purpose: MessagePurpose;
  readonly name: BothLanguages;
  readonly title: BothLanguages;
  readonly text: BothLanguages;
  readonly isReady: boolean;
  readonly isRetired: boolean;
  readonly changedAt: Date | null;
  readonly changedBy: {
    readonly kind: 'user' | 'token' | 'guest' | 'system';
    readonly id: string;
    readonly name: string;
  } | null;
};

/** White space is cut off afterwards: beside a pattern for it, a text full of spaces would be tried in every way. */
const braces = /\{\{([^{}]{0,120})\}\}/gu;

/** The names that a text has in double braces, each once. */
export function variablesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(braces)].map((found) => (found[1] ?? '').trim()))];
}

/** Refuses a text that mentions anything outside of the closed set, with the first such name. */
export function refusalOfVariables(
  texts: readonly (readonly [path: string, text: string])[],
  allowed: readonly string[],
): Refusal | null {
  const code = 'correspondence.change-template.unknown-variable';
  for (const [path, text] of texts) {
    const unknown = variablesIn(text).find((name) => !allowed.includes(name));
    if (unknown === undefined) continue;
    const params = { name: unknown.slice(0, 60), known: allowed.join(', ') };
    return refusal(code, params, [{ path, code, params }]);
  }
  return null;
}

/**
 * Fills a text in one pass: what a value contains is never looked at again, so that a name or subject written by a
 * stranger cannot bring in another variable. A variable without a value stays as it is written.
 */
export function fillTemplate(text: string, values: Readonly<Partial<Record<string, string>>>): string {
  return text.replace(braces, (whole, written: string) => {
    const name = written.trim();
    return Object.hasOwn(values, name) ? (values[name] ?? whole) : whole;
  });
}

const allVariables: ReadonlySet<string> = new Set(Object.values(templateVariables).flat());

/** A variable that was left unfilled in a mail that is about to leave, or null. Other double braces are plain text. */
export function variableLeft(texts: readonly string[]): string | null {
  return texts.flatMap(variablesIn).find((name) => allVariables.has(name)) ?? null;
}

/** Without these the program itself could not write. */
const alwaysNeeded: ReadonlySet<string> = new Set(['acknowledgement', 'digest']);

export function isAlwaysNeeded(key: string): boolean {
  return alwaysNeeded.has(key);
}

/** What is to become of a template, or why not. */
export function decideTemplate(
  template: Pick<Template, 'key' | 'purpose'>,
  change: {
    readonly title: BothLanguages;
    readonly text: BothLanguages;
    readonly isRetired: boolean;
  },
): Refusal | null {
  if (change.isRetired && isAlwaysNeeded(template.key)) {
    return refusal('correspondence.change-template.always-needed');
  }
  const languages: readonly Locale[] = ['ja', 'en'];
  return refusalOfVariables(
    languages.flatMap((locale) => [
      [`body.title.${locale}`, change.title[locale]] as const,
      [`body.text.${locale}`, change.text[locale]] as const,
    ]),
    templateVariables[template.purpose],
  );
}

/** The texts that come with the program, each as the team changed it, then the team's own. */
export function mergeTemplates(ready: readonly Template[], own: readonly Template[]): readonly Template[] {
  const changed = new Map(own.map((one) => [one.key, one]));
  const keys = new Set(ready.map(({ key }) => key));
  return [
    ...ready.map((one) => ({ ...(changed.get(one.key) ?? one), isReady: true })),
    ...own.filter(({ key }) => !keys.has(key)),
  ];
}
