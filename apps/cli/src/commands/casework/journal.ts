import { journalLanes } from '@matoi/contract/values';
import { defineCommand } from 'citty';
import { CliRefusal, connect, orExplain } from '../../connection.ts';
import { printJson, printTable, safe } from '../../output.ts';

const json = { type: 'boolean', description: 'print as JSON' } as const;
const number = { type: 'positional', required: true, description: 'INC-2026-0001' } as const;

const list = defineCommand({
  meta: { name: 'list', description: 'List the journal of a record in the order in which things happened' },
  args: { number, json },
  async run({ args }) {
    const query = { subjectId: args.number, limit: '200' };
    const page = await orExplain(connect().call('GET /api/v1/journal-entries', { query }));
    if (args.json) return printJson(page);
    printTable(
      ['WHEN', 'LANE', 'WHO', 'WHAT'],
      page.items.map((entry) => [
        entry.occurredAt,
        entry.lane,
        safe(entry.author.name),
        safe(entry.text ?? `[${entry.act?.code ?? ''}] ${Object.values(entry.act?.params ?? {}).join(' ')}`),
      ]),
    );
    if (page.next !== null) console.error('There are more entries; use the API with its cursor.');
  },
});

const add = defineCommand({
  meta: { name: 'add', description: 'Write an entry into the journal of a record' },
  args: {
    number,
    text: { type: 'string', required: true, description: 'what happened' },
    lane: { type: 'string', default: 'us', description: journalLanes.join(', ') },
    at: { type: 'string', description: 'when it happened, ISO 8601 with offset; left out: now' },
    json,
  },
  async run({ args }) {
    const lane = journalLanes.find((one) => one === args.lane);
    if (lane === undefined) throw new CliRefusal('usage', `The lane must be one of ${journalLanes.join(', ')}.`, 2);
    const body = {
      subjectId: args.number,
      text: args.text,
      lane,
      ...(args.at === undefined ? {} : { occurredAt: args.at }),
    };
    const made = await orExplain(connect().call('POST /api/v1/journal-entries', { body }));
    if (args.json) return printJson(made);
    console.log(made.id);
  },
});

/** `matoi journal …` */
export const journalCommand = defineCommand({
  meta: { name: 'journal', description: 'Journal of a record' },
  subCommands: { list, add },
});
