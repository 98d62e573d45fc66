import { type ClosableOutcome, closableOutcomes, incidentPhases } from '@matoi/contract/values';
import { defineCommand } from 'citty';
import { connect, orExplain } from '../../connection.ts';
import { printJson, printTable, safe } from '../../output.ts';

const json = { type: 'boolean', description: 'print as JSON' } as const;
const number = { type: 'positional', required: true, description: 'INC-2026-0001' } as const;

const list = defineCommand({
  meta: { name: 'list', description: 'List incidents, newest first' },
  args: {
    phase: { type: 'string', description: `${incidentPhases.join(', ')}; several separated by commas` },
    q: { type: 'string', description: 'text to find' },
    limit: { type: 'string', default: '50', description: 'at most 200' },
    json,
  },
  async run({ args }) {
    const query = {
      limit: args.limit,
      ...(args.phase === undefined ? {} : { phase: args.phase }),
      ...(args.q === undefined ? {} : { q: args.q }),
    };
    const page = await orExplain(connect().call('GET /api/v1/incidents', { query }));
    if (args.json) return printJson(page);
    printTable(
      ['NUMBER', 'PHASE', 'OPENED', 'TITLE'],
      page.items.map((incident) => [incident.number, incident.phase, incident.openedAt, safe(incident.title)]),
    );
    if (page.next !== null)
      console.error(`There are more (${page.total.isMore ? '1,000+' : page.total.count} in all).`);
  },
});

const show = defineCommand({
  meta: { name: 'show', description: 'Show one incident' },
  args: { number, json },
  async run({ args }) {
    const incident = await orExplain(connect().call('GET /api/v1/incidents/{id}', { params: { id: args.number } }));
    if (args.json) return printJson(incident);
    console.log(`${incident.number}  ${incident.phase}  ${safe(incident.title)}`);
    console.log(`opened ${incident.openedAt} by ${safe(incident.openedBy.name)}`);
    for (const report of incident.reports) console.log(`report: ${report.number ?? report.id}  ${safe(report.title)}`);
    if (incident.closing !== null)
      console.log(
        `closed ${incident.closing.closedAt} (${incident.closing.outcome}): ${safe(incident.closing.reason)}`,
      );
  },
});

const open = defineCommand({
  meta: { name: 'open', description: 'Open an incident from a report or a title' },
  args: {
    title: { type: 'string', description: 'one line' },
    report: { type: 'string', description: 'REP-2026-0001' },
    json,
  },
  async run({ args }) {
    const body = {
      ...(args.title === undefined ? {} : { title: args.title }),
      ...(args.report === undefined ? {} : { reportId: args.report }),
    };
    const made = await orExplain(connect().call('POST /api/v1/incidents', { body }));
    if (args.json) return printJson(made);
    console.log(made.number);
  },
});

const close = defineCommand({
  meta: { name: 'close', description: 'Close an incident' },
  args: {
    number,
    outcome: { type: 'string', required: true, description: closableOutcomes.join(', ') },
    reason: { type: 'string', required: true, description: 'why' },
    override: { type: 'string', description: 'why it is closed although something is missing (commanders)' },
    json,
  },
  async run({ args }) {
    const client = connect();
    const params = { id: args.number };
    const { version } = await orExplain(client.call('GET /api/v1/incidents/{id}', { params }));
    const outcome = args.outcome as ClosableOutcome;
    const body = {
      ...{ outcome, reason: args.reason },
      ...(args.override === undefined ? {} : { overrideReason: args.override }),
    };
    const closed = await orExplain(client.call('POST /api/v1/incidents/{id}/close', { params, body, version }));
    if (args.json) return printJson(closed);
    console.log(`${closed.number} closed`);
  },
});

/** `matoi incidents …` */
export const incidentsCommand = defineCommand({
  meta: { name: 'incidents', description: 'Incidents' },
  subCommands: { list, show, open, close },
});
