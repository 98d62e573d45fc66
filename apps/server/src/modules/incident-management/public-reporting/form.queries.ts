import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings, type Settings } from '../../../platform/settings/index.ts';
import type { VersionedForm } from './form.model.ts';
import { readForm } from './form.store.ts';

/** What every public page says of the team. */
export async function publicForm(
  reading: Reading,
): Promise<{ readonly settings: Settings; readonly form: VersionedForm }> {
  return { settings: await readSettings(reading.db), form: await readForm(reading) };
}

/** The form as its settings page shows it. */
export function viewForm(
  form: VersionedForm,
  given: { readonly publicUrl: string; readonly actor: Pick<Actor, 'permissions'> },
): ResponseOf<RouteWith<'public-form.settings'>> {
  return {
    ...form,
    tiles: [...form.tiles],
    address: `${given.publicUrl}/report`,
    can: { change: given.actor.permissions.has('public-form.change') },
  };
}
