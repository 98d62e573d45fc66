/** The one-time token of a link, from the part of the address that browsers never send to a server. */
export function readLinkToken(hash: string): string | null {
  const token = hash.replace(/^#/, '').trim();
  return token.length >= 20 && token.length <= 200 ? token : null;
}
