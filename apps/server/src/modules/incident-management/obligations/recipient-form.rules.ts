import type { MappingProblem } from '@matoi/contract';
import { canonicalJson, type FieldRefusal, type Refusal, refusal } from '@matoi/kernel';
import type { FactField, FormView, Phrases, Regime } from './obligation.model.ts';
import type { FormTarget, FormVersion, MappedCell, SeenForm } from './recipient-form.model.ts';
import { phraseOf } from './sentence.rules.ts';

/** Of one recipient. Each is offered beside every draft. */
export const mostForms = 20;
const mostRows = 1_048_576;
const mostColumns = 16_384;
const mostProblemsShown = 20;

export type LineProblem = MappedCell & { readonly problem: MappingProblem; readonly isRefused: boolean };

/** Whose forms can be kept: every recipient of the newest version of every rule, with the fields of its view. */
export function formTargets(regimes: readonly Regime[], views: readonly FormView[]): readonly FormTarget[] {
  const newest = regimes.filter((one) => regimes.every(({ id, version }) => id !== one.id || version <= one.version));
  return newest.flatMap(({ id, name, recipients }) =>
    recipients.map((recipient) => ({
      regimeId: id,
      regimeName: name,
      recipient: recipient.code,
      name: recipient.name,
      keys: keysOf(views.find((view) => view.id === (recipient.view ?? 'plain'))),
    })),
  );
}

function keysOf(view: FormView | undefined): readonly string[] {
  const keys = (view?.sections ?? []).flatMap(({ items }) =>
    items.map(({ from }) => ('fact' in from ? from.fact : `anchor:${from.anchor}`)),
  );
  return [...new Set(keys)];
}

/** Whether the cell lies in a sheet of Excel at all: up to XFD1048576. */
function isInSheet(cell: string): boolean {
  const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return column <= mostColumns && Number(row) <= mostRows;
}

/** The lines that can be tried in a workbook: an address beyond every sheet would make it unreadable. */
export const triedCells = (cells: readonly MappedCell[]) => cells.filter(({ cell }) => isInSheet(cell));

/**
 * What is wrong with a mapping, line by line: fields that nobody tells this recipient and the record does not have, sheets that
 * the form does not have, cells that the form works out itself, two fields for one cell, and cells beyond the form.
 */
export function problemsOf(
  cells: readonly MappedCell[],
  { seen, known }: { readonly seen: SeenForm; readonly known: ReadonlySet<string> },
): readonly LineProblem[] {
  const places = cells.map(({ sheet, cell }) => `${sheet}!${cell}`);
  return cells.flatMap((line, at): readonly LineProblem[] => {
    const place = `${line.sheet}!${line.cell}`;
    const found: readonly (readonly [MappingProblem, boolean])[] = [
      ['unknown-field', !known.has(line.key)],
      ['unknown-sheet', !seen.sheets.includes(line.sheet)],
      ['beyond', !isInSheet(line.cell)],
      ['twice', places.indexOf(place) !== at],
      ['formula', seen.kept.includes(place)],
      ['outside', seen.outside.includes(place)],
    ];
    return found.flatMap(([problem, isSo]) => (isSo ? [{ ...line, problem, isRefused: problem !== 'outside' }] : []));
  });
}

/** Names and figures to try a form with: the name of each field, or 1234 where a figure goes. */
export function sampleCells(
  cells: readonly MappedCell[],
  words: { readonly fields: readonly FactField[]; readonly phrases: Phrases; readonly language: 'ja' | 'en' },
): readonly { readonly sheet: string; readonly cell: string; readonly value: string | number }[] {
  return triedCells(cells).map(({ sheet, cell, key, as }) => ({
    sheet,
    cell,
    value: as === 'number' ? 1_234 : nameOf(key, words),
  }));
}

function nameOf(key: string, { fields, phrases, language }: Parameters<typeof sampleCells>[1]): string {
  const field = fields.find((one) => one.key === key);
  if (field !== undefined) return field.name[language];
  const phrase = `anchor-name.${key.slice('anchor:'.length)}`;
  return key.startsWith('anchor:') && phrase in phrases ? phraseOf(phrases, phrase, language) : key;
}

type Given = {
  readonly regimeId: string;
  readonly recipient: string;
  readonly name: string;
  readonly cells: readonly MappedCell[];
  readonly sha256: string;
  /** The version that was read; 0 for a new form. */
  readonly read: number;
};

/** Takes a form with its mapping: the first version, or the next one over the version that was read. */
export function decideForm(
  given: Given,
  known: {
    readonly versions: readonly FormVersion[];
    readonly targets: readonly FormTarget[];
    readonly problems: readonly LineProblem[];
  },
): { readonly version: number } | Refusal {
  if (!known.targets.some((one) => one.regimeId === given.regimeId && one.recipient === given.recipient))
    return refusal('obligation-forms.write.target-unknown');
  const wrong = known.problems.filter(({ isRefused }) => isRefused);
  if (wrong.length > 0) return wrongMapping(wrong, given.cells);
  const ofRecipient = known.versions.filter(
    (one) => one.regimeId === given.regimeId && one.recipient === given.recipient,
  );
  const current = newestForms(ofRecipient).find(({ name }) => name === given.name);
  if ((current?.version ?? 0) !== given.read) return refusal('obligation-forms.write.superseded');
  const isSame = current?.sha256 === given.sha256 && canonicalJson(current.cells) === canonicalJson(given.cells);
  if (isSame) return refusal('obligation-forms.write.as-it-is');
  const offered = newestForms(ofRecipient).filter(({ sha256, name }) => sha256 !== null && name !== given.name);
  if (offered.length >= mostForms) return refusal('obligation-forms.write.too-many', { most: mostForms });
  return { version: given.read + 1 };
}

function wrongMapping(wrong: readonly LineProblem[], cells: readonly MappedCell[]): Refusal {
  const fields: readonly FieldRefusal[] = wrong.slice(0, mostProblemsShown).map(({ problem, ...line }) => ({
    path: `body.cells.${cells.findIndex(({ sheet, cell, key }) => sheet === line.sheet && cell === line.cell && key === line.key)}`,
    code: `obligation-forms.mapping.${problem}`,
    params: { place: `${line.sheet}!${line.cell}`, key: line.key },
  }));
  const [first] = wrong;
  return refusal(
    'obligation-forms.write.wrong-mapping',
    { count: wrong.length, place: first === undefined ? '' : `${first.sheet}!${first.cell}` },
    fields,
  );
}

/** The newest version of each form, also where it ended the line. */
export function newestForms(versions: readonly FormVersion[]): readonly FormVersion[] {
  return versions.filter((one) => versions.every((other) => !isSameForm(one, other) || other.version <= one.version));
}

export const isSameForm = (one: FormVersion, other: FormVersion) =>
  one.regimeId === other.regimeId && one.recipient === other.recipient && one.name === other.name;
