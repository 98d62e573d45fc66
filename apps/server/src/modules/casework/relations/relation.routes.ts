import { type Binding, bind } from '../../../platform/http/index.ts';
import { addRelation, removeRelation } from './relation.commands.ts';
import { showRelations } from './relation.queries.ts';

/** Binds the routes of relations. */
export function relationsBindings(): readonly Binding[] {
  return [
    bind('relations.list', (call) => call.read((reading) => showRelations(reading, call.query.subjectId))),
    bind('relations.add', (call) => call.run(addRelation, { ...call.body, note: call.body.note ?? null })),
    bind('relations.remove', (call) => call.run(removeRelation, { params: call.params, body: call.body })),
  ];
}
