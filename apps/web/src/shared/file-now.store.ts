import { createContext, useContext } from 'react';

const FileNowContext = createContext<() => void>(() => undefined);
export const FileNowProvider = FileNowContext.Provider;

/** Opens the form that files an incident with nothing but a title, on whatever page somebody is. */
export function useFileNow(): () => void {
  return useContext(FileNowContext);
}
