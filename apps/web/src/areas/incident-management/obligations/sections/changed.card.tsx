import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { filingLink } from '../links.ts';
import type { Duties } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';
import './filing.css';

type Difference = Duties['changed'][number]['differences'][number];

/** What is known otherwise today than somebody was told, and where two were told different things. */
export function ChangedCard({ duties }: { readonly duties: Duties }) {
  const { say } = useSay();
  const { text, nameOf, factText } = useDutyWords();
  if (duties.changed.length === 0 && duties.conflicts.length === 0) return null;
  const recipientName = (regimeId: string, code: string) => {
    const duty = duties.items.find((one) => one.regimeId === regimeId);
    const recipient = duty?.stages.flatMap(({ recipients }) => recipients).find((one) => one.code === code);
    return recipient === undefined ? code : text(recipient.name);
  };
  return (
    <Card title={say('filings.changed.title')} isTight>
      <div className="m-duty-facts">
        {duties.conflicts.map((conflict) => (
          <Notice key={conflict.key} tone="amber">
            <p className="m-strong">{say('filings.conflict.text', { name: nameOf(conflict.key) })}</p>
            <ul className="m-duty-plain">
              {conflict.told.map((one) => (
                <li key={one.filingId}>
                  {duties.filings.some(({ id }) => id === one.filingId) ? (
                    <Link to={filingLink(one.filingId)}>{text(one.name)}</Link>
                  ) : (
                    text(one.name)
                  )}
                  {' ・ '}
                  <Moment at={one.filedAt} as="short" />
                  {': '}
                  <span className="m-strong m-typed">{factText(one.fact, conflict.key)}</span>
                </li>
              ))}
            </ul>
          </Notice>
        ))}
        {duties.changed.map(({ filingId, differences }) => {
          const filing = duties.filings.find(({ id }) => id === filingId);
          if (filing === undefined) return null;
          return (
            <div key={filingId}>
              <p>
                <Link to={filingLink(filingId)}>{recipientName(filing.regimeId, filing.recipient)}</Link>{' '}
                <span className="m-second">
                  {filing.filedAt !== null && <Moment at={filing.filedAt} as="short" />} {say('filings.changed.since')}
                </span>
              </p>
              <DifferenceList differences={differences} />
            </div>
          );
        })}
      </div>
    </Card>
  );
}

/** Values before and after, the new one set off. */
export function DifferenceList({ differences }: { readonly differences: readonly Difference[] }) {
  const { say } = useSay();
  const { nameOf, factText } = useDutyWords();
  return (
    <ul className="m-duty-differences">
      {differences.map(({ key, before, after }) => (
        <li key={key}>
          <span className="m-second">{nameOf(key)}</span>
          <span>
            <del>
              <span className="m-hidden">{say('filings.changed.before')}</span>
              {factText(before, key)}
            </del>{' '}
            →{' '}
            <ins>
              <span className="m-hidden">{say('filings.changed.after')}</span>
              {factText(after, key)}
            </ins>
          </span>
        </li>
      ))}
    </ul>
  );
}
