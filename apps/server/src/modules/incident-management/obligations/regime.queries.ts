import type { Reading } from '../../../platform/commands/index.ts';
import type { Regime } from './obligation.model.ts';
import type { OwnRegime, Switch } from './setting.model.ts';
import { ownRegimes, switches } from './setting.store.ts';
import { shippedRegimes } from './shipped.queries.ts';

/** The rules as they are switched, in all versions: those of the program, and those of the team that somebody approved. */
export async function regimesInForce(reading: Reading): Promise<readonly Regime[]> {
  return switched([...shippedRegimes, ...approved(await ownRegimes(reading))], await switches(reading));
}

const approved = (own: readonly OwnRegime[]) =>
  own.flatMap(({ state, definition }) => (state === 'approved' ? [definition] : []));

/** Lays the switches of the team over what is shipped. They come with the newest first. */
export function switched(regimes: readonly Regime[], all: readonly Switch[]): readonly Regime[] {
  return regimes.map((regime) => {
    const set = all.find(({ regimeId }) => regimeId === regime.id);
    return set === undefined ? regime : { ...regime, isOn: set.isOn };
  });
}
