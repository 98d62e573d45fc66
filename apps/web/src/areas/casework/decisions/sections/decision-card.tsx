import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { useNow } from '../../../../shared/now.hook.ts';
import { remainingText } from '../../../../shared/remaining.format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip, Facts, type Tone } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { useAuthorityWords } from '../../../governance/authority/sections/authority-words.hook.ts';
import { type DecisionAct, DecisionDialog } from '../forms/decision.dialog.tsx';
import type { Asked, Decision } from '../queries.ts';
import './decisions.css';

const tones: Readonly<Record<Decision['state'], Tone>> = {
  open: 'amber',
  'awaiting-second': 'amber',
  decided: 'green',
  declined: 'neutral',
  withdrawn: 'neutral',
};

/** How a decision stands, in one chip: what is missing counts more than that it was made. */
export function StateChip({ decision }: { readonly decision: Decision }) {
  const { say } = useSay();
  const { state, kind, confirmed, report, supersededBy } = decision;
  if (supersededBy !== null) return <Chip>{say('decisions.state.superseded')}</Chip>;
  if (state === 'decided' && kind === 'oral' && confirmed === null)
    return <Chip tone="amber">{say('decisions.state.unconfirmed')}</Chip>;
  if (confirmed?.isRight === false) return <Chip tone="red">{say('decisions.state.denied')}</Chip>;
  if (state === 'decided' && report !== null && report.done === null)
    return <Chip tone={report.isOverdue ? 'red' : 'amber'}>{say('decisions.state.unreported')}</Chip>;
  return <Chip tone={tones[state]}>{say(`decisions.state.${state}`)}</Chip>;
}

/** One decision: the brief as its decider sees it, what was decided by which authority, and what can be done now. */
export function DecisionCard({ decision }: { readonly decision: Decision }) {
  const { say } = useSay();
  const { actionName } = useAuthorityWords();
  const [act, setAct] = useState<DecisionAct | null>(null);
  const { can, state } = decision;
  const isWaiting = state === 'open' || state === 'awaiting-second';
  const target = [decision.target.system, decision.target.site, decision.target.tag].filter(Boolean).join(' ');
  return (
    <Card
      title={
        <span className="m-decision-head">
          <span className="m-second">{decision.number}</span> {decision.question}
        </span>
      }
      note={<StateChip decision={decision} />}
    >
      {isWaiting && <Clocks decision={decision} />}
      {can.whyNot !== null && <WhyNot code={can.whyNot} decision={decision} />}
      <Facts
        items={[
          {
            label: say('decisions.action'),
            value: `${actionName(decision.actionKind)} ・ ${target === '' ? say('decisions.target.all') : target}`,
          },
          decision.whyNow === ''
            ? null
            : { label: say('decisions.why-now'), value: <span className="m-typed">{decision.whyNow}</span> },
          decision.evidenceLost === ''
            ? null
            : {
                label: say('decisions.evidence-lost'),
                value: <span className="m-typed">{decision.evidenceLost}</span>,
              },
        ]}
      />
      {decision.options.length > 1 && <Options decision={decision} />}
      {isWaiting && decision.mayDecide.length > 0 && (
        <p className="m-second">
          {say('decisions.may-decide', {
            names: decision.mayDecide
              .map(({ name, rule }) => say('decisions.may-decide-rule', { name, rule }))
              .join('、'),
          })}
        </p>
      )}
      <Made decision={decision} />
      <Said decision={decision} />
      <AskedList decision={decision} onAct={setAct} />
      <div className="m-decision-acts">
        {can.decide && (
          <Button kind="primary" onClick={() => setAct({ act: 'decide' })}>
            {say('decisions.decide.act')}
          </Button>
        )}
        {can.agree && (
          <Button kind="primary" onClick={() => setAct({ act: 'agree' })}>
            {say('decisions.agree.act')}
          </Button>
        )}
        {can.confirm && (
          <Button kind="primary" onClick={() => setAct({ act: 'confirm' })}>
            {say('decisions.confirm.act')}
          </Button>
        )}
        {can.report && (
          <Button kind="primary" onClick={() => setAct({ act: 'report' })}>
            {say('decisions.report.act')}
          </Button>
        )}
        {can.say && (
          <>
            <Button onClick={() => setAct({ act: 'question' })}>{say('decisions.say.question')}</Button>
            <Button onClick={() => setAct({ act: 'reply' })}>{say('decisions.say.reply')}</Button>
          </>
        )}
        {can.passOn && <Button onClick={() => setAct({ act: 'pass-on' })}>{say('decisions.pass-on.act')}</Button>}
        {can.withdraw && <Button onClick={() => setAct({ act: 'withdraw' })}>{say('decisions.withdraw.act')}</Button>}
      </div>
      <DecisionDialog decision={decision} act={act} onClose={() => setAct(null)} />
    </Card>
  );
}

function WhyNot({ code, decision }: { readonly code: string; readonly decision: Decision }) {
  const { say, has } = useSay();
  const names = decision.mayDecide.map(({ name }) => name).join('、');
  return <Notice tone="quiet">{has(code) ? say(code, { names, reason: '' }) : say('decisions.why-not')}</Notice>;
}

function Clocks({ decision }: { readonly decision: Decision }) {
  const { say, locale } = useSay();
  const now = useNow();
  const { decideByAt, waitingCost } = decision;
  if (decideByAt === null && waitingCost === '') return null;
  const left = decideByAt === null ? null : remainingText(decideByAt, now, locale);
  return (
    <div className="m-decision-clocks">
      {decideByAt !== null && left !== null && (
        <div>
          <small>
            {say('decisions.due')} <Moment at={decideByAt} as="short" />
          </small>
          <strong>{left.isPast ? say('decisions.overdue') : say('portal.decision.left', { left: left.text })}</strong>
        </div>
      )}
      {waitingCost !== '' && (
        <div>
          <small>{say('decisions.cost')}</small>
          <strong className="m-typed">{waitingCost}</strong>
        </div>
      )}
    </div>
  );
}

function Options({ decision }: { readonly decision: Decision }) {
  const { say } = useSay();
  const { options, csirt, vendor } = decision;
  const chosen = decision.decision?.option;
  type Option = Decision['options'][number];
  const row = (label: string, value: (option: Option) => string) =>
    options.every((option) => value(option) === '') ? null : (
      <tr>
        <th scope="row">{label}</th>
        {options.map((option) => (
          <td key={option.key} data-chosen={option.key === chosen} className="m-typed">
            {value(option)}
          </td>
        ))}
      </tr>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by the keyboard
    <section className="m-decision-options" aria-label={say('decisions.options')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <td />
            {options.map((option) => (
              <th key={option.key} scope="col" data-chosen={option.key === chosen}>
                <span className="m-typed">
                  {option.key} {option.title}
                </span>
                <div>
                  {csirt?.option === option.key && <Chip tone="accent">{say('decisions.recommend.csirt')}</Chip>}
                  {vendor?.option === option.key && (
                    <Chip>{say('decisions.recommend.vendor', { name: vendor.name })}</Chip>
                  )}
                  {option.isOrder && <div className="m-second">{say('decisions.option.order')}</div>}
                </div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(say('decisions.option.business'), ({ business }) => business)}
          {row(say('decisions.option.technical'), ({ technical }) => technical)}
          {row(say('decisions.option.risk'), ({ risk, riskText }) =>
            [say(`decisions.risk.${risk}`), riskText].filter(Boolean).join(' ・ '),
          )}
          {row(say('decisions.option.cost'), ({ cost }) => cost)}
          {row(say('decisions.option.reversible'), ({ reversible }) => say(`decisions.reversible.${reversible}`))}
          {row(say('decisions.recommend.csirt'), ({ key }) => (csirt?.option === key ? csirt.reason : ''))}
          {vendor === null
            ? null
            : row(say('decisions.recommend.vendor', { name: vendor.name }), ({ key }) =>
                vendor.option === key ? vendor.reason : '',
              )}
        </tbody>
      </table>
    </section>
  );
}

function Made({ decision }: { readonly decision: Decision }) {
  const { say } = useSay();
  const { decision: made, second, confirmed, report, options } = decision;
  if (made === null)
    return decision.withdrawn === null ? null : (
      <p className="m-typed">
        {say('decisions.withdrawn.by', { name: decision.withdrawn.by.name, reason: decision.withdrawn.reason })}
      </p>
    );
  const { rule, version, verdict } = made.authority;
  const authority =
    verdict === 'emergency'
      ? say('decisions.made.rule-emergency', { rule, version })
      : verdict === 'by-delegation'
        ? say('decisions.made.rule-delegation', { rule, version })
        : say('decisions.made.rule', { rule, version });
  const typed = (value: string) => <span className="m-typed">{value}</span>;
  return (
    <>
      <Facts
        items={[
          {
            label: say('decisions.made.option'),
            value: typed(options.find(({ key }) => key === made.option)?.title ?? ''),
          },
          made.reason === '' || made.reason === decision.whyNow
            ? null
            : { label: say('decisions.made.reason'), value: typed(made.reason) },
          { label: say('decisions.made.by'), value: typed(made.by.name) },
          { label: say('decisions.made.authority'), value: authority },
          second === null
            ? null
            : { label: say('decisions.made.second'), value: typed(`${second.by.name} ${second.reason}`) },
          { label: say('decisions.made.at'), value: <Moment at={made.at} /> },
          made.at === made.recordedAt
            ? null
            : { label: say('decisions.made.recorded'), value: <Moment at={made.recordedAt} /> },
          made.identity !== null
            ? { label: say('decisions.made.identity'), value: say(`decisions.identity.${made.identity}`) }
            : {
                label: say('decisions.made.recorded-by'),
                value: typed(`${made.recordedBy.name} ・ ${made.means}`),
              },
          decision.conditions === ''
            ? null
            : { label: say('decisions.made.conditions'), value: typed(decision.conditions) },
          decision.conditionsMet === ''
            ? null
            : { label: say('decisions.made.conditions-met'), value: typed(decision.conditionsMet) },
          report === null ? null : { label: say('decisions.report.due'), value: <Moment at={report.dueAt} /> },
        ]}
      />
      {confirmed !== null && (
        <Notice tone={confirmed.isRight ? 'green' : 'red'}>
          {say(confirmed.isRight ? 'decisions.made.confirmed' : 'decisions.made.denied', { name: confirmed.by.name })}{' '}
          {confirmed.text}
        </Notice>
      )}
      {report?.done != null && (
        <p className="m-typed">
          {say('decisions.report.done', { name: report.done.to })} <Moment at={report.done.at} as="short" />{' '}
          {report.done.text}
        </p>
      )}
      {decision.supersedes !== null && (
        <p className="m-second">{say('decisions.made.supersedes', { number: decision.supersedes.number })}</p>
      )}
      {decision.supersededBy !== null && (
        <p className="m-second">{say('decisions.made.superseded-by', { number: decision.supersededBy.number })}</p>
      )}
    </>
  );
}

/** What was asked back, answered and proposed; what was decided stands above. */
function Said({ decision }: { readonly decision: Decision }) {
  const { say } = useSay();
  const said = decision.answers.filter(({ kind }) => kind === 'question' || kind === 'reply' || kind === 'proposal');
  if (said.length === 0) return null;
  return (
    <ul className="m-decision-asked" aria-label={say('decisions.answers')}>
      {said.map((answer) => (
        <li key={answer.id}>
          <Chip>{say(`decisions.answer.${answer.kind}`)}</Chip>
          <span className="m-typed">
            <span className="m-strong">{answer.by}</span> {answer.option ?? ''} {answer.text}{' '}
            <span className="m-second">
              <Moment at={answer.at} as="short" />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function AskedList({ decision, onAct }: { readonly decision: Decision; readonly onAct: (act: DecisionAct) => void }) {
  const { say } = useSay();
  if (decision.asked.length === 0) return null;
  return (
    <ul className="m-decision-asked" aria-label={say('decisions.asked')}>
      {decision.asked.map((asked) => (
        <AskedLine key={asked.id} asked={asked} onAct={onAct} />
      ))}
    </ul>
  );
}

function AskedLine({ asked, onAct }: { readonly asked: Asked; readonly onAct: (act: DecisionAct) => void }) {
  const { say } = useSay();
  return (
    <li>
      <span className="m-strong">{asked.name}</span>
      <span className="m-second">
        {say(`decisions.asked.why.${asked.why}`)} <Moment at={asked.askedAt} as="short" /> ・{' '}
        {say(asked.isMailed ? 'decisions.asked.mailed' : 'decisions.asked.not-mailed')}
      </span>
      {asked.pin !== 'none' && (
        <Chip tone={asked.pin === 'locked' ? 'red' : 'neutral'}>{say(`decisions.asked.pin.${asked.pin}`)}</Chip>
      )}
      {asked.can.pin && (
        <Button
          size="small"
          aria-label={say('decisions.pin.act-named', { name: asked.name })}
          onClick={() => onAct({ act: 'pin', asked })}
        >
          {say('decisions.pin.act')}
        </Button>
      )}
      {asked.can.link && (
        <Button
          size="small"
          aria-label={say('decisions.link.act-named', { name: asked.name })}
          onClick={() => onAct({ act: 'link', asked })}
        >
          {say('decisions.link.act')}
        </Button>
      )}
    </li>
  );
}
