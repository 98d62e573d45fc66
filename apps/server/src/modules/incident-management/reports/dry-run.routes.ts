import { type Binding, bind } from '../../../platform/http/index.ts';
import { tryRulesOnReports } from './dry-run.queries.ts';

/** Binds the trial of rules on reports. */
export function reportsDryRunBindings(): readonly Binding[] {
  return [bind('reports.try-rules', (call) => call.read((reading) => tryRulesOnReports(reading, call.body)))];
}
