/** Sixteen random bytes as text; works without a secure context, where `crypto.randomUUID` is missing. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Gives the same `Idempotency-Key` as long as the content is the same, and a new one when it changed: a second press
 * of the button after a lost answer does not act twice, a corrected form is not refused as a reused key.
 */
export function attemptKeys(makeKey: () => string = randomKey): (content: unknown) => string {
  let lastContent: string | null = null;
  let lastKey = '';
  return (content) => {
    const text = JSON.stringify(content) ?? '';
    if (text !== lastContent) {
      lastContent = text;
      lastKey = makeKey();
    }
    return lastKey;
  };
}
