import { ledgerFormats } from '@matoi/contract/values';
import { defineCommand } from 'citty';
import { CliRefusal } from '../../connection.ts';
import { download } from '../../download.ts';

/** `matoi reports export`: the ledger as a file, filtered as the list is. The export is noted in the audit log. */
export const exportCommand = defineCommand({
  meta: { name: 'export', description: 'Export reports as a ledger (.xlsx, CSV)' },
  args: {
    output: { type: 'string', required: true, description: 'file to write, - for standard output' },
    format: { type: 'string', default: 'xlsx', description: `one of ${ledgerFormats.join(', ')}` },
    language: { type: 'string', default: 'ja', description: 'of the headings: ja or en' },
    state: { type: 'string', description: 'new, waiting, handled, closed, merged; several separated by commas' },
    from: { type: 'string', description: 'received at or after (2026-11-01T00:00:00+09:00)' },
    until: { type: 'string', description: 'received before' },
    q: { type: 'string', description: 'text to find' },
  },
  async run({ args }) {
    if (!ledgerFormats.some((format) => format === args.format))
      throw new CliRefusal('usage', `The format is one of ${ledgerFormats.join(', ')}.`, 2);
    const query = {
      format: args.format,
      language: args.language,
      state: args.state,
      'receivedAt.gte': args.from,
      'receivedAt.lt': args.until,
      q: args.q,
    };
    await download('/api/v1/ledger', { query, to: args.output });
    if (args.output !== '-') console.error(`written: ${args.output}`);
  },
});
