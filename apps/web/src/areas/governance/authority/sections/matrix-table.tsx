import type { ReactNode } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Card } from '../../../../ui/card.tsx';
import type { Holder, Rule } from '../queries.ts';
import { useAuthorityWords } from './authority-words.hook.ts';
import './authority.css';

type Props = {
  readonly rules: readonly Rule[];
  /** What can be done with a rule, beside it. */
  readonly actions?: (rule: Rule) => ReactNode;
};

/** The rules of one version: authority first, then what is allowed in an emergency. */
export function MatrixTables({ rules, actions }: Props) {
  const { say } = useSay();
  return (['order', 'emergency'] as const).map((force) => {
    const own = rules.filter((rule) => rule.force === force);
    if (own.length === 0) return null;
    return (
      <Card key={force} title={say(`authority.force.${force}`)} note={say(`authority.force.${force}-text`)} isTight>
        <ul className="m-authority-rules">
          {own.map((rule) => (
            <RuleLine key={rule.id} rule={rule} actions={actions?.(rule)} />
          ))}
        </ul>
      </Card>
    );
  });
}

function RuleLine({ rule, actions }: { readonly rule: Rule; readonly actions?: ReactNode }) {
  const { say } = useSay();
  const { actionName, scopeText, conditions, holderName, comma } = useAuthorityWords();
  const named = (holders: readonly Holder[]) => holders.map(holderName).join(comma);
  const carries = [named(rule.carriesOut), rule.carriesOutText].filter(Boolean).join(' ・ ');
  return (
    <li className="m-authority-rule">
      <span className="m-authority-number">{rule.number}</span>
      <div className="m-authority-what">
        <div className="m-strong">{rule.actionKinds.map(actionName).join(comma)}</div>
        <div className="m-second m-typed">{[scopeText(rule.scope), ...conditions(rule)].join(' ・ ')}</div>
      </div>
      <dl className="m-authority-who">
        <Pair name={say('authority.column.may-order')} value={named(rule.mayOrder)} isStrong />
        <Pair name={say('authority.column.must-inform')} value={named(rule.mustInform)} />
        <Pair name={say('authority.column.carries-out')} value={carries} />
        <Pair name={say('authority.column.conditions')} value={rule.conditions} />
        <Pair
          name={say('authority.column.report')}
          value={
            rule.reportWithinMinutes === null
              ? ''
              : say('authority.rule.report-within', { minutes: rule.reportWithinMinutes })
          }
        />
        <Pair name={say('authority.field.note')} value={rule.note} />
      </dl>
      {actions}
    </li>
  );
}

function Pair({
  name,
  value,
  isStrong,
}: {
  readonly name: string;
  readonly value: string;
  readonly isStrong?: boolean;
}) {
  if (value === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd className={isStrong === true ? 'm-strong m-typed' : 'm-typed'}>{value}</dd>
    </>
  );
}
