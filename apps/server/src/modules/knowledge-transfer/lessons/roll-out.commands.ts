import type { BodyOf, RouteWith } from '@matoi/contract';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { enterInstruction, planInstruction, showInstruction } from '../../casework/tasks/index.ts';
import { decideRollOut } from './measure.rules.ts';
import { findMeasure } from './measure.store.ts';

type RollOut = {
  readonly params: { readonly id: string };
  readonly body: BodyOf<RouteWith<'instructions.roll-out'>>;
  readonly key: Buffer;
  readonly hasRelay: boolean;
};

/**
 * Rolls a measure out to other sites (横展開): an instruction or a request goes out, on the record of the measure. It needs
 * no open record, as measures do not: other sites are told when the incident is long over, and go on answering.
 */
export const rollOutMeasure = defineCommand({
  id: 'instructions.roll-out',
  async load(work: Work, { params }: RollOut) {
    const measure = await findMeasure(work, params.id, { forUpdate: true });
    return { measure, subject: await findSubject(work, measure.subjectId) };
  },
  permit: permitAll,
  decide: ({ measure }, { body }, { now }) => decideRollOut(measure) ?? planInstruction(body, { now }),
  async record(work, { loaded: { measure, subject }, change: plan, input: { body, key, hasRelay } }) {
    const source = { kind: 'measure', label: measure.title, id: measure.id } as const;
    const { id, number } = await enterInstruction(work, subject, { words: body, plan, source, key, hasRelay });
    return {
      subjectId: subject.id,
      audit: { measureId: measure.id, instructionId: id, number, kind: body.kind, recipients: body.recipients.length },
      facts: [],
      result: id,
    };
  },
  show: (work, id) => showInstruction(work, id),
});
