import type { CharterDraft, Definition } from './queries.ts';

/** What was typed and not saved, and which version of the draft it was typed over. */
export type Kept = { readonly base: number; readonly definition: Definition };

/** What this device kept; null for nothing, and for what an older program kept. */
export function readKept(text: string, draft: Pick<CharterDraft, 'definition'>): Kept | null {
  if (text === '') return null;
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== 'object' || kept === null || !('base' in kept) || !('definition' in kept)) return null;
    const { texts } = kept.definition as { readonly texts?: object };
    const isOfForm = Object.keys(draft.definition.texts).every((key) => Object.hasOwn(texts ?? {}, key));
    return isOfForm ? (kept as Kept) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What is kept after a change: it stays typed over the version with which the typing began. */
export function writeKept(before: Kept | null, draft: Pick<CharterDraft, 'version'>, definition: Definition): string {
  return JSON.stringify({ base: before?.base ?? draft.version, definition } satisfies Kept);
}
