import { sentence } from '@matoi/catalogues';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { writeTable } from '../../../platform/tables/index.ts';
import { changeAdapter, createAdapter, noteAdapterTest, renewReceipt } from './adapter.commands.ts';
import { handOver } from './adapter.map.ts';
import { readyTest, shownAdapters } from './adapter.queries.ts';
import { answerCall, bookHours, notePhoneCall, showLink } from './answer.commands.ts';
import { nextCallStep, startCall, startDrill, stopCall } from './call.commands.ts';
import { boardOfCalls, pageOfCalls, showCall, targetsNow } from './call.queries.ts';
import { viewCall } from './call.views.ts';
import type { Sending } from './chain.commands.ts';
import { hourRows, hoursOf } from './hours.queries.ts';
import { setPolicies } from './policy.commands.ts';
import { dryRun, showPolicies } from './policy.queries.ts';
import { receiptBindings } from './receipt.routes.ts';

const sort = 'call-outs.list newest';

/** Binds calls. The page of somebody who is called is bound by the portal. */
export function callBindings(parts: ModuleParts): readonly Binding[] {
  const { cursorKey, guestKey, secretKey, publicUrl } = parts;
  const hasRelay = parts.transport !== null;
  const sending: Sending = { key: guestKey, hasRelay };
  return [
    ...receiptBindings(parts),
    bind('call-outs.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const page = await pageOfCalls(reading, query, decodeCursor(cursorKey, sort, query.cursor));
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (one) => ({ sort, value: one.startedAt.toISOString(), id: one.id }),
          view: (one) => viewCall(one, page.parts, reading),
        });
      }),
    ),
    bind('call-outs.board', (call) => call.read(boardOfCalls)),
    bind('call-outs.targets', (call) => call.read((reading) => targetsNow(reading, { hasRelay }))),
    bind('call-outs.hours', (call) => call.read((reading) => hoursOf(reading, call.query))),
    bind('call-outs.hours-table', async (call) => {
      const { language } = call.query;
      const rows = await call.read((reading) => hourRows(reading, call.query));
      const head = (['record', 'call', 'name', 'from', 'until', 'minutes'] as const).map((column) =>
        sentence(language, `call-outs.hours.column-${column}`),
      );
      async function* pages() {
        yield [head, ...rows.map((row) => row.map(String))];
      }
      return {
        name: 'call-out-hours.csv',
        mediaType: 'text/csv; charset=utf-8',
        size: null,
        content: writeTable(pages(), { format: 'csv', sheet: '', widths: [] }),
      };
    }),
    bind('call-outs.start', (call) => call.run(startCall, { body: call.body, sending })),
    bind('call-outs.drill', (call) => call.run(startDrill, { body: call.body, sending })),
    bind('call-outs.show', (call) => call.read((reading) => showCall(reading, call.params.id))),
    bind('call-outs.stop', (call) => call.run(stopCall, { params: call.params, body: call.body })),
    bind('call-outs.next', (call) => call.run(nextCallStep, { params: call.params, sending })),
    bind('call-out-people.answer', (call) => call.run(answerCall, { params: call.params, body: call.body })),
    bind('call-out-people.phone', (call) => call.run(notePhoneCall, { params: call.params, body: call.body })),
    bind('call-out-people.book', (call) => call.run(bookHours, { params: call.params, body: call.body })),
    bind('call-out-people.link', (call) => call.run(showLink, { params: call.params, keys: { guestKey, publicUrl } })),
    bind('call-policies.show', (call) => call.read(showPolicies)),
    bind('call-policies.set', (call) => call.run(setPolicies, { body: call.body })),
    bind('call-policies.try', (call) => call.read((reading) => dryRun(reading, call.body.policies))),
    bind('call-adapters.list', (call) => call.read(shownAdapters)),
    bind('call-adapters.create', (call) => call.run(createAdapter, { body: call.body, key: secretKey })),
    bind('call-adapters.change', (call) =>
      call.run(changeAdapter, { params: call.params, body: call.body, key: secretKey }),
    ),
    bind('call-adapters.renew-receipt', (call) => call.run(renewReceipt, { params: call.params, publicUrl })),
    bind('call-adapters.test', async (call) => {
      const { id } = call.params;
      const ready = await call.read((reading) =>
        readyTest(
          reading,
          { id, address: call.body.address, sentence: sentence('ja', 'call-outs.notice.test-short') },
          { secretKey, publicUrl },
        ),
      );
      return call.run(noteAdapterTest, { id, outcome: await handOver(ready.definition, ready) });
    }),
  ];
}
