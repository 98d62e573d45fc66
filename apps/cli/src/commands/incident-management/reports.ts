import { readFileSync } from 'node:fs';
import { defineCommand } from 'citty';
import { CliRefusal, connect, orExplain } from '../../connection.ts';
import { printJson, printTable, safe } from '../../output.ts';
import { submitBatchCommand } from './report-batch.ts';
import { exportCommand } from './report-export.ts';

const json = { type: 'boolean', description: 'print as JSON' } as const;

const list = defineCommand({
  meta: { name: 'list', description: 'List reports, newest first' },
  args: {
    state: { type: 'string', description: 'new, handled, closed; several separated by commas' },
    q: { type: 'string', description: 'text to find' },
    limit: { type: 'string', default: '50', description: 'at most 200' },
    json,
  },
  async run({ args }) {
    const query = {
      limit: args.limit,
      ...(args.state === undefined ? {} : { state: args.state }),
      ...(args.q === undefined ? {} : { q: args.q }),
    };
    const page = await orExplain(connect().call('GET /api/v1/reports', { query }));
    if (args.json) return printJson(page);
    printTable(
      ['NUMBER', 'STATE', 'RECEIVED', 'FROM', 'TITLE'],
      page.items.map((report) => [
        report.number,
        report.state,
        report.receivedAt,
        safe(report.reporter.address ?? report.reporter.name ?? '-'),
        safe(report.title),
      ]),
    );
    if (page.next !== null)
      console.error(`There are more (${page.total.isMore ? '1,000+' : page.total.count} in all).`);
  },
});

const show = defineCommand({
  meta: { name: 'show', description: 'Show one report' },
  args: { number: { type: 'positional', required: true, description: 'REP-2026-0001' }, json },
  async run({ args }) {
    const report = await orExplain(connect().call('GET /api/v1/reports/{id}', { params: { id: args.number } }));
    if (args.json) return printJson(report);
    console.log(`${report.number}  ${report.state}  ${safe(report.title)}`);
    console.log(
      `from ${safe(report.reporter.name ?? '')} <${safe(report.reporter.address ?? '-')}>, received ${report.receivedAt}\n`,
    );
    console.log(report.text.split('\n').map(safe).join('\n'));
    for (const attachment of report.attachments) {
      console.log(`attachment: ${safe(attachment.name)} (${attachment.size} bytes, sha256 ${attachment.sha256})`);
    }
  },
});

const submit = defineCommand({
  meta: { name: 'submit', description: 'Hand in a report; the text from a file or standard input' },
  args: {
    title: { type: 'string', required: true, description: 'one line' },
    file: { type: 'string', default: '-', description: 'file with the text, - for standard input' },
    source: { type: 'string', description: 'system that sends' },
    'external-id': { type: 'string', description: 'its own id; accepted once' },
    json,
  },
  async run({ args }) {
    const text = readText(args.file);
    const externalId = args['external-id'];
    const body = {
      title: args.title,
      text,
      ...(args.source === undefined ? {} : { source: args.source }),
      ...(externalId === undefined ? {} : { externalId }),
    };
    const made = await orExplain(connect().call('POST /api/v1/reports', { body }));
    if (args.json) return printJson(made);
    console.log(made.number);
  },
});

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    throw new CliRefusal('usage', `The file ${file} cannot be read.`, 2);
  }
}

/** `matoi reports …` */
export const reportsCommand = defineCommand({
  meta: { name: 'reports', description: 'Reports' },
  subCommands: { list, show, export: exportCommand, submit, 'submit-batch': submitBatchCommand },
});
