import { useState } from 'react';
import { useDrafts } from './session.queries.ts';

/** A text that survives a reload until it was sent. It begins with `first` where nothing was typed yet. */
export function useDraft(name: string, first = ''): { text: string; write: (text: string) => void; drop: () => void } {
  const drafts = useDrafts();
  const [text, setText] = useState(() => drafts.read(name) || first);
  const write = (next: string) => {
    setText(next);
    drafts.write(name, next);
  };
  return { text, write, drop: () => write('') };
}
