import type { Fact } from '@matoi/contract';
import type { Refusal, SubjectId } from '@matoi/kernel';
import type { Actor } from '../access/index.ts';
import type { Given, Work } from '../work/index.ts';

/** What an act without a subject concerns: who sees into a compartment, or a mail that is no record yet. */
export type About = { readonly compartmentId: number } | { readonly mailId: string };

/** What a command answers to the runner: the runner writes the audit entry and the facts from it. */
export type Recorded<Result> = {
  /** The record that the act concerns; visibility of audit entry and facts goes through it. */
  readonly subjectId: SubjectId | null;
  /** For acts without a subject that are need-to-know all the same: only who sees this sees the audit entry. */
  readonly about?: About;
  /** For the audit log: what was changed, before and after. Secrets never. */
  readonly audit: Readonly<Record<string, unknown>>;
  readonly facts: readonly Fact[];
  readonly result: Result;
};

/**
 * One human act. The runner opens the transaction and goes through the steps in this order; only `load`, `record` and
 * `show` may touch the database, only `record` may change it.
 */
export type Command<Input, Loaded, Change, Result, Output> = {
  /** Also the permission that the actor needs, and the action in the audit log. */
  readonly id: string;
  /**
   * Compartments that the act may write into although the actor does not see them: intake by machines, and what a guest
   * adds to the record of the link. Such an act shows its actor nothing of what lies there.
   */
  readonly writesInto?: readonly number[] | ((input: Input) => readonly number[]);
  /** Finds the records; refuses with `record.find.not-found` what the actor cannot see. */
  load(work: Work, input: Input): Promise<Loaded>;
  /** For changes of a record that was read before: its version, and how it looks now for the caller who is too late. */
  readonly versioned?: {
    of(loaded: Loaded): number;
    show(work: Work, loaded: Loaded): Promise<unknown>;
  };
  /** May this actor do this to this record? The answer is a refusal or null. Pure. */
  permit(actor: Actor, loaded: Loaded, input: Input): Refusal | null;
  /** What is to change, or a refusal. Pure. */
  decide(loaded: Loaded, input: Input, given: Given): Change | Refusal;
  record(
    work: Work,
    step: { readonly loaded: Loaded; readonly change: Change; readonly input: Input },
  ): Promise<Recorded<Result>>;
  show(work: Work, result: Result): Promise<Output>;
  /**
   * For intake by machines: carries out several askings of one actor in one transaction, and answers what is recorded of
   * each, in their order. Each keeps its audit entry and its answer. Only for commands that permit everybody who holds
   * the permission and have no version.
   */
  together?(work: Work, inputs: readonly Input[]): Promise<readonly Recorded<Result>[]>;
};

/** Declares a command; exists for the inference of its five types. */
export function defineCommand<Input, Loaded, Change, Result, Output>(
  command: Command<Input, Loaded, Change, Result, Output>,
): Command<Input, Loaded, Change, Result, Output> {
  return command;
}

/** For commands with nothing to refuse beyond the permission itself. */
export function permitAll(): null {
  return null;
}
