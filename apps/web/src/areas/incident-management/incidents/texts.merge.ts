/** What a summary says: two texts and three lists of statements. */
export type Texts = {
  readonly technical: string;
  readonly plain: string;
  readonly known: readonly string[];
  readonly unknown: readonly string[];
  readonly assumed: readonly string[];
};

export type ProseName = 'technical' | 'plain';
export type ListName = 'known' | 'unknown' | 'assumed';
export const listNames: readonly ListName[] = ['known', 'unknown', 'assumed'];
export const proseNames: readonly ProseName[] = ['technical', 'plain'];

export const emptyTexts: Texts = { technical: '', plain: '', known: [], unknown: [], assumed: [] };

/**
 * Joins what I wrote with what somebody else kept meanwhile, both made from `base`. Statements that either added stay,
 * statements that either took away go. A text that both changed stays mine and is named in `clashes`.
 */
export function mergeTexts(given: { readonly base: Texts; readonly mine: Texts; readonly theirs: Texts }): {
  readonly texts: Texts;
  readonly clashes: readonly ProseName[];
} {
  const { base, mine, theirs } = given;
  const clashes = proseNames.filter(
    (name) => mine[name] !== base[name] && theirs[name] !== base[name] && mine[name] !== theirs[name],
  );
  const prose = (name: ProseName) => (mine[name] === base[name] ? theirs[name] : mine[name]);
  const list = (name: ListName) => {
    const kept = theirs[name].filter((one) => mine[name].includes(one) || !base[name].includes(one));
    const added = mine[name].filter((one) => !base[name].includes(one) && !kept.includes(one));
    return [...kept, ...added];
  };
  return {
    texts: {
      technical: prose('technical'),
      plain: prose('plain'),
      known: list('known'),
      unknown: list('unknown'),
      assumed: list('assumed'),
    },
    clashes,
  };
}

/** The statements of a list as typed, one a line; bullets that were pasted along are taken off. */
export function statementsOf(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*・●•○]\s*)?/u, '').trim())
    .filter((line) => line !== '');
}
