import { type Refusal, refusal } from '@matoi/kernel';
import type { Spelled } from './observable.rules.ts';

/** Clocks of machines go ahead of ours by a little. Milliseconds. */
const clockSkewMs = 5 * 60_000;
/** The same source is told of in the journal once in this time; the list of sightings has them all. Milliseconds. */
const toldAgainMs = 24 * 60 * 60_000;

/**
 * What is noted of a sighting, or why not: no value; of tomorrow; of a value that stands on no record that the actor
 * sees, where none was named.
 */
export function decideSighting(
  {
    value,
    hasPlace,
    refused,
  }: { readonly value: Spelled | null; readonly hasPlace: boolean; readonly refused: Refusal | null },
  seenAt: Date,
  now: Date,
): Spelled | Refusal {
  if (value === null)
    return refusal('sightings.add.value-invalid', {}, [{ path: 'body.value', code: 'sightings.add.value-invalid' }]);
  if (seenAt.getTime() > now.getTime() + clockSkewMs)
    return refusal('sightings.add.in-the-future', {}, [{ path: 'body.seenAt', code: 'sightings.add.in-the-future' }]);
  if (!hasPlace)
    return refusal('sightings.add.value-unknown', {}, [{ path: 'body.value', code: 'sightings.add.value-unknown' }]);
  return refused ?? value;
}

/** Whether a sighting is told of in the journal: the first one of its source, and the first one of a day. */
export function isTold(lastOfSource: Date | null, now: Date): boolean {
  return lastOfSource === null || now.getTime() - lastOfSource.getTime() >= toldAgainMs;
}
