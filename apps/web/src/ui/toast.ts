import { useSyncExternalStore } from 'react';

/** One thing that can be done about what the toast says, such as taking it back. */
export type ToastAction = { readonly label: string; readonly run: () => void };

export type Toast = {
  readonly message: string;
  readonly closeLabel: string;
  readonly tone: 'green' | 'red';
  readonly action?: ToastAction | undefined;
};

let isNeeded = false;
const listeners = new Set<() => void>();

async function add(toast: Toast): Promise<void> {
  const { show } = await import('./toast.stack.tsx');
  isNeeded = true;
  for (const listener of listeners) listener();
  show(toast);
}

/** Whether any toast was shown yet: before that its code is not on the page. */
export function useToastsNeeded(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isNeeded,
  );
}

/** Says in one sentence that an act went through; leaves after six seconds. */
export function toastDone(message: string, closeLabel: string, action?: ToastAction): void {
  void add({ message, closeLabel, tone: 'green', action });
}

/** Says what went wrong where no better place is left to say it; stays until it is closed. */
export function toastProblem(message: string, closeLabel: string): void {
  void add({ message, closeLabel, tone: 'red' });
}
