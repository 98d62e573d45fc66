import { useSay } from '../../../../shared/language.ts';
import type { Proposal } from '../queries.ts';

type Reason = Pick<Proposal['reasons'][number], 'ruleId' | 'ruleName' | 'because'>;

/** Says in words why something was proposed: what of the report, and by which rule or version of the table. */
export function useReasonText(): (reason: Reason) => string {
  const { say, locale } = useSay();
  const one = ({ field, matched }: Reason['because'][number]): string => {
    switch (field) {
      case 'always':
        return say('triage.because.always');
      case 'sender-internal':
        return say(matched === 'true' ? 'triage.says.sender-inside' : 'triage.says.sender-outside');
      case 'impact':
        return `${say('triage.field.impact')} ${say(`triage.impact.${matched as 'high'}`)}`;
      case 'urgency':
        return `${say('triage.field.urgency')} ${say(`triage.urgency.${matched as 'high'}`)}`;
      case 'severity-hint':
        return say('triage.because.severity-hint', { word: say(`triage.urgency.${matched as 'high'}`) });
      case 'channel':
        return say('triage.because.channel', { word: say(`triage.channel.${matched as 'mail'}`) });
      default:
        return say(`triage.because.${field}`, { word: matched });
    }
  };
  return ({ ruleId, ruleName, because }) => {
    const why = because.map(one).join(locale === 'ja' ? '、' : ', ');
    const version = /^priorities:(\d+)$/.exec(ruleId)?.[1];
    if (version !== undefined) return say('triage.because.table', { why, version });
    return ruleName === '' ? why : say('triage.because.rule', { why, rule: ruleName });
  };
}
