import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { Locale } from '@matoi/contract';
import { scopeFields, scopeMeasures } from '@matoi/contract/values';
import { safeCell } from '../../../platform/tables/index.ts';
import type { ScopeItem } from './item.model.ts';

/** The scope as CSV (RFC 4180) with a byte order mark, as spreadsheets want it. No cell is a formula. */
export function writeCsv(items: readonly ScopeItem[], locale: Locale): string {
  const say = (key: SentenceKey) => sentence(locale, key);
  const head = [
    say('scope.field.kind'),
    say('scope.field.name'),
    ...scopeFields.map((field) => say(`scope.detail.${field}`)),
    say('scope.field.state'),
    say('scope.field.since'),
    say('scope.field.reason'),
    say('scope.field.certainty'),
    say('scope.field.measures'),
    say('scope.field.tags'),
    say('scope.field.note'),
  ];
  const rows = items.map((item) => [
    say(`scope.kind.${item.kind}`),
    item.name,
    ...scopeFields.map((field) => item.details[field] ?? ''),
    say(`scope.state.${item.state}`),
    item.stateAt.toISOString(),
    item.stateReason,
    say(`scope.certainty.${item.certainty}`),
    item.measures
      .map(({ measure, state }) => `${measureName(measure, say)}: ${say(`scope.measure-state.${state}`)}`)
      .join(' / '),
    item.tags.join(' / '),
    item.note,
  ]);
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function measureName(measure: string, say: (key: SentenceKey) => string): string {
  const known = scopeMeasures.find((one) => one === measure);
  return known === undefined ? measure : say(`scope.measure.${known}`);
}

function cell(text: string): string {
  return `"${safeCell(text).replaceAll('"', '""')}"`;
}
