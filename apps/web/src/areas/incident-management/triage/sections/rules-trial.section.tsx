import type { ResponseOf, RouteOf } from '@matoi/contract';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Check, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { Switch } from '../../../../ui/page.tsx';
import { reportLink } from '../../reports/links.ts';
import type { RuleInput } from '../condition.builder.ts';
import { MixedText } from '../parts/mixed-text.tsx';
import { ProposalView } from '../parts/proposal-view.tsx';
import { differences, type ProposalPart } from '../proposal.diff.ts';
import type { Proposal } from '../queries.ts';
import type { RuleNames } from './rule-row.tsx';

type TrialProps = {
  /** The rules as they are on the page, saved or not. */
  readonly rules: () => RuleInput[];
  readonly isBlocked: boolean;
  readonly names: RuleNames;
};

/** Tries the rules of the page on a text or on the newest reports, before they are kept. */
export function RulesTrialSection(props: TrialProps) {
  const { say } = useSay();
  const [how, setHow] = useState<'text' | 'reports'>('text');
  return (
    <Card title={say('triage.trial.title')} note={say('triage.trial.note')}>
      <div className="m-form">
        <div>
          <Switch
            label={say('triage.trial.title')}
            value={how}
            options={[
              { value: 'text', label: say('triage.trial.on-text') },
              { value: 'reports', label: say('triage.trial.on-reports') },
            ]}
            onChoose={setHow}
          />
        </div>
        {props.isBlocked && <Notice tone="amber">{say('triage.save.unfinished')}</Notice>}
        {how === 'text' ? <OnText {...props} /> : <OnReports {...props} />}
      </div>
    </Card>
  );
}

function OnText({ rules, isBlocked, names }: TrialProps) {
  const { say } = useSay();
  const submit = useSubmit();
  const [sample, setSample] = useState({ title: '', text: '', reporterAddress: '', isInternalSender: false });
  const [tried, setTried] = useState<ResponseOf<RouteOf<'POST /api/v1/triage-rules/try'>> | null>(null);
  const set = (change: Partial<typeof sample>) => setSample((before) => ({ ...before, ...change }));
  const run = () => {
    const { reporterAddress, ...rest } = sample;
    const address = reporterAddress.trim() === '' ? {} : { reporterAddress };
    const body = { rules: rules(), sample: { ...rest, ...address } };
    return submit.run(body, async () => setTried(await call('POST /api/v1/triage-rules/try', { body })));
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <TextField
        label={say('triage.trial.sample-title')}
        maxLength={300}
        value={sample.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <ProseField
        label={say('triage.trial.sample-text')}
        rows={5}
        maxLength={200_000}
        value={sample.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <div className="m-grid-fields">
        <TextField
          label={say('triage.trial.sample-address')}
          maxLength={320}
          value={sample.reporterAddress}
          onChange={(event) => set({ reporterAddress: event.currentTarget.value })}
        />
        <Check
          label={say('triage.trial.sample-inside')}
          checked={sample.isInternalSender}
          onChange={(event) => set({ isInternalSender: event.currentTarget.checked })}
        />
      </div>
      <div>
        <Button type="submit" isBusy={submit.busy} disabled={isBlocked}>
          {say('triage.trial.act')}
        </Button>
      </div>
      <Refusal problem={submit.problem} />
      {tried !== null && (
        <div aria-live="polite" className="m-form">
          <Restricted count={tried.restrictedRules} />
          <div className="m-grid-fields m-trial-pair">
            <section>
              <h3>{say('triage.trial.before')}</h3>
              <ProposalView proposal={tried.before} names={names} />
            </section>
            <section>
              <h3>{say('triage.trial.after')}</h3>
              <ProposalView proposal={tried.after} names={names} />
            </section>
          </div>
        </div>
      )}
    </form>
  );
}

function OnReports({ rules, isBlocked, names }: TrialProps) {
  const { say } = useSay();
  const submit = useSubmit();
  const [count, setCount] = useState(100);
  const [tried, setTried] = useState<ResponseOf<RouteOf<'POST /api/v1/reports/try-rules'>> | null>(null);
  const run = () => {
    const body = { rules: rules(), count };
    return submit.run(body, async () => setTried(await call('POST /api/v1/reports/try-rules', { body })));
  };
  return (
    <div className="m-form">
      <SelectField
        label={say('triage.trial.count')}
        value={count}
        onChange={(event) => setCount(Number(event.currentTarget.value))}
      >
        {[50, 100, 200, 500].map((each) => (
          <option key={each} value={each}>
            {say('platform.list.count', { count: each })}
          </option>
        ))}
      </SelectField>
      <div>
        <Button isBusy={submit.busy} disabled={isBlocked} onClick={() => void run()}>
          {say('triage.trial.act')}
        </Button>
      </div>
      <Refusal problem={submit.problem} />
      {tried !== null && (
        <div aria-live="polite" className="m-form">
          <Restricted count={tried.restrictedRules} />
          <p>{say('triage.trial.result', { tried: tried.tried, changed: tried.changed.length })}</p>
          {tried.changed.length > 0 && (
            <table className="m-table">
              <thead>
                <tr>
                  <th scope="col">{say('terms.report')}</th>
                  <th scope="col">{say('triage.trial.changes')}</th>
                </tr>
              </thead>
              <tbody>
                {tried.changed.map(({ report, before, after }) => (
                  <tr key={report.id}>
                    <td data-main="true">
                      <Link to={reportLink(report.number)} className="m-row-link">
                        {report.title}
                      </Link>
                      <div className="m-second">{report.number}</div>
                    </td>
                    <td data-wide="true">
                      <ul className="m-reasons">
                        {differences(before, after).map((part) => (
                          <li key={part}>
                            <Change part={part} before={before} after={after} names={names} />
                          </li>
                        ))}
                      </ul>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </div>
  );
}

function Restricted({ count }: { readonly count: number }) {
  const { say } = useSay();
  return count === 0 ? null : <Notice tone="quiet">{say('triage.trial.restricted', { count })}</Notice>;
}

type ChangeProps = {
  readonly part: ProposalPart;
  readonly before: Proposal;
  readonly after: Proposal;
  readonly names: RuleNames;
};

const labels = {
  classCode: 'triage.field.class',
  impact: 'triage.field.impact',
  urgency: 'triage.field.urgency',
  priority: 'triage.field.priority',
  assigneeId: 'triage.rule.assignee',
  compartmentId: 'triage.rule.compartment',
  tags: 'triage.rule.tags',
} as const;

function Change({ part, before, after, names }: ChangeProps) {
  const { say } = useSay();
  const said = (proposal: Proposal): string | null => {
    const { classCode, impact, urgency, priority, assigneeId, compartmentId, tags } = proposal;
    switch (part) {
      case 'classCode':
        return classCode === null ? null : (names.classes.get(classCode) ?? classCode);
      case 'impact':
        return impact && say(`triage.impact.${impact}`);
      case 'urgency':
        return urgency && say(`triage.urgency.${urgency}`);
      case 'priority':
        return priority && String(priority);
      case 'assigneeId':
        return assigneeId === null ? null : (names.accounts.get(assigneeId) ?? assigneeId);
      case 'compartmentId':
        return compartmentId === null ? null : (names.compartments.get(compartmentId) ?? String(compartmentId));
      case 'tags':
        return tags.join(', ');
    }
  };
  const text = (proposal: Proposal) => said(proposal) || say('triage.proposal.none');
  return (
    <MixedText
      text={say('triage.trial.change', { part: say(labels[part]), before: text(before), after: text(after) })}
    />
  );
}
