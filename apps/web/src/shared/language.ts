import type { SentenceKey } from '@matoi/catalogues';
import { type Locale, locales } from '@matoi/contract/values';
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

export type { SentenceKey } from '@matoi/catalogues';
export type SentenceParams = Readonly<Record<string, string | number | boolean>>;
/** Says a sentence of the catalogues in the reader's language. */
export type Say = (key: SentenceKey, params?: SentenceParams) => string;

const storageKey = 'matoi.locale';

type Part = () => Promise<{ readonly sentences: Readonly<Record<string, string>> }>;

const loaders: Readonly<Record<Locale, { readonly first: Part; readonly later: Part }>> = {
  ja: { first: () => import('@matoi/catalogues/ja/first'), later: () => import('@matoi/catalogues/ja/later') },
  en: { first: () => import('@matoi/catalogues/en/first'), later: () => import('@matoi/catalogues/en/later') },
};

/** Set once a page was asked for that says more than the first ones do; from then on every language is loaded whole. */
let later: Promise<void> | null = null;

async function add(locale: Locale, part: Part): Promise<void> {
  i18next.addResourceBundle(locale, 'translation', (await part()).sentences);
}

/** Loads what only further pages say. The first pages do without it, so that they are there sooner. */
export function loadLaterSentences(): Promise<void> {
  later ??= add(currentLocale(), loaders[currentLocale()].later);
  return later;
}

/** The language before anybody has signed in: what was chosen here last, else that of the browser. */
export function firstLocale(): Locale {
  return document.documentElement.lang === 'en' ? 'en' : 'ja';
}

/** Starts with one language; the other one is fetched only when somebody chooses it. */
export async function startLanguage(locale: Locale): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    supportedLngs: [...locales],
    resources: {},
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await changeLanguage(locale);
}

/** Loads the language if needed, switches every sentence, and remembers the choice in this browser. */
export async function changeLanguage(locale: Locale): Promise<void> {
  const { first, later: rest } = loaders[locale];
  await Promise.all([add(locale, first), later === null ? undefined : add(locale, rest)]);
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
  try {
    localStorage.setItem(storageKey, locale);
  } catch {
    return; // Storage is switched off: the account's language still counts after the sign-in.
  }
}

/** The language now, outside of components. */
export function currentLocale(): Locale {
  return i18next.language === 'en' ? 'en' : 'ja';
}

/** Says sentences in the language of the reader; the component is drawn again when it changes. */
export function useSay(): { say: Say; locale: Locale; has: (key: string) => key is SentenceKey } {
  const { t, i18n } = useTranslation();
  return {
    say: t as unknown as Say,
    locale: i18n.language === 'en' ? 'en' : 'ja',
    has: (key): key is SentenceKey => i18n.exists(key),
  };
}

/** Says a sentence outside of components, for toasts after an act. */
export function sayNow(key: SentenceKey, params?: SentenceParams): string {
  return (i18next.t as unknown as Say)(key, params);
}
