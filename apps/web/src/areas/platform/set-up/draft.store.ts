import { type Locale, locales } from '@matoi/contract/values';
import { localShelf } from '../../../shared/drafts.store.ts';

/** What the set-up remembers across a reload. The password is never kept. */
export type SetUpDraft = {
  readonly step: number;
  readonly locale: Locale;
  readonly teamName: string;
  readonly mailFrom: string;
  readonly zone: string;
  readonly name: string;
  readonly email: string;
};

const key = 'matoi.set-up';

/** Reads back what was typed before a reload; anything unreadable is left aside. */
export function parseDraft(text: string | null, fallback: SetUpDraft): SetUpDraft {
  if (text === null) return fallback;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return fallback;
    const given = value as Record<string, unknown>;
    const line = (name: 'teamName' | 'mailFrom' | 'zone' | 'name' | 'email') => {
      const found = given[name];
      return typeof found === 'string' ? found : fallback[name];
    };
    return {
      step: typeof given.step === 'number' && [0, 1, 2].includes(given.step) ? given.step : fallback.step,
      locale: locales.find((each) => each === given.locale) ?? fallback.locale,
      teamName: line('teamName'),
      mailFrom: line('mailFrom'),
      zone: line('zone'),
      name: line('name'),
      email: line('email'),
    };
  } catch (error) {
    if (error instanceof SyntaxError) return fallback;
    throw error;
  }
}

export function readDraft(fallback: SetUpDraft): SetUpDraft {
  return parseDraft(localShelf()?.getItem(key) ?? null, fallback);
}

export function writeDraft(draft: SetUpDraft): void {
  localShelf()?.setItem(key, JSON.stringify(draft));
}

export function dropDraft(): void {
  localShelf()?.removeItem(key);
}
