/** Where to go after the sign-in: only an address of this application, never another site. */
export function safeNext(text: string | null): string {
  if (text === null || !/^\/(?![/\\])/.test(text) || /[\p{Cc}\\]/u.test(text)) return '/';
  return text.startsWith('/sign-in') ? '/' : text;
}
