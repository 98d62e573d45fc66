import type { Reading } from '../../../platform/commands/index.ts';
import { accountsAtStake } from './item.store.ts';

/**
 * The accounts that may be in other hands: suspected, confirmed or contained in the scope of some records; with null, of all
 * records that the actor sees. What is eradicated, recovered or cleared can be trusted again.
 */
export function accountsInScope(reading: Reading, subjectIds: readonly string[] | null): Promise<readonly string[]> {
  return accountsAtStake(reading, subjectIds);
}
