import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Page } from '../../../../ui/page.tsx';
import { ScopeForm } from '../forms/scope.form.tsx';
import { type Rule, rulesQuery } from '../rules.queries.ts';
import { ForceMark } from '../sections/mark.tsx';
import { OwnRulesCard } from '../sections/own-rules.card.tsx';
import { RecipientFormsCard } from '../sections/recipient-forms.card.tsx';
import { useDutyWords } from '../words.hook.ts';
import '../sections/obligations.css';
import '../sections/rules.css';

/** Which laws and agreements the team falls under, and which rules are on, each with its source. */
export function ObligationRulesPage() {
  const { say } = useSay();
  const rules = useQuery(rulesQuery);
  return (
    <Page title={say('terms.obligation-rules')}>
      {rules.data === undefined ? (
        <Waiting query={rules} />
      ) : (
        <>
          <ScopeForm key={rules.data.declaration.version} rules={rules.data} />
          <OwnRulesCard rules={rules.data} />
          <RecipientFormsCard />
          <RuleList rules={rules.data.rules} />
        </>
      )}
    </Page>
  );
}

function RuleList({ rules }: { readonly rules: readonly Rule[] }) {
  const { say } = useSay();
  const { text } = useDutyWords();
  const [asked, setAsked] = useState<Rule | null>(null);
  return (
    <Card
      title={say('obligation-rules.list.title')}
      note={say('obligation-rules.list.count', { on: rules.filter(({ isOn }) => isOn).length, all: rules.length })}
      isTight
    >
      <ul className="m-rule-list">
        {rules.map((rule) => (
          <RuleLine key={`${rule.regimeId} ${rule.version}`} rule={rule} onSwitch={() => setAsked(rule)} />
        ))}
      </ul>
      <Dialog
        title={asked === null ? '' : say(asked.isOn ? 'obligation-rules.switch.off' : 'obligation-rules.switch.on')}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
      >
        {asked !== null && (
          <ReasonForm
            explained={say(
              asked.isOn ? 'obligation-rules.switch.off-explained' : 'obligation-rules.switch.on-explained',
              {
                name: text(asked.name),
              },
            )}
            label={say('obligations.ruling.reason')}
            act={say(asked.isOn ? 'obligation-rules.switch.off' : 'obligation-rules.switch.on')}
            kind={asked.isOn ? 'danger' : 'primary'}
            about={[asked.regimeId, asked.isOn]}
            stale={['obligation-rule', 'obligation']}
            onClose={() => setAsked(null)}
            send={async (reason, idempotencyKey) => {
              await call('POST /api/v1/obligation-rules/switch', {
                body: { regimeId: asked.regimeId, isOn: !asked.isOn, reason },
                idempotencyKey,
              });
              return say('obligation-rules.switch.done');
            }}
          />
        )}
      </Dialog>
    </Card>
  );
}

function RuleLine({ rule, onSwitch }: { readonly rule: Rule; readonly onSwitch: () => void }) {
  const { say } = useSay();
  const { text } = useDutyWords();
  const { may } = useMe();
  return (
    <li>
      <span className="m-duty-question">
        <span className="m-duty-name">
          <ForceMark force={rule.kind} />
          <span className="m-strong">{text(rule.name)}</span>
        </span>
        <div className="m-second">{rule.stages.map(({ name }) => text(name)).join(' ・ ')}</div>
        <div className="m-second">
          {rule.sources
            .map(({ title, clause }) => [text(title), clause === null ? '' : text(clause)].join(' ').trim())
            .join(' ・ ')}
          {' ・ '}
          {say('obligations.detail.version', {
            version: rule.version,
            confidence: say(`obligations.confidence.${rule.confidence}`),
          })}
        </div>
        {rule.whyOff !== null && !rule.isOn && <div className="m-second">{text(rule.whyOff)}</div>}
        {rule.switched !== null && (
          <div className="m-second m-typed">
            <Moment at={rule.switched.at} as="short" /> {rule.switched.by.name}：{rule.switched.reason}
          </div>
        )}
      </span>
      <Chip tone={rule.isOn ? 'green' : 'neutral'}>
        {say(rule.isOn ? 'obligation-rules.state.on' : 'obligation-rules.state.off')}
      </Chip>
      {may('obligation-rules.switch') && (
        <Button
          size="small"
          aria-label={say(rule.isOn ? 'obligation-rules.switch.off-named' : 'obligation-rules.switch.on-named', {
            name: text(rule.shortName),
          })}
          onClick={onSwitch}
        >
          {say(rule.isOn ? 'obligation-rules.switch.off' : 'obligation-rules.switch.on')}
        </Button>
      )}
    </li>
  );
}
