/** Something that was asked for and is waited for. */
export type Asking<Item, Output> = {
  readonly item: Item;
  answer(output: Output): void;
  fail(error: unknown): void;
};

/** Most askings that go together. */
const mostTogether = 64;

const momentMs = 4;

/**
 * Lets what is asked while others of its line are carried out wait for their end, and go together then: a caller alone
 * waits for nobody, and many at once share a transaction. `carryOut` answers or fails every asking and never throws.
 */
export function makeLines<Item, Output>(
  carryOut: (askings: readonly Asking<Item, Output>[]) => Promise<void>,
): (line: string, item: Item) => Promise<Output> {
  const lines = new Map<string, Asking<Item, Output>[]>();

  async function work(line: string, waiting: Asking<Item, Output>[]): Promise<void> {
    while (waiting.length > 0) {
      const going = waiting.splice(0, mostTogether);
      await carryOut(going);
      // Who was answered together asks again together: without a moment for that, the line falls into two halves.
      if (going.length > 1 && waiting.length < mostTogether)
        await new Promise((resolve) => setTimeout(resolve, momentMs));
    }
    lines.delete(line);
  }

  return (line, item) =>
    new Promise((answer, fail) => {
      const asking = { item, answer, fail };
      const waiting = lines.get(line);
      if (waiting !== undefined) {
        waiting.push(asking);
        return;
      }
      const begun = [asking];
      lines.set(line, begun);
      void work(line, begun);
    });
}
