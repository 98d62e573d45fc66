/** A name given on the command line: one line of 1 to 100 characters, as the web asks for it. */
export function requireName(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > 100 || /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name))
    throw new CliProblem('The name must have 1 to 100 characters on one line.');
  return name;
}

/** Wrong words on the command line: exit code 2. */
export class CliProblem extends Error {
  readonly code = 'usage';
  readonly exitCode = 2;

  constructor(message: string) {
    super(message);
    this.name = 'CliProblem';
  }
}
