/**
 * Asks again until the answer is right and answers it. What is thrown meanwhile (a connection refused) counts as not yet;
 * after `patienceMs` the last answer or error is told.
 */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  holds: (seen: T) => boolean,
  patienceMs = 15_000,
): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    let last: unknown;
    try {
      const seen = await ask();
      if (holds(seen)) return seen;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      const told = last instanceof Error ? String(last) : JSON.stringify(last);
      throw new Error(`still not so after ${patienceMs} ms: ${told}`, { cause: last });
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
