import { refuse } from '@matoi/kernel';
import { charterText, publicCharter } from '../modules/governance/charter/index.ts';
import { publicForm } from '../modules/incident-management/public-reporting/index.ts';
import { type Binding, bind, type Call } from '../platform/http/index.ts';
import { charterPage } from './charter.page.ts';
import { type PortalParts, pageFor } from './portal.parts.ts';

/** Binds what the team says of itself to its public addresses. While it is not published, there is no such page. */
export function charterPageBindings(parts: PortalParts): readonly Binding[] {
  const opened = async (call: Pick<Call<'charter-page.show'>, 'read' | 'query' | 'raw'>) => {
    const { settings, form, charter } = await call.read(async (reading) => ({
      ...(await publicForm(reading)),
      charter: await publicCharter(reading, parts),
    }));
    if (charter === null) return refuse('request.route.unknown');
    const page = pageFor({ settings, form, path: '/rfc2350', request: call.raw.request, asked: call.query.lang });
    return { page, form, ...charter(page.language) };
  };
  return [
    bind('charter-page.show', async (call) => {
      const { page, title, parts: shown, form } = await opened(call);
      return charterPage(page, { title, parts: shown, isFormOpen: form.isOpen });
    }),
    bind('charter-page.text', async (call) => {
      const { page, ...charter } = await opened(call);
      return {
        kind: 'text',
        status: 200,
        mediaType: 'text/plain; charset=utf-8',
        text: charterText(charter),
        headers: { 'content-language': page.language, 'x-content-type-options': 'nosniff' },
      };
    }),
  ] satisfies readonly Binding[];
}
