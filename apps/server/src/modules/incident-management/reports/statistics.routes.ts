import { sentence } from '@matoi/catalogues';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { writeTable } from '../../../platform/tables/index.ts';
import { showStatistics, statisticsTable } from './statistics.queries.ts';

/** Binds the statistics of reports. */
export function statisticsBindings(): readonly Binding[] {
  return [
    bind('report-statistics.show', (call) => call.read((reading) => showStatistics(reading, call.query))),
    bind('report-statistics.download', async (call) => {
      const { language, table, ...asked } = call.query;
      const found = await call.read((reading) => showStatistics(reading, asked));
      async function* pages() {
        yield statisticsTable(found, table, language);
      }
      return {
        name: `${sentence(language, `statistics.table.${table}`)}-${asked.from}-${asked.until}.csv`,
        mediaType: 'text/csv',
        size: null,
        content: writeTable(pages(), { format: 'csv', sheet: '', widths: [] }),
      };
    }),
  ];
}
