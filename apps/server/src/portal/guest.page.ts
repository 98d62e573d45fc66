import type { Locale } from '@matoi/contract';
import { publicForm } from '../modules/incident-management/public-reporting/index.ts';
import { makeNonce } from '../platform/guests/index.ts';
import type { Call } from '../platform/http/index.ts';
import type { Reading } from '../platform/work/index.ts';
import type { Page } from './page.frame.ts';
import { type PortalParts, pageFor } from './portal.parts.ts';

/** What the page of one guest is made of: its frame, and what this guest sees. */
export type GuestPage<Found> = { readonly page: Page; readonly found: Found };

/** Reads the page behind a guest's link, in the language in which this person was written to, whatever the browser prefers. */
export async function readGuestPage<Found extends { readonly locale: Locale }>(
  call: Pick<Call<'tracking.show'>, 'params' | 'query' | 'read' | 'raw'>,
  find: (reading: Reading) => Promise<Found>,
): Promise<GuestPage<Found>> {
  const { settings, form, found } = await call.read(async (reading) => ({
    ...(await publicForm(reading)),
    found: await find(reading),
  }));
  const page = pageFor({
    settings: { ...settings, locale: found.locale },
    form,
    path: `/g/${call.params.token}`,
    request: call.raw.request,
    asked: call.query.lang ?? found.locale,
  });
  return { page, found };
}

/** The nonce of the form on this page: no other site and no opened link can send it. */
export function nonceOf(parts: PortalParts, page: Page): string {
  return makeNonce(parts.guestKey, { purpose: page.path, now: parts.clock(), random: parts.random });
}
