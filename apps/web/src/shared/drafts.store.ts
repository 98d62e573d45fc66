/** What a store of drafts needs of `localStorage`. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const prefix = 'matoi.draft.';

/** Drafts of one person in this browser: what was typed survives a reload, a lost connection and an ended session. */
export type Drafts = {
  read(name: string): string;
  /** An empty text removes the draft. */
  write(name: string, text: string): void;
  count(): number;
  /** Removes all drafts of this person, at sign-out. */
  clear(): void;
};

/** Opens the drafts of one person. Without storage nothing is kept, and nothing fails. */
export function openDrafts(shelf: Shelf | null, owner: string): Drafts {
  const start = `${prefix}${owner}.`;
  const names = (): string[] => {
    if (shelf === null) return [];
    const found: string[] = [];
    for (let at = 0; at < shelf.length; at += 1) {
      const name = shelf.key(at);
      if (name?.startsWith(start) === true) found.push(name);
    }
    return found;
  };
  return {
    read: (name) => shelf?.getItem(start + name) ?? '',
    write(name, text) {
      if (text.trim() === '') shelf?.removeItem(start + name);
      else shelf?.setItem(start + name, text);
    },
    count: () => names().length,
    clear: () => {
      for (const name of names()) shelf?.removeItem(name);
    },
  };
}

/** The browser's storage, or null where it is switched off. */
export function localShelf(): Shelf | null {
  try {
    const probe = `${prefix}probe`;
    localStorage.setItem(probe, '1');
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null; // Private modes throw on any use: drafts are then simply not kept.
  }
}
