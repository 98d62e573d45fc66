import { type DragEvent, useEffect, useRef, useState } from 'react';
import { isTyping } from '../../../shared/keys.chords.ts';

export type Taken = { readonly file: File; readonly origin: 'upload' | 'paste' };

/** Takes files that are dropped on a region or pasted anywhere on the page. */
export function useIntake(isOn: boolean, onFiles: (files: readonly Taken[]) => void) {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    if (!isOn) return;
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      // Where text is typed, a paste with text in it is text, even if a program has put a picture beside it.
      const isText = isTyping(event.target) && (event.clipboardData?.getData('text/plain') ?? '') !== '';
      const isForOther =
        event.defaultPrevented || document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
      if (files.length === 0 || isText || isForOther) return;
      event.preventDefault();
      latest.current(files.map((file) => ({ file, origin: 'paste' })));
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [isOn]);

  const holdsFiles = (event: DragEvent) => [...event.dataTransfer.types].includes('Files');
  const handlers = !isOn
    ? {}
    : {
        onDragEnter: (event: DragEvent) => {
          if (holdsFiles(event)) setOver(true);
        },
        onDragOver: (event: DragEvent) => {
          if (!holdsFiles(event)) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
        },
        onDragLeave: (event: DragEvent) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
        },
        onDrop: (event: DragEvent) => {
          setOver(false);
          if (!holdsFiles(event)) return;
          event.preventDefault();
          latest.current([...event.dataTransfer.files].map((file) => ({ file, origin: 'upload' })));
        },
      };
  return { isOver, handlers };
}
