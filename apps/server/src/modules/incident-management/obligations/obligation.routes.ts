import { type Binding, bind } from '../../../platform/http/index.ts';
import { showClocks, showFactHistory, showObligations, showVocabulary } from './obligation.queries.ts';
import { assertAnchor, proposeAnchor, recordFacts, ruleObligation } from './record.commands.ts';

/** Binds the routes of what is known of a record, of anchors and of the duties that follow. */
export function obligationBindings(): readonly Binding[] {
  return [
    bind('obligations.vocabulary', async () => showVocabulary()),
    bind('obligations.show', (call) => call.read((reading) => showObligations(reading, call.params.id))),
    bind('obligations.clocks', (call) => call.read((reading) => showClocks(reading, call.params.id))),
    bind('obligations.record-facts', (call) => call.run(recordFacts, { subjectId: call.params.id, ...call.body })),
    bind('obligations.fact-history', (call) =>
      call.read((reading) => showFactHistory(reading, call.params.id, call.query.key)),
    ),
    bind('obligations.propose-anchor', (call) =>
      call.run(proposeAnchor, {
        subjectId: call.params.id,
        ...call.body,
        at: new Date(call.body.at),
        zone: call.body.zone ?? null,
      }),
    ),
    bind('obligations.assert-anchor', (call) => call.run(assertAnchor, call.body)),
    bind('obligations.rule', (call) => call.run(ruleObligation, { subjectId: call.params.id, ...call.body })),
  ];
}
