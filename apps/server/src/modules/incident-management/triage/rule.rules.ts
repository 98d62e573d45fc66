import { hintRuleId, prioritiesRulePrefix, type TriageLevel } from '@matoi/contract';
import { findPhrases, foldText, makePhraseFinder, type PhraseFinder } from './phrase.rules.ts';
import { type PriorityTable, priorityIn } from './priority.rules.ts';
import type {
  Evidence,
  Rule,
  RuleCondition,
  RuleTest,
  TriageInput,
  TriageProposal,
  TriageReason,
} from './rule.model.ts';

/** Rules made ready for many reports: the phrases of all of them are looked for in one pass. */
export type PreparedRules = {
  readonly rules: readonly Rule[];
  readonly finder: PhraseFinder;
  /** The number in the finder of a phrase as a rule writes it. */
  readonly phraseNumbers: ReadonlyMap<string, number>;
};

/** Prepares the rules that are switched on, in their order. */
export function prepareRules(rules: readonly Rule[]): PreparedRules {
  const active = rules.filter((rule) => rule.isOn);
  const numbers = new Map<string, number>();
  const phraseNumbers = new Map<string, number>();
  for (const phrase of active.flatMap((rule) => phrasesOf(rule.condition))) {
    const folded = foldText(phrase);
    if (folded === '') continue;
    const number = numbers.get(folded) ?? numbers.size;
    numbers.set(folded, number);
    phraseNumbers.set(phrase, number);
  }
  return { rules: active, finder: makePhraseFinder([...numbers.keys()]), phraseNumbers };
}

function phrasesOf(condition: RuleCondition): readonly string[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(phrasesOf);
    case 'not':
      return phrasesOf(condition.of);
    case 'text':
      return condition.contains;
    default:
      return [];
  }
}

/** A report in the form in which rules ask about it. */
type Facts = {
  readonly input: TriageInput;
  readonly prepared: PreparedRules;
  readonly inTitle: Uint8Array;
  readonly inText: Uint8Array;
  readonly address: string;
  readonly domain: string;
};

function factsOf(prepared: PreparedRules, input: TriageInput): Facts {
  const address = (input.reporterAddress ?? '').trim().toLowerCase();
  return {
    input,
    prepared,
    inTitle: findPhrases(prepared.finder, foldText(input.title)),
    inText: findPhrases(prepared.finder, foldText(input.text)),
    address,
    domain: address.slice(address.lastIndexOf('@') + 1),
  };
}

/** What made the condition true, or null when it is false. What a `not` excludes is no evidence. */
function evidenceOf(condition: RuleCondition, facts: Facts): readonly Evidence[] | null {
  switch (condition.kind) {
    case 'all': {
      const evidence: Evidence[] = [];
      for (const part of condition.of) {
        const found = evidenceOf(part, facts);
        if (found === null) return null;
        evidence.push(...found);
      }
      return evidence;
    }
    case 'any': {
      for (const part of condition.of) {
        const found = evidenceOf(part, facts);
        if (found !== null) return found;
      }
      return null;
    }
    case 'not':
      return evidenceOf(condition.of, facts) === null ? [] : null;
    default:
      return testEvidence(condition, facts);
  }
}

function testEvidence(test: RuleTest, facts: Facts): readonly Evidence[] | null {
  const { input } = facts;
  switch (test.kind) {
    case 'channel':
      return among('channel', test.isOneOf, [input.channel]);
    case 'sender-address':
      return among('sender-address', test.isOneOf, [facts.address]);
    case 'sender-domain': {
      const domain = test.isOneOf.find((one) => isUnder(facts.domain, one.toLowerCase()));
      return domain === undefined ? null : [{ field: 'sender-domain', matched: domain }];
    }
    case 'sender-internal':
      return input.isInternalSender === test.is ? [{ field: 'sender-internal', matched: String(test.is) }] : null;
    case 'recipient':
      return among('recipient', test.isOneOf, input.recipients);
    case 'mailbox':
      return among('mailbox', test.isOneOf, [input.mailboxId ?? '']);
    case 'source':
      return among('source', test.isOneOf, [input.source ?? '']);
    case 'text':
      return phraseEvidence(test, facts);
    case 'attachment': {
      const type = test.types.find((one) => input.attachments.some((attachment) => isOfType(attachment, one)));
      return type === undefined ? null : [{ field: 'attachment', matched: type }];
    }
    case 'tag':
      return among('tag', test.isOneOf, input.tags);
    case 'class-hint':
      return among('class-hint', test.isOneOf, [input.classHint ?? '']);
    case 'severity-hint':
      return among('severity-hint', test.isOneOf, [input.severityHint ?? '']);
  }
}

function phraseEvidence(test: RuleTest & { kind: 'text' }, facts: Facts): readonly Evidence[] | null {
  for (const phrase of test.contains) {
    const number = facts.prepared.phraseNumbers.get(phrase);
    if (number === undefined) continue;
    if (test.in !== 'text' && facts.inTitle[number] === 1) return [{ field: 'title', matched: phrase }];
    if (test.in !== 'title' && facts.inText[number] === 1) return [{ field: 'text', matched: phrase }];
  }
  return null;
}

function among(
  field: Evidence['field'],
  wanted: readonly string[],
  given: readonly string[],
): readonly Evidence[] | null {
  const present = new Set(given.map((value) => value.trim().toLowerCase()).filter((value) => value !== ''));
  const matched = wanted.find((value) => present.has(value.trim().toLowerCase()));
  return matched === undefined ? null : [{ field, matched }];
}

function isUnder(domain: string, parent: string): boolean {
  return parent !== '' && (domain === parent || domain.endsWith(`.${parent}`));
}

function isOfType(attachment: TriageInput['attachments'][number], type: string): boolean {
  const wanted = type.trim().toLowerCase().replace(/^\./, '');
  if (wanted === '') return false;
  if (wanted.includes('/')) return attachment.mediaType.toLowerCase() === wanted;
  return attachment.name.toLowerCase().endsWith(`.${wanted}`);
}

/** What must be known besides the rules for a proposal. */
export type ProposalGround = {
  readonly rulesVersion: number;
  readonly priorities: { readonly version: number; readonly table: PriorityTable };
  /** Classes that exist and are in use; a proposal names no other. */
  readonly isClassInUse: (code: string) => boolean;
};

/** What can be set once, with its name in reasons. */
const settable = [
  ['class', 'classCode'],
  ['impact', 'impact'],
  ['urgency', 'urgency'],
  ['assignee', 'assigneeId'],
  ['compartment', 'compartmentId'],
] as const;

type Draft = {
  classCode: string | null;
  impact: TriageLevel | null;
  urgency: TriageLevel | null;
  assigneeId: string | null;
  compartmentId: number | null;
  readonly tags: string[];
  readonly reasons: TriageReason[];
};

/**
 * Proposes triage for one report. Rules are asked from the top: the first that sets something wins, tags add up, and a
 * rule that stops ends it. What no rule sets is taken from the hints of the source. Pure; linear in the text.
 */
export function propose(prepared: PreparedRules, input: TriageInput, ground: ProposalGround): TriageProposal {
  const draft: Draft = {
    classCode: null,
    impact: null,
    urgency: null,
    assigneeId: null,
    compartmentId: null,
    tags: [],
    reasons: [],
  };
  const facts = factsOf(prepared, input);
  for (const rule of prepared.rules) {
    const found = evidenceOf(rule.condition, facts);
    if (found === null) continue;
    apply(draft, { rule, because: found.length > 0 ? found : [{ field: 'always', matched: '' }], input, ground });
    if (rule.effect.stops) break;
  }
  takeHints(draft, input, ground);
  const { impact, urgency, tags, reasons, ...set } = draft;
  const shared = { rulesVersion: ground.rulesVersion, ...set, impact, urgency, tags };
  if (impact === null || urgency === null) return { ...shared, priority: null, reasons };
  const priority = priorityIn(ground.priorities.table, impact, urgency);
  return { ...shared, priority, reasons: [...reasons, priorityReason(ground.priorities.version, impact, urgency)] };
}

type Applied = {
  readonly rule: Rule;
  readonly because: readonly Evidence[];
  readonly input: TriageInput;
  readonly ground: ProposalGround;
};

function apply(draft: Draft, { rule, because, input, ground }: Applied): void {
  const { effect } = rule;
  const reason = { ruleId: rule.id, ruleName: rule.name, because };
  for (const [what, name] of settable) {
    if (draft[name] !== null || effect[name] === null) continue;
    if (name === 'classCode' && !ground.isClassInUse(effect[name] ?? '')) continue;
    Object.assign(draft, { [name]: effect[name] });
    draft.reasons.push({ what, ...reason });
  }
  const added = effect.tags.filter((tag) => !draft.tags.includes(tag) && !input.tags.includes(tag));
  if (added.length === 0) return;
  draft.tags.push(...added);
  draft.reasons.push({ what: 'tag', ...reason });
}

/** What came with the report counts where no rule says otherwise. */
function takeHints(draft: Draft, { classHint, severityHint }: TriageInput, ground: ProposalGround): void {
  const hint = (what: TriageReason['what'], because: Evidence) =>
    draft.reasons.push({ what, ruleId: hintRuleId, ruleName: '', because: [because] });
  if (draft.classCode === null && classHint != null && ground.isClassInUse(classHint)) {
    draft.classCode = classHint;
    hint('class', { field: 'class-hint', matched: classHint });
  }
  if (severityHint == null) return;
  for (const what of ['impact', 'urgency'] as const) {
    if (draft[what] !== null) continue;
    draft[what] = severityHint;
    hint(what, { field: 'severity-hint', matched: severityHint });
  }
}

/** The reason of a priority: the cell of the table, and which version of it. */
export function priorityReason(version: number, impact: TriageLevel, urgency: TriageLevel): TriageReason {
  return {
    what: 'priority',
    ruleId: `${prioritiesRulePrefix}${version}`,
    ruleName: '',
    because: [
      { field: 'impact', matched: impact },
      { field: 'urgency', matched: urgency },
    ],
  };
}

/** A proposal without its assignee: somebody who has left is proposed no more. */
export function withoutAssignee(proposal: TriageProposal): TriageProposal {
  const reasons = proposal.reasons.filter((reason) => reason.what !== 'assignee');
  return { ...proposal, assigneeId: null, reasons };
}

/**
 * What somebody may see of a proposal. A compartment outside their sight is left out, and with it everything that the
 * rule proposes that names it: what it says of the report could tell what the compartment is about.
 */
export function visibleProposal(proposal: TriageProposal, compartments: readonly number[]): TriageProposal {
  if (proposal.compartmentId === null || compartments.includes(proposal.compartmentId)) return proposal;
  const hidden = proposal.reasons.find((reason) => reason.what === 'compartment')?.ruleId;
  const isHidden = (what: TriageReason['what']) =>
    proposal.reasons.some((reason) => reason.what === what && reason.ruleId === hidden);
  const impact = isHidden('impact') ? null : proposal.impact;
  const urgency = isHidden('urgency') ? null : proposal.urgency;
  const hasPriority = impact !== null && urgency !== null;
  return {
    ...proposal,
    classCode: isHidden('class') ? null : proposal.classCode,
    impact,
    urgency,
    priority: hasPriority ? proposal.priority : null,
    assigneeId: isHidden('assignee') ? null : proposal.assigneeId,
    compartmentId: null,
    tags: isHidden('tag') ? [] : proposal.tags,
    reasons: proposal.reasons.filter(
      (reason) => reason.ruleId !== hidden && (reason.what !== 'priority' || hasPriority),
    ),
  };
}
