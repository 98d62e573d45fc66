import { useSay } from './language.ts';

type Author = { readonly kind: string; readonly name: string };

/** The name of who did something; what the program did by itself is told as such, not by the name of a part of it. */
export function useAuthorName(): (author: Author) => string {
  const { say } = useSay();
  return ({ kind, name }) => (kind === 'system' ? say('platform.author.system') : name);
}
