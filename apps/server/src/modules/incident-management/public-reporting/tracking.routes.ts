import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { changeForm } from './form.commands.ts';
import { publicForm, viewForm } from './form.queries.ts';
import { renewLink, revokeLink } from './tracking.commands.ts';
import { linksOf } from './tracking.queries.ts';

/** Binds what staff does with the form and the links. The pages themselves are bound by the portal. */
export function publicReportingBindings({
  publicUrl,
  guestKey,
}: Pick<ModuleParts, 'publicUrl' | 'guestKey'>): readonly Binding[] {
  return [
    bind('public-form.settings', async (call) => {
      const { form } = await call.read(publicForm);
      return viewForm(form, { publicUrl, actor: call.actor });
    }),
    bind('public-form.change', async (call) =>
      viewForm(await call.run(changeForm, call.body), { publicUrl, actor: call.actor }),
    ),
    bind('tracking-links.list', (call) => call.read((reading) => linksOf(reading, call.query.subjectId))),
    bind('tracking-links.renew', async (call) => {
      const { token, link } = await call.run(renewLink, { ...call.body, key: guestKey });
      return { link, address: `${publicUrl}/g/${token}` };
    }),
    bind('tracking-links.revoke', (call) => call.run(revokeLink, call.params)),
  ];
}
