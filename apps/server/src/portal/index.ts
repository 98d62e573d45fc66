import type { RouteId } from '@matoi/contract';
import { defaultForm, publicForm } from '../modules/incident-management/public-reporting/index.ts';
import type { Runner } from '../platform/commands/index.ts';
import { type Databases, isDatabaseGone } from '../platform/db/index.ts';
import { findGuest } from '../platform/guests/index.ts';
import type { Binding, HtmlParts } from '../platform/http/index.ts';
import { defaultSettings } from '../platform/settings/index.ts';
import { type PortalParts, pageFor } from './portal.parts.ts';
import { portalBindings } from './portal.routes.ts';
import { refusedPage } from './refused.page.ts';

/** The pages for people without an account: the report form, the page of a link, privacy. */
export type Portal = { readonly bindings: readonly Binding[]; readonly html: HtmlParts };

/** Makes the pages; nothing of them needs a session, a script, or anything from another server. */
export function makePortal(
  parts: PortalParts & { readonly runner: Runner; readonly databases: Pick<Databases, 'app'> },
): Portal {
  const { runner, databases } = parts;
  const nobody = {
    kind: 'guest',
    id: 'anonymous',
    name: 'anonymous',
    roles: [],
    compartments: [],
    address: null,
  } as const;
  return {
    bindings: portalBindings(parts),
    html: {
      store: parts.store,
      findGuest: (token, at) => findGuest(databases.app, token, at),
      async problemPage({ refused, status, request }) {
        const known = await runner
          .read({ ...nobody, permissions: new Set<RouteId>() }, publicForm)
          .catch((error: unknown) => {
            // Without its database the program still says so in a page.
            if (!isDatabaseGone(error)) throw error;
            return { settings: defaultSettings, form: defaultForm };
          });
        const { lang } = request.query as { readonly lang?: unknown };
        const address = request.url.split('?')[0] ?? '';
        const page = pageFor({
          ...known,
          path: /^\/[\w/-]{1,200}$/.test(address) && !address.startsWith('//') ? address : '/report',
          request,
          asked: typeof lang === 'string' ? lang : undefined,
        });
        const { code, params } = refused.refusal;
        return refusedPage(page, { code, status, seconds: Number(params.seconds ?? 60) });
      },
    },
  };
}
