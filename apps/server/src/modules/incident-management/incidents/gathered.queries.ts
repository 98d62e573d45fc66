import type { GatheredPart } from '@matoi/contract';
import { asId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { filesOn } from '../../casework/attachments/index.ts';
import { notesOn } from '../../casework/notes/index.ts';
import { scopeOn } from '../../casework/scope/index.ts';
import { instructionsOn, tasksOn } from '../../casework/tasks/index.ts';
import { countsOn } from '../../casework/timeline/index.ts';
import { measuresOn } from '../../knowledge-transfer/lessons/index.ts';
import { occurrencesOf } from '../../situational-awareness/observables/index.ts';
import { runsOn } from '../playbooks/index.ts';

/** How much of each part lies on an incident and would be shown from the one that it is merged into. */
export async function gatheredFrom(
  reading: Reading,
  id: string,
): Promise<readonly { readonly part: GatheredPart; readonly count: number }[]> {
  const subjectId = asId<'Subject'>(id);
  const timeline = await countsOn(reading, id);
  const values = new Set((await occurrencesOf(reading, id)).map(({ valueId }) => valueId));
  const files = (await filesOn(reading, id)).filter(({ withdrawn }) => withdrawn === null);
  const counts: Readonly<Record<GatheredPart, number>> = {
    tasks: (await tasksOn(reading, subjectId)).length,
    instructions: (await instructionsOn(reading, subjectId)).length,
    scope: (await scopeOn(reading, id)).items.length,
    observables: values.size,
    timeline: timeline.entries,
    events: timeline.events,
    files: files.length,
    notes: (await notesOn(reading, id)).length,
    'playbook-runs': (await runsOn(reading, id)).length,
    measures: (await measuresOn(reading, id)).length,
  };
  return Object.entries(counts).flatMap(([part, count]) =>
    count === 0 ? [] : [{ part: part as GatheredPart, count }],
  );
}
