import type { ResponseOf, RouteOf } from '@matoi/contract';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { stateKey, toneOf } from '../duty.rules.ts';
import { useDutyWords } from '../words.hook.ts';

type Tried = ResponseOf<RouteOf<'POST /api/v1/obligation-rules/try'>>;

/** What a rule would have said of the newest incidents. */
export function TriedPart({ tried }: { readonly tried: Tried }) {
  const { say } = useSay();
  const { nameOf } = useDutyWords();
  const linkOf = useSubjectLink();
  return (
    <Notice tone="quiet">
      <p className="m-strong">
        {say('obligation-rules.try.result', { of: tried.of, applicable: tried.applicable, open: tried.open })}
      </p>
      <ul className="m-duty-plain">
        {tried.items.map(({ subject, applicability, due, missing }) => {
          const to = linkOf(subject);
          const name = `${subject.number ?? ''} ${subject.title}`;
          const state = applicability === 'applicable' ? null : applicability;
          return (
            <li key={subject.id}>
              {to === null ? (
                <span className="m-typed">{name}</span>
              ) : (
                <Link to={to} className="m-typed">
                  {name}
                </Link>
              )}{' '}
              {state === null ? (
                <Chip tone="accent">{say('obligation-rules.try.applies')}</Chip>
              ) : (
                <Chip tone={toneOf(state)}>{say(stateKey(state))}</Chip>
              )}
              <span className="m-second">
                {' '}
                {due !== null && (due.on ?? <Moment at={due.at} as="short" />)}
                {missing.map(nameOf).join(' ・ ')}
              </span>
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
