/** A thing that runs until it is stopped. */
export type Running = { stop(): Promise<void> };

/**
 * Calls `turn` again and again: at once while it answers true, otherwise after `idleMs`, or when woken. An error is
 * given to `onProblem` and the next turn waits `idleMs` doubled up to ten seconds, so that a database that is away for
 * a minute is waited for and nothing is lost.
 */
export function runLoop(options: {
  readonly turn: () => Promise<boolean>;
  readonly idleMs: number;
  readonly onProblem: (error: unknown) => void;
}): Running & { wake(): void } {
  let isStopped = false;
  let wake: () => void = () => undefined;
  let isAwake = false;
  let failures = 0;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      if (isAwake) {
        resolve();
        return;
      }
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const ended = (async () => {
    while (!isStopped) {
      isAwake = false;
      try {
        const goOn = await options.turn();
        failures = 0;
        if (!goOn && !isStopped) await pause(options.idleMs);
      } catch (error) {
        failures += 1;
        options.onProblem(error);
        if (!isStopped) await pause(Math.min(10_000, Math.max(250, options.idleMs) * 2 ** failures));
      }
    }
  })();

  const wakeUp = () => {
    isAwake = true;
    wake();
  };
  return {
    wake: wakeUp,
    async stop() {
      isStopped = true;
      wakeUp();
      await ended;
    },
  };
}
