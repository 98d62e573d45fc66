import type { Reading } from '../../../platform/commands/index.ts';
import type { Regime } from './obligation.model.ts';
import type { Switch } from './setting.model.ts';
import { switches } from './setting.store.ts';
import { shippedRegimes } from './shipped.queries.ts';

/** The rules of the program as the team has switched them, in all versions. */
export async function regimesInForce(reading: Reading): Promise<readonly Regime[]> {
  return switched(shippedRegimes, await switches(reading));
}

/** Lays the switches of the team over what is shipped. They come with the newest first. */
export function switched(regimes: readonly Regime[], all: readonly Switch[]): readonly Regime[] {
  return regimes.map((regime) => {
    const set = all.find(({ regimeId }) => regimeId === regime.id);
    return set === undefined ? regime : { ...regime, isOn: set.isOn };
  });
}
