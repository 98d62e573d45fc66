import { expect, it } from 'vitest';
import { inLine } from './report-line.store.ts';

it('an act that failed does not hold up the next', async () => {
  const failed = inLine({ id: 'failing', version: 1 }, () => Promise.reject(new Error('no')));
  const next = inLine({ id: 'failing', version: 1 }, async (version) => ({ answer: 'done', version: version + 1 }));
  await expect(failed).rejects.toThrow('no');
  await expect(next).resolves.toBe('done');
});

it('acts run one after the other, each with the version that the one before gave', async () => {
  const seen: string[] = [];
  const act = (name: string) =>
    inLine({ id: 'a', version: 3 }, async (version) => {
      seen.push(`${name} begins at ${version}`);
      await Promise.resolve();
      seen.push(`${name} ends`);
      return { answer: name, version: version + 1 };
    });
  expect(await Promise.all([act('one'), act('two')])).toEqual(['one', 'two']);
  expect(seen).toEqual(['one begins at 3', 'one ends', 'two begins at 4', 'two ends']);
});

it('a newer version that was read goes before what was remembered', async () => {
  const answer = await inLine({ id: 'a', version: 9 }, async (version) => ({ answer: version, version }));
  expect(answer).toBe(9);
});

it('other reports do not wait', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held = inLine({ id: 'held', version: 1 }, async (version) => {
    await gate;
    return { answer: 'held', version };
  });
  await expect(inLine({ id: 'free', version: 1 }, async (version) => ({ answer: 'free', version }))).resolves.toBe(
    'free',
  );
  release();
  await held;
});
