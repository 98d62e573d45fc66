import type { Problem } from '@matoi/contract';
import { useCallback, useRef, useState } from 'react';
import { attemptKeys } from './attempts.keys.ts';
import { problemOf } from './problems.sentences.ts';

export type Submit = {
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly clear: () => void;
  /**
   * Runs one act and answers whether it went through. A refusal is kept in `problem`; a fault is thrown to the error
   * page. The key is the same as long as `content` is.
   */
  readonly run: (content: unknown, act: (idempotencyKey: string) => Promise<void>) => Promise<boolean>;
};

/** State of a form's one act: only one at a time, its refusal beside the form. */
export function useSubmit(): Submit {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [fault, setFault] = useState<{ readonly error: unknown } | null>(null);
  const isRunning = useRef(false);
  const keys = useRef(attemptKeys());
  if (fault !== null) throw fault.error;

  const run = useCallback<Submit['run']>(async (content, act) => {
    if (isRunning.current) return false;
    isRunning.current = true;
    setBusy(true);
    setProblem(null);
    try {
      await act(keys.current(content));
      return true;
    } catch (error) {
      const refused = problemOf(error);
      if (refused === null) setFault({ error });
      else setProblem(refused);
      return false;
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  }, []);

  const clear = useCallback(() => setProblem(null), []);
  return { busy, problem, clear, run };
}
