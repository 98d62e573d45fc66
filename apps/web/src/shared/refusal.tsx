import type { Problem } from '@matoi/contract';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/field.tsx';
import { Loading } from '../ui/page.tsx';
import { useSay } from './language.ts';
import { fieldRefusal, problemOf, problemSentence } from './problems.sentences.ts';

/** A refusal at the place it concerns: what happened, why, and what to do. */
export function Refusal({ problem, onRetry }: { readonly problem: Problem | null; readonly onRetry?: () => void }) {
  const { say, has } = useSay();
  if (problem === null) return null;
  return (
    <Notice
      tone="red"
      actions={
        onRetry !== undefined && (
          <Button size="small" onClick={onRetry}>
            {say('platform.act.retry')}
          </Button>
        )
      }
    >
      {problemSentence(problem, say as never, has)}
      {problem.requestId !== '' && problem.status >= 500 && (
        <div className="m-mono">{say('platform.error.request', { requestId: problem.requestId })}</div>
      )}
    </Notice>
  );
}

/** Gives the sentence for one input of a refused form. */
export function useFieldProblem(problem: Problem | null): (name: string) => string | null {
  const { say, has } = useSay();
  return (name) => {
    const found = fieldRefusal(problem, name);
    if (found === null) return null;
    const key = `platform.field.${found.code}`;
    if (has(key)) return say(key, found.params);
    return has(found.code) ? say(found.code, found.params) : say('platform.field.refused');
  };
}

type WaitingProps = {
  readonly query: {
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly refetch: () => unknown;
    readonly data?: unknown;
  };
};

/** What stands in the place of data that is not there: waiting, or the refusal with a way to try again. */
export function Waiting({ query }: WaitingProps) {
  const { say } = useSay();
  if (query.isPending && query.error === null) return <Loading>{say('platform.list.loading')}</Loading>;
  return <Refusal problem={problemOf(query.error)} onRetry={() => void query.refetch()} />;
}
