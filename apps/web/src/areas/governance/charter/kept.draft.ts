import type { Definition } from './queries.ts';

/** What was typed and not saved, as this device kept it; null for nothing, and for what an older program kept. */
export function readKept(text: string, form: Definition): Definition | null {
  if (text === '') return null;
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== 'object' || kept === null || !('texts' in kept)) return null;
    const isOfForm = Object.keys(form.texts).every((key) => Object.hasOwn(kept.texts as object, key));
    return isOfForm ? (kept as Definition) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
