import type { FormCell } from '../../../platform/tables/index.ts';
import type { WrittenSection } from './filing.rules.ts';
import type { FactField, Facts } from './obligation.model.ts';
import type { MappedCell } from './recipient-form.model.ts';
import { spokenFact } from './words.map.ts';

/**
 * What goes into the cells of a form: what the filing says, as it was written there, or else what is known of the field.
 * A figure goes in as one where the form counts with it. What nobody knows leaves its cell as the form has it.
 */
export function cellsOf(
  mapping: readonly MappedCell[],
  known: {
    readonly sections: readonly Pick<WrittenSection, 'items'>[];
    readonly facts: Facts;
    readonly fields: readonly FactField[];
    readonly language: 'ja' | 'en';
  },
): { readonly cells: readonly FormCell[]; readonly unknown: readonly string[] } {
  const items = new Map(known.sections.flatMap((section) => section.items.map((item) => [item.key, item] as const)));
  const cells: FormCell[] = [];
  const unknown = new Set<string>();
  for (const { sheet, cell, key, as } of mapping) {
    const value = contentOf({ key, as, item: items.get(key) }, known);
    if (value === null) unknown.add(key);
    else cells.push({ sheet, cell, value });
  }
  return { cells, unknown: [...unknown] };
}

type Item = WrittenSection['items'][number];

function contentOf(
  { key, as, item }: { readonly key: string; readonly as: 'text' | 'number'; readonly item: Item | undefined },
  { facts, fields, language }: Parameters<typeof cellsOf>[1],
): string | number | null {
  const fact = facts[key];
  const field = fields.find((one) => one.key === key);
  if (as === 'number' && item?.isEdited !== true && typeof fact?.value === 'number') return fact.value;
  if (item !== undefined) {
    if (item.state === 'unknown') return null;
    return as === 'number' ? figureIn(item.value) : item.value;
  }
  if (fact === undefined || field === undefined || fact.state === 'unknown' || fact.value === null) return null;
  return typeof fact.value === 'string' && (field.choices ?? []).length === 0
    ? fact.value
    : spokenFact(fact, field)[language];
}

/** A figure that somebody wrote with its unit; the text where it is none. */
function figureIn(text: string): string | number {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '');
  const figure = /^(\d{1,15}(?:\.\d+)?)\D{0,4}$/.exec(plain)?.[1];
  return figure === undefined ? text : Number(figure);
}
