import { Readable } from 'node:stream';
import { type Binding, bind } from '../../../platform/http/index.ts';
import {
  addItems,
  changeScopeItem,
  exportItems,
  moveScopeItem,
  moveScopeItems,
  setMeasure,
  withdrawScopeItems,
} from './item.commands.ts';
import { writeCsv } from './item.csv.map.ts';
import { previewList, showItem, showItems, showNumbers, showSummary } from './item.queries.ts';
import { recordNumber } from './number.commands.ts';

const dateOf = (text: string | undefined) => (text === undefined ? null : new Date(text));

/** Binds the routes of the scope. */
export function scopeBindings(): readonly Binding[] {
  return [
    bind('scope.list', (call) => call.read((reading) => showItems(reading, call.query.subjectId))),
    bind('scope.summary', (call) => call.read((reading) => showSummary(reading, call.query.subjectId))),
    bind('scope.preview', (call) => call.read((reading) => previewList(reading, call.body))),
    bind('scope.add', (call) => call.run(addItems, { ...call.body, since: dateOf(call.body.since) })),
    bind('scope.export', async (call) => {
      const { subjectId, language } = call.query;
      const { items, number } = await call.run(exportItems, { subjectId });
      const content = Buffer.from(writeCsv(items, language), 'utf8');
      return {
        name: `scope-${number}.csv`,
        mediaType: 'text/csv',
        size: content.length,
        content: Readable.from([content]),
      };
    }),
    bind('scope.show', (call) => call.read((reading) => showItem(reading, call.params.id))),
    bind('scope.change', (call) => call.run(changeScopeItem, { ...call.params, ...call.body })),
    bind('scope.move', (call) =>
      call.run(moveScopeItem, { ...call.params, ...call.body, since: dateOf(call.body.since) }),
    ),
    bind('scope.move-many', (call) => call.run(moveScopeItems, { ...call.body, since: dateOf(call.body.since) })),
    bind('scope.set-measure', (call) => call.run(setMeasure, call.body)),
    bind('scope.withdraw', (call) => call.run(withdrawScopeItems, call.body)),
    bind('scope.numbers', (call) => call.read((reading) => showNumbers(reading, call.query.subjectId))),
    bind('scope.record-number', (call) => call.run(recordNumber, { ...call.body, asOf: dateOf(call.body.asOf) })),
  ];
}
