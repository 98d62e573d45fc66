import { sentence } from '@matoi/catalogues';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { writeTable } from '../../../platform/tables/index.ts';
import { exportLedger } from './export.commands.ts';
import { exportPages, fieldsOfExport, fileDay } from './export.queries.ts';
import { exportWidths } from './export.rules.ts';

const fieldWidth = 20;

/** Binds the download of reports as a ledger. */
export function exportBindings(): readonly Binding[] {
  return [
    bind('ledger.export', async (call) => {
      const { format, language, sort: _sort, ...query } = call.query;
      const { q, ...filters } = query;
      const named = Object.entries(filters).filter(([, value]) => value !== undefined);
      await call.run(exportLedger, {
        format,
        language,
        filters: {
          ...Object.fromEntries(named.map(([name, value]) => [name, String(value)])),
          ...(q === undefined || q === '' ? {} : { q: '…' }),
        },
      });
      const { fields, day } = await call.read(async (reading) => ({
        fields: await fieldsOfExport(reading, query),
        day: await fileDay(reading),
      }));
      const title = sentence(language, 'ledger.page.title');
      return {
        name: `${title}-${day}.${format === 'xlsx' ? 'xlsx' : 'csv'}`,
        mediaType: 'application/octet-stream',
        size: null,
        content: writeTable(exportPages(call.read, { query, language }, fields), {
          format,
          sheet: title,
          widths: [...exportWidths, ...fields.map(() => fieldWidth)],
        }),
      };
    }),
  ];
}
