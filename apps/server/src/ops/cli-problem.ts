/** Wrong words on the command line: exit code 2. */
export class CliProblem extends Error {
  readonly code = 'usage';
  readonly exitCode = 2;

  constructor(message: string) {
    super(message);
    this.name = 'CliProblem';
  }
}
