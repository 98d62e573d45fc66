import { emptyTexts, type Texts } from './texts.merge.ts';

/** What is being written, and the version that it was made from. Lists are as typed, one statement a line. */
export type SummaryDraft = {
  readonly version: number;
  readonly base: Texts;
  readonly technical: string;
  readonly plain: string;
  readonly known: string;
  readonly unknown: string;
  readonly assumed: string;
};

/** The name under which the text survives a reload. */
export function summaryDraft(incidentId: string): string {
  return `summary.${incidentId}`;
}

/** A draft that begins with what is kept. */
export function draftFrom(kept: (Texts & { readonly version: number }) | null): SummaryDraft {
  const { technical, plain, known, unknown, assumed } = kept ?? emptyTexts;
  return {
    version: kept?.version ?? 0,
    base: { technical, plain, known: [...known], unknown: [...unknown], assumed: [...assumed] },
    technical,
    plain,
    known: known.join('\n'),
    unknown: unknown.join('\n'),
    assumed: assumed.join('\n'),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isRow = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

function isTexts(value: unknown): value is Texts {
  if (typeof value !== 'object' || value === null) return false;
  const { technical, plain, known, unknown, assumed } = value as Record<string, unknown>;
  return isText(technical) && isText(plain) && isRow(known) && isRow(unknown) && isRow(assumed);
}

/** Reads what the browser kept; null for anything else, such as the draft of an older program. */
export function readDraft(text: string): SummaryDraft | null {
  if (text === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { version, base, ...typed } = value as Record<string, unknown>;
    const { technical, plain, known, unknown, assumed } = typed;
    if (typeof version !== 'number' || !isTexts(base)) return null;
    if (!isText(technical) || !isText(plain) || !isText(known) || !isText(unknown) || !isText(assumed)) return null;
    return { version, base, technical, plain, known, unknown, assumed };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
