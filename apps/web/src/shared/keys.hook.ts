import { useLayoutEffect, useRef } from 'react';
import { type Chord, isTyping, nextChord, takesEnter } from './keys.chords.ts';

/** True while a dialog is open: the page behind it hears no keys. */
function isBehindDialog(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}

/**
 * Binds keys while the component is on the page. Single keys rest where text is typed and behind dialogs; `mod+…`
 * works everywhere.
 */
export function useKeys(bindings: Readonly<Record<Chord, (() => void) | undefined>>): void {
  const latest = useRef(bindings);
  // With the layout, not after it: what is seen already answers to its keys.
  useLayoutEffect(() => {
    latest.current = bindings;
  });
  useLayoutEffect(() => {
    let first: { readonly key: string; readonly at: number } | null = null;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const hasMod = event.ctrlKey || event.metaKey;
      if (!hasMod && (isTyping(event.target) || isBehindDialog())) return;
      if (event.key === 'Enter' && !hasMod && takesEnter(event.target)) return;
      const chords = Object.keys(latest.current).filter((chord) => latest.current[chord] !== undefined);
      const answer = nextChord({
        press: {
          key: event.key,
          ctrlKey: event.ctrlKey,
          metaKey: event.metaKey,
          altKey: event.altKey,
          at: event.timeStamp,
        },
        chords,
        first,
      });
      first = answer.first;
      if (answer.chord === null) return;
      event.preventDefault();
      latest.current[answer.chord]?.();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
