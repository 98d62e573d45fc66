/** A name given on the command line: one line of 1 to 100 characters, as the web asks for it. */
export function requireName(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > 100 || /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name))
    throw new CliProblem('The name must have 1 to 100 characters on one line.');
  return name;
}

/** What an operator asked for cannot be done as things stand: exit code 5. */
export class CliRefusal extends Error {
  readonly code: string;
  readonly exitCode = 5;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'CliProblem';
    this.code = code;
  }
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
