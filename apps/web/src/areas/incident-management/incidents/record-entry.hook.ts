import { useEffect, useState } from 'react';
import { useGo } from '../../../shared/link.tsx';
import { incidentLink } from './links.ts';

/** The input of the journal's section; this page knows no more of it than its name. */
const inputId = 'journal-text';

/** How long the section may take to arrive after the page changed. Milliseconds. */
const patienceMs = 5_000;

/** Leads to the line where something is recorded, on the overview if it is not on this page. */
export function useRecordEntry({ number }: { readonly number: string }): {
  readonly recordEntry: () => void;
  readonly isFormSeen: boolean;
} {
  const go = useGo();
  const isFormSeen = useIsSeen(inputId);
  const recordEntry = () => {
    if (focusOn(inputId)) return;
    go(incidentLink(number));
    const arriving = new MutationObserver(() => {
      if (focusOn(inputId)) arriving.disconnect();
    });
    arriving.observe(document.body, { childList: true, subtree: true });
    window.setTimeout(() => arriving.disconnect(), patienceMs);
  };
  return { recordEntry, isFormSeen };
}

function focusOn(id: string): boolean {
  const element = document.getElementById(id);
  element?.focus();
  return element !== null;
}

/** Whether an element of another section is on the screen; on a phone the button that leads to it then steps aside. */
function useIsSeen(elementId: string): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const seen = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting === true));
    let watched: HTMLElement | null = null;
    const look = () => {
      const element = document.getElementById(elementId);
      if (element === watched) return;
      if (watched !== null) seen.unobserve(watched);
      if (element === null) setSeen(false);
      else seen.observe(element);
      watched = element;
    };
    // The section arrives after the frame, and goes with the page.
    const arriving = new MutationObserver(look);
    arriving.observe(document.body, { childList: true, subtree: true });
    look();
    return () => {
      arriving.disconnect();
      seen.disconnect();
    };
  }, [elementId]);
  return isSeen;
}
