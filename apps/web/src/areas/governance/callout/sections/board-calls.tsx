import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Chip } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { callOutsLink, callRulesLink } from '../links.ts';
import { callBoardQuery } from '../queries.ts';
import './callout.css';

/** Whether somebody is being called and nobody has come: then the board is not quiet, whatever else it says. */
export function useHasOpenCalls(): boolean {
  const { may } = useMe();
  const board = useQuery({ ...callBoardQuery, enabled: may('call-outs.board') });
  return (board.data?.items.length ?? 0) > 0;
}

/** On top of the board: calls that nobody has taken, in red; and that no rule would call anybody at night. */
export function BoardCalls() {
  const { may } = useMe();
  return may('call-outs.board') ? <Calls /> : null;
}

function Calls() {
  const { say } = useSay();
  const { may } = useMe();
  const linkTo = useSubjectLink();
  const board = useQuery(callBoardQuery);
  if (board.data === undefined) return null;
  const { items, hasPolicyOn } = board.data;
  return (
    <>
      {items.length > 0 && (
        <section className="m-call-board" aria-labelledby="call-board-title">
          <h2 id="call-board-title">{say('call-outs.board.title', { count: items.length })}</h2>
          <ul>
            {items.map((one) => {
              const to = one.subject === null ? null : linkTo(one.subject);
              return (
                <li key={one.id}>
                  <Chip tone={one.state === 'silent' ? 'red' : 'amber'}>
                    {say(one.state === 'silent' ? 'call-outs.board.silent' : 'call-outs.board.running')}
                  </Chip>
                  <Link to={to ?? callOutsLink} data-row>
                    {one.subject === null ? one.number : `${one.subject.number ?? ''} ${one.subject.title}`}
                  </Link>
                  <span className="m-second">
                    {say('call-outs.board.called', { names: one.people.map(({ name }) => name).join('、') })}
                  </span>
                  <span className="m-second">
                    <Moment at={one.startedAt} as="age" />
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {!hasPolicyOn && may('call-policies.set') && (
        <Notice tone="quiet" actions={<Link to={callRulesLink}>{say('call-outs.board.no-rule-link')}</Link>}>
          {say('call-outs.board.no-rule')}
        </Notice>
      )}
    </>
  );
}
