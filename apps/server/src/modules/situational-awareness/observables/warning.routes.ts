import { type Binding, bind } from '../../../platform/http/index.ts';
import { addWarningList, changeWarningList, endWarningList, turnWarningList } from './warning.commands.ts';
import { allWarningLists, hitsOf, showWarningList } from './warning.queries.ts';

/** Binds the routes of warning lists. */
export function warningBindings(): readonly Binding[] {
  return [
    bind('warning-lists.list', (call) => call.read(async (reading) => ({ items: await allWarningLists(reading) }))),
    bind('warning-lists.show', (call) => call.read((reading) => showWarningList(reading, call.params.id))),
    bind('warning-lists.hits', (call) => call.read((reading) => hitsOf(reading, call.params.id))),
    bind('warning-lists.add', (call) => call.run(addWarningList, call.body)),
    bind('warning-lists.change', (call) => call.run(changeWarningList, { ...call.params, ...call.body })),
    bind('warning-lists.switch', (call) => call.run(turnWarningList, { ...call.params, ...call.body })),
    bind('warning-lists.withdraw', (call) => call.run(endWarningList, call.params)),
  ];
}
