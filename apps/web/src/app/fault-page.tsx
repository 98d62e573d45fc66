import { useSay } from '../shared/language.ts';
import { Link } from '../shared/link.tsx';
import { problemOf } from '../shared/problems.sentences.ts';
import { Refusal } from '../shared/refusal.tsx';
import { Button } from '../ui/button.tsx';
import { Mark } from '../ui/mark.tsx';
import './fault-page.css';

/** Shown when a page broke: what happened, that nothing was lost, and two ways on. */
export function FaultPage({ error }: { readonly error: unknown }) {
  const { say } = useSay();
  const problem = problemOf(error);
  return (
    <main className="m-fault">
      <Mark size={24} />
      <h1>{say('platform.error.title')}</h1>
      {problem === null ? (
        <>
          <p>{say('platform.error.fault')}</p>
          <pre className="m-mono">{error instanceof Error ? error.message : String(error)}</pre>
        </>
      ) : (
        <Refusal problem={problem} />
      )}
      <div className="m-row">
        <Button kind="primary" onClick={() => window.location.reload()}>
          {say('platform.act.reload')}
        </Button>
        <Button onClick={() => window.location.assign('/')}>{say('platform.error.home')}</Button>
      </div>
    </main>
  );
}

/** Shown for an address at which there is nothing. */
export function NotFoundPage() {
  const { say } = useSay();
  return (
    <main className="m-fault">
      <Mark size={24} />
      <h1>{say('platform.not-found.title')}</h1>
      <p>{say('request.route.unknown')}</p>
      <p>
        <Link to="/">{say('platform.error.home')}</Link>
      </p>
    </main>
  );
}
