import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { sentence } from '@matoi/catalogues';
import { defineCommand } from 'citty';
import { CliRefusal, connect, orExplain } from '../../connection.ts';
import { printJson, printTable, safe } from '../../output.ts';

const json = { type: 'boolean', description: 'print as JSON' } as const;
const pollMs = 500;
const shownProblems = 50;

const importLedger = defineCommand({
  meta: { name: 'import', description: 'Import a ledger (.xlsx, .csv, .tsv) as reports' },
  args: {
    file: { type: 'positional', required: true, description: 'the file' },
    'dry-run': { type: 'boolean', description: 'check every row and write nothing' },
    'only-good': { type: 'boolean', description: 'leave rows with errors out instead of refusing' },
    sheet: { type: 'string', description: 'name of the sheet; the one with most rows otherwise' },
    year: { type: 'string', description: 'for dates without a year' },
    prefix: { type: 'string', description: 'text before each number' },
    json,
  },
  async run({ args }) {
    const client = connect();
    const given = { query: { fileName: basename(args.file) }, body: {}, file: new Blob([readFile(args.file)]) };
    const uploaded = await orExplain(client.call('POST /api/v1/ledger-imports', given));
    const params = { id: uploaded.id };
    const sheet = uploaded.sheets.find(({ name }) => name === args.sheet);
    const options = {
      ...uploaded.proposal,
      ...(sheet === undefined ? {} : { sheet: sheet.name, headerRow: sheet.headerRow, columns: sheet.columns }),
      ...(args.year === undefined ? {} : { year: Number(args.year) }),
      ...(args.prefix === undefined ? {} : { numberPrefix: args.prefix }),
    };
    const checked = await orExplain(client.call('POST /api/v1/ledger-imports/{id}/check', { params, body: options }));
    const query = { show: 'problems' as const, limit: shownProblems };
    const rows = await orExplain(client.call('GET /api/v1/ledger-imports/{id}/rows', { params, query }));
    if (args['dry-run'] === true) {
      if (args.json) return printJson({ import: checked, rows: rows.items });
      return printCheck(checked, rows.items);
    }
    if (!args.json) printCheck(checked, rows.items);
    const run = { params, body: { onlyGood: args['only-good'] === true }, version: checked.version };
    let now = await orExplain(client.call('POST /api/v1/ledger-imports/{id}/run', run));
    while (now.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, pollMs));
      now = await orExplain(client.call('GET /api/v1/ledger-imports/{id}', { params }));
    }
    if (args.json) return printJson(now);
    console.log(`${now.number}: ${now.imported ?? 0} reports imported`);
  },
});

type Checked = {
  readonly number: string;
  readonly counts: Readonly<Record<'rows' | 'good' | 'warning' | 'error' | 'duplicate', number>> | null;
};
type Row = {
  readonly line: number;
  readonly state: 'good' | 'warning' | 'error' | 'duplicate';
  readonly problems: readonly { readonly code: string; readonly column: string; readonly value: string }[];
};

function printCheck({ number, counts }: Checked, rows: readonly Row[]): void {
  printTable(
    ['LINE', 'RESULT', 'HEADING', 'VALUE', 'FINDING'],
    rows.flatMap((row) =>
      row.problems.map(({ code, column, value }) => [
        String(row.line),
        row.state,
        safe(column),
        safe(value),
        sentence('en', `ledger.problem.${code}` as 'ledger.problem.date-future'),
      ]),
    ),
  );
  if (counts === null) return;
  console.log(
    `${number}: ${counts.rows} rows: ${counts.good} good, ${counts.warning} with warnings, ${counts.error} with errors, ${counts.duplicate} here already`,
  );
}

function readFile(file: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file));
  } catch {
    throw new CliRefusal('usage', `The file ${file} cannot be read.`, 2);
  }
}

/** `matoi ledger …` */
export const ledgerCommand = defineCommand({
  meta: { name: 'ledger', description: 'The ledger (管理台帳)' },
  subCommands: { import: importLedger },
});
