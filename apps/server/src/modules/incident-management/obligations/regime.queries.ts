import type { Reading } from '../../../platform/commands/index.ts';
import type { Regime } from './obligation.model.ts';
import { laidOut } from './own-rule.map.ts';
import { ownVersions } from './own-rule.store.ts';
import type { Switch } from './setting.model.ts';
import { switches } from './setting.store.ts';
import { shippedRegimes } from './shipped.queries.ts';

/** The rules of the program and of the team, in all versions, as the team has switched them. */
export async function regimesInForce(reading: Reading): Promise<readonly Regime[]> {
  const own = laidOut(await ownVersions(reading));
  return switched([...shippedRegimes, ...own], await switches(reading));
}

/** Lays the switches of the team over what is shipped. They come with the newest first. */
export function switched(regimes: readonly Regime[], all: readonly Switch[]): readonly Regime[] {
  return regimes.map((regime) => {
    const set = all.find(({ regimeId }) => regimeId === regime.id);
    return set === undefined ? regime : { ...regime, isOn: set.isOn };
  });
}
