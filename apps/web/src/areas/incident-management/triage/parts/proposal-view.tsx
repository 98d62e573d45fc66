import { useSay } from '../../../../shared/language.ts';
import { Facts } from '../../../../ui/card.tsx';
import type { Proposal } from '../queries.ts';
import type { RuleNames } from '../sections/rule-row.tsx';
import { MixedText } from './mixed-text.tsx';
import { useReasonText } from './reason-text.ts';

type ProposalViewProps = { readonly proposal: Proposal; readonly names: RuleNames };

/** What rules propose for a report, and why. */
export function ProposalView({ proposal, names }: ProposalViewProps) {
  const { say } = useSay();
  const reasonText = useReasonText();
  const none = say('triage.proposal.none');
  const { classCode, impact, urgency, priority, assigneeId, compartmentId, tags } = proposal;
  return (
    <div className="m-proposal">
      <Facts
        items={[
          { label: say('triage.field.class'), value: classCode === null ? none : names.classes.get(classCode) },
          { label: say('triage.field.impact'), value: impact === null ? none : say(`triage.impact.${impact}`) },
          { label: say('triage.field.urgency'), value: urgency === null ? none : say(`triage.urgency.${urgency}`) },
          { label: say('triage.field.priority'), value: priority ?? none },
          assigneeId === null
            ? null
            : { label: say('triage.rule.assignee'), value: names.accounts.get(assigneeId) ?? assigneeId },
          compartmentId === null
            ? null
            : { label: say('triage.rule.compartment'), value: names.compartments.get(compartmentId) ?? compartmentId },
          tags.length === 0 ? null : { label: say('triage.rule.tags'), value: <MixedText text={tags.join(', ')} /> },
        ]}
      />
      {proposal.reasons.length > 0 && (
        <ul className="m-reasons">
          {[...new Set(proposal.reasons.map(reasonText))].map((text) => (
            <li key={text} className="m-second">
              <MixedText text={text} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
