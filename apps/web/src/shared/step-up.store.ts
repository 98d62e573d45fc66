import { useSyncExternalStore } from 'react';

type Asked = { readonly answer: (isConfirmed: boolean) => void };

let asked: Asked | null = null;
let pending: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

function set(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog that confirms who is at the keyboard; several callers share one dialog. */
export function confirmIdentity(): Promise<boolean> {
  pending ??= new Promise<boolean>((resolve) => {
    set({
      answer: (isConfirmed) => {
        pending = null;
        set(null);
        resolve(isConfirmed);
      },
    });
  });
  return pending;
}

/** What the dialog answers to, or null while nobody asked. */
export function useAsked(): Asked | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
}
