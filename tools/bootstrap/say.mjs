/** A problem whose message is meant for the person at the keyboard; it is shown without a stack. */
export class Trouble extends Error {}

const begun = Date.now();

/** Seconds since the program began, as `12.3 s`. */
export const elapsed = () => `${((Date.now() - begun) / 1000).toFixed(1)} s`;

/** Writes one line of progress to stderr: stdout belongs to the program that is being started. */
export function say(line) {
  process.stderr.write(`matoi: ${line}\n`);
}

/** Runs a main function; a `Trouble` ends the process with its sentence, anything else with a stack. */
export function runMain(main) {
  main().catch((error) => {
    process.stderr.write(error instanceof Trouble ? `\nmatoi: ${error.message}\n` : `${error?.stack ?? error}\n`);
    process.exit(1);
  });
}
