import { orRefuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { listAccounts } from '../../../platform/identity/index.ts';
import { listClasses } from './class.queries.ts';
import { latestContent, readInForce } from './edition.queries.ts';
import type { Rule, TriageInput, TriageProposal } from './rule.model.ts';
import { type PreparedRules, type ProposalGround, prepareRules, propose, withoutAssignee } from './rule.rules.ts';
import { decideRuleSet, isRestricted, type RuleInput, type RuleSetGround } from './rule-set.rules.ts';

/** What must be known to judge a new set of rules. */
export async function ruleSetGround(
  reading: Reading,
  given: Pick<RuleSetGround, 'current' | 'newIds'>,
): Promise<RuleSetGround> {
  const classes = await listClasses(reading);
  const accounts = await listAccounts(reading.db);
  return {
    ...given,
    sees: reading.actor.compartments,
    classCodes: new Set(classes.map((one) => one.code)),
    activeAccounts: new Set(accounts.filter((one) => one.state === 'active').map((one) => one.id)),
  };
}

/** Two sets of rules beside each other, to be tried on reports. Nothing is changed. */
export type RulesTrial = {
  readonly before: (input: TriageInput) => TriageProposal;
  readonly after: (input: TriageInput) => TriageProposal;
  /** Rules that name a compartment out of sight. They are not tried, or trying would tell what they look for. */
  readonly restrictedRules: number;
};

/**
 * Prepares a trial of the rules that are sent (or of those in force when none are) against those in force. Refuses rules
 * that could not be kept.
 */
export async function tryRules(reading: Reading, rules: readonly RuleInput[] | undefined): Promise<RulesTrial> {
  const { rules: current, priorities } = await readInForce(reading, ['rules', 'priorities']);
  const latest = await latestContent(reading, 'rules');
  const newIds = (rules ?? []).map((_, at) => `new:${at + 1}`);
  const ground = await ruleSetGround(reading, { current: latest.content.all, newIds });
  const isSeen = (rule: Rule) => !isRestricted(rule, ground.sees);
  const sent = rules === undefined ? current.content.all : orRefuse(decideRuleSet(rules, ground));
  const inUse = new Set((await listClasses(reading)).filter((one) => !one.isRetired).map((one) => one.code));
  const proposing = (prepared: PreparedRules, rulesVersion: number) => (input: TriageInput) => {
    const given: ProposalGround = {
      rulesVersion,
      priorities: { version: priorities.version, table: priorities.content },
      isClassInUse: (code) => inUse.has(code),
    };
    const proposal = propose(prepared, input, given);
    const isThere = proposal.assigneeId === null || ground.activeAccounts.has(proposal.assigneeId);
    return isThere ? proposal : withoutAssignee(proposal);
  };
  return {
    before: proposing(prepareRules(current.content.all.filter(isSeen)), current.version),
    after: proposing(prepareRules(sent.filter(isSeen)), rules === undefined ? current.version : latest.version + 1),
    restrictedRules: sent.filter((rule) => !isSeen(rule)).length,
  };
}
