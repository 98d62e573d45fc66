import { refuse } from '@matoi/kernel';
import type { SubjectKind } from '../../../platform/subjects/index.ts';
import { readBusinessClock } from '../triage/index.ts';
import { incidentSignals } from './signal.store.ts';

/** What of an incident can call people out of bed, for the module that calls. Judged by the hour of now: severity comes later. */
export const incidentSignalsOf: NonNullable<SubjectKind['signals']> = {
  async of(reading, subject) {
    const [found] = await incidentSignals(reading, { id: subject.id });
    if (found === undefined) return refuse('record.find.not-found');
    return { ...found, isOffHours: !(await readBusinessClock(reading)).isOpen(reading.now) };
  },
  async since(reading, since) {
    const clock = await readBusinessClock(reading);
    return (await incidentSignals(reading, { since })).map((one) => ({ ...one, isOffHours: !clock.isOpen(one.at) }));
  },
};
