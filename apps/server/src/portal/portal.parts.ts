import type { Locale } from '@matoi/contract';
import type { FastifyRequest } from 'fastify';
import type { VersionedForm } from '../modules/incident-management/public-reporting/index.ts';
import type { ObjectStore } from '../platform/files/index.ts';
import type { PortalLimits } from '../platform/guests/index.ts';
import type { Settings } from '../platform/settings/index.ts';
import { defaultSettings } from '../platform/settings/index.ts';
import type { Page } from './page.frame.ts';

/** What the program hands to the pages. */
export type PortalParts = {
  readonly guestKey: Buffer;
  readonly store: ObjectStore;
  readonly limits: PortalLimits;
  readonly publicUrl: string;
  /** False where no mail leaves at all: then none is promised. */
  readonly hasRelay: boolean;
  readonly clock: () => Date;
  readonly random: (count: number) => Uint8Array;
};

/** The language of a page: the one asked for, else the first of the browser's that we have, else the team's. */
export function languageFor(
  asked: string | undefined,
  given: { readonly accepted: string | undefined; readonly fallback: Locale },
): Locale {
  if (asked === 'ja' || asked === 'en') return asked;
  const wanted = (given.accepted ?? '')
    .slice(0, 500)
    .split(',')
    .map((part, at) => {
      const [tag = '', ...rest] = part.trim().toLowerCase().split(';');
      const quality = Number(/^\s*q=([\d.]+)$/.exec(rest.join(';'))?.[1] ?? 1);
      return { language: tag.split('-')[0] ?? '', quality: Number.isNaN(quality) ? 0 : quality, at };
    })
    .sort((one, other) => other.quality - one.quality || one.at - other.at);
  for (const { language, quality } of wanted) {
    if (quality > 0 && (language === 'ja' || language === 'en')) return language;
  }
  return given.fallback;
}

/** What every page is made for: its language, the team's name, and how to reach it. */
export function pageFor(given: {
  readonly settings: Pick<Settings, 'teamName' | 'locale' | 'mailFrom'>;
  readonly form: Pick<VersionedForm, 'phone' | 'hours'>;
  readonly path: string;
  readonly request: FastifyRequest;
  readonly asked: string | undefined;
}): Page {
  const { settings, form } = given;
  const accepted = given.request.headers['accept-language'];
  const language = languageFor(given.asked, { accepted, fallback: settings.locale });
  return {
    language,
    team: {
      name: settings.teamName,
      phone: form.phone,
      hours: form.hours[language],
      // The address that nobody has set is nobody's.
      mail: settings.mailFrom === defaultSettings.mailFrom ? null : settings.mailFrom,
    },
    path: given.path,
  };
}
