import { refuse } from '@matoi/kernel';
import type { SubjectKind } from '../../../platform/subjects/index.ts';
import { readBusinessClock } from '../triage/index.ts';
import { reportSignals } from './signal.store.ts';

/** What of a report can call people out of bed, for the module that calls. */
export const reportSignalsOf: NonNullable<SubjectKind['signals']> = {
  async of(reading, subject) {
    const [found] = await reportSignals(reading, { id: subject.id });
    if (found === undefined) return refuse('record.find.not-found');
    return { ...found, isOffHours: !(await readBusinessClock(reading)).isOpen(found.at) };
  },
  async since(reading, since) {
    const clock = await readBusinessClock(reading);
    return (await reportSignals(reading, { since })).map((one) => ({ ...one, isOffHours: !clock.isOpen(one.at) }));
  },
};
