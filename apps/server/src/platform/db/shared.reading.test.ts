import { expect, it } from 'vitest';
import { makeSharedReading } from './shared.reading.ts';

/** Readings that end when they are told to, each with what was there when it began. */
function readings() {
  let state = 0;
  const change = () => {
    state += 1;
  };
  const begun: { end(): void; fail(): void }[] = [];
  const ask = makeSharedReading(
    () =>
      new Promise<number>((resolve, reject) => {
        const seen = state;
        begun.push({ end: () => resolve(seen), fail: () => reject(new Error('gone')) });
      }),
  );
  return { ask, begun, change };
}

it('nobody is answered by a reading that began before he asked', async () => {
  const { ask, begun, change } = readings();
  const first = ask('a');
  change();
  const others = [ask('a'), ask('a'), ask('a')];
  expect(begun).toHaveLength(1);
  begun[0]?.end();
  expect(await first).toBe(0);
  expect(begun).toHaveLength(2);
  change();
  const last = ask('a');
  begun[1]?.end();
  expect(await Promise.all(others)).toEqual([1, 1, 1]);
  begun[2]?.end();
  expect(await last).toBe(2);
});

it("one that fails is no one else's, and other keys wait for nobody", async () => {
  const { ask, begun } = readings();
  const first = ask('a');
  const second = ask('a');
  const other = ask('b');
  begun[0]?.fail();
  await expect(first).rejects.toThrow('gone');
  begun[1]?.end();
  expect(await other).toBe(0);
  begun[2]?.end();
  expect(await second).toBe(0);
  const third = ask('a');
  begun[3]?.end();
  expect(await third).toBe(0);
});
