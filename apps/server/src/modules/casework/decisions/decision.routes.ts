import { Readable } from 'node:stream';
import { refuse } from '@matoi/kernel';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import type { DocumentRenderer } from '../../../platform/documents/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { writeTable } from '../../../platform/tables/index.ts';
import { askDecision } from './ask.commands.ts';
import { askAlso, givePin, handLink } from './asked.commands.ts';
import { agree, confirm, decide, reportEmergency, say, withdraw } from './decide.commands.ts';
import { showDecision, showDecisions, showWaiting } from './decision.queries.ts';
import { decisionLog } from './log.queries.ts';
import { recordOral } from './oral.commands.ts';
import { orderDecision } from './order.commands.ts';

type Parts = Pick<ModuleParts, 'guestKey' | 'publicUrl' | 'transport' | 'clock'> & {
  readonly renderer: DocumentRenderer;
};

/** Binds the routes of decisions. */
export function decisionBindings({ guestKey, publicUrl, transport, clock, renderer }: Parts): readonly Binding[] {
  const links = { key: guestKey, hasRelay: transport !== null };
  return [
    bind('decisions.list', (call) => call.read((reading) => showDecisions(reading, call.params.id))),
    bind('decisions.waiting', (call) => call.read((reading) => showWaiting(reading, call.query))),
    bind('decisions.show', (call) => call.read((reading) => showDecision(reading, call.params.id))),
    bind('decisions.ask', (call) => call.run(askDecision, { params: call.params, body: call.body, links })),
    bind('decisions.order', (call) => call.run(orderDecision, { params: call.params, body: call.body })),
    bind('decisions.record-oral', (call) => call.run(recordOral, { params: call.params, body: call.body, links })),
    bind('decisions.decide', (call) => call.run(decide, { params: call.params, body: call.body })),
    bind('decisions.agree', (call) => call.run(agree, { params: call.params, body: call.body })),
    bind('decisions.say', (call) => call.run(say, { params: call.params, body: call.body })),
    bind('decisions.ask-also', (call) => call.run(askAlso, { params: call.params, body: call.body, links })),
    bind('decisions.confirm', (call) => call.run(confirm, { params: call.params, body: call.body })),
    bind('decisions.report', (call) => call.run(reportEmergency, { params: call.params, body: call.body })),
    bind('decisions.withdraw', (call) => call.run(withdraw, { params: call.params, body: call.body })),
    bind('decision-asked.pin', (call) => call.run(givePin, { params: call.params, key: guestKey })),
    bind('decision-asked.link', (call) =>
      call.run(handLink, { params: call.params, body: call.body, key: guestKey, publicUrl }),
    ),
    bind('decisions.log', async (call) => {
      const { format, language } = call.query;
      const log = await call.read((reading) => decisionLog(reading, { ref: call.params.id, language }));
      if (format === 'csv') {
        const pages = async function* () {
          yield [log.headings, ...log.rows];
        };
        return {
          name: `${log.name}.csv`,
          mediaType: 'text/csv; charset=utf-8',
          size: null,
          content: writeTable(pages(), { format: 'csv', sheet: '', widths: [] }),
        };
      }
      const made = await renderer.render({ document: log.document, format, at: clock() });
      if (!made.isMade) return refuse('decisions.log.not-made');
      return {
        name: `${log.name}.pdf`,
        mediaType: 'application/pdf',
        size: made.bytes.length,
        content: Readable.from([made.bytes]),
      };
    }),
  ];
}
