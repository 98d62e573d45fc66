import { createContext, useContext } from 'react';

const FileNowContext = createContext<() => void>(() => undefined);
export const FileNowProvider = FileNowContext.Provider;

/** Opens the form that files an incident with nothing but a title, on whatever page somebody is. */
export function useFileNow(): () => void {
  return useContext(FileNowContext);
}

const TakeCallContext = createContext<(() => void) | null>(null);
export const TakeCallProvider = TakeCallContext.Provider;

/** Opens the form that notes a call while it goes on; null for those who take none. */
export function useTakeCall(): (() => void) | null {
  return useContext(TakeCallContext);
}
