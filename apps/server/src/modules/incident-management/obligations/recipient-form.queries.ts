import type { ResponseOf, RouteWith } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import type { FormVersion } from './recipient-form.model.ts';
import { formTargets, isSameForm, newestForms } from './recipient-form.rules.ts';
import { formBytes, formVersions } from './recipient-form.store.ts';
import { regimesInForce } from './regime.queries.ts';
import { factFields, formViews } from './shipped.queries.ts';

type Shown = ResponseOf<RouteWith<'obligation-forms.show'>>;

/** The forms that are offered beside a filing: the newest version of each that its recipient has. */
export async function formsFor(
  reading: Reading,
  { regimeId, recipient }: { readonly regimeId: string; readonly recipient: string },
): Promise<readonly FormVersion[]> {
  const [code = ''] = recipient.split(':');
  return newestForms(await formVersions(reading, { regimeId, recipient: code })).filter(
    ({ sha256 }) => sha256 !== null,
  );
}

/** Whose forms can be kept. */
export async function targetsNow(reading: Reading) {
  return formTargets(await regimesInForce(reading), formViews);
}

/** The fields that a mapping may name: those of the record, and the moments that the recipient is told. */
export function knownKeys(targetKeys: readonly string[]): ReadonlySet<string> {
  return new Set([...factFields.map(({ key }) => key), ...targetKeys]);
}

/** One version with its .xlsx. Refuses with `record.find.not-found`, also where the version ended the line. */
export async function formFile(
  reading: Reading,
  id: string,
): Promise<{ readonly form: FormVersion; readonly bytes: Buffer }> {
  const form = (await formVersions(reading)).find((one) => one.id === id);
  const bytes = await formBytes(reading, id);
  return form === undefined || bytes === null ? refuse('record.find.not-found') : { form, bytes };
}

/** Every form that is kept, and whose can be. */
export async function showForms(reading: Reading): Promise<Shown> {
  const versions = await formVersions(reading);
  return {
    items: newestForms(versions).map((form) => ({
      ...viewVersion(form),
      regimeId: form.regimeId,
      recipient: form.recipient,
      name: form.name,
      cells: form.cells.map((cell) => ({ ...cell })),
      versions: versions
        .filter((one) => isSameForm(one, form))
        .toSorted((one, other) => other.version - one.version)
        .map(viewVersion),
    })),
    targets: (await targetsNow(reading)).map((target) => ({ ...target, keys: [...target.keys] })),
  };
}

function viewVersion({ id, version, fileName, sha256, reason, writtenAt, writtenBy }: FormVersion) {
  const isEnded = sha256 === null;
  return { id, version, fileName, sha256, isEnded, reason, writtenAt: writtenAt.toISOString(), writtenBy };
}
