/**
 * An expected reason why the program cannot start. `message` is one plain English sentence: what happened and what to
 * do. `code` and `params` are for machines (`--json`, tests). Everything else that is thrown is a fault of ours.
 */
export class StartProblem extends Error {
  readonly code: string;
  readonly params: Record<string, string>;

  constructor(code: string, message: string, params: Record<string, string> = {}) {
    super(message);
    this.name = 'StartProblem';
    this.code = code;
    this.params = params;
  }
}
