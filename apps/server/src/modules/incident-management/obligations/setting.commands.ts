import type { BodyOf, RouteWith } from '@matoi/contract';
import { refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { outdateAll } from './assess.commands.ts';
import { decideOwnRule } from './own-rule.map.ts';
import { ownVocabulary } from './own-rule.queries.ts';
import { insertOwnVersion, ownVersions } from './own-rule.store.ts';
import { regimesInForce } from './regime.queries.ts';
import { showRules } from './setting.queries.ts';
import { decideDeclaration } from './setting.rules.ts';
import { currentDeclaration, insertDeclaration, insertSwitch, lockRules } from './setting.store.ts';
import { scopeQuestions } from './shipped.queries.ts';

const changed = [{ kind: 'obligation-rule.changed' as const }];

/** The team says which laws and agreements it falls under. */
export const declareScope = defineCommand({
  id: 'obligation-rules.declare',
  async load(work: Work, _input: BodyOf<RouteWith<'obligation-rules.declare'>>) {
    await lockRules(work);
    return currentDeclaration(work);
  },
  permit: permitAll,
  decide: (current, input) =>
    decideDeclaration(input.answers, { questions: scopeQuestions, read: input.version, current: current.version }),
  async record(work, { loaded: before, change: next, input: { note } }) {
    await insertDeclaration(work, { ...next, note });
    await outdateAll(work);
    return {
      subjectId: null,
      audit: { before: before.answers, after: next.answers, note },
      facts: changed,
      result: null,
    };
  },
  show: (work) => showRules(work),
});

/** Somebody switches a rule on or off. */
export const switchRule = defineCommand({
  id: 'obligation-rules.switch',
  async load(work: Work, input: BodyOf<RouteWith<'obligation-rules.switch'>>) {
    await lockRules(work);
    return (await regimesInForce(work)).find(({ id }) => id === input.regimeId) ?? null;
  },
  permit: permitAll,
  decide(regime, { isOn }) {
    if (regime === null) return refusal('obligations.rule.regime-unknown');
    return regime.isOn === isOn ? refusal('obligation-rules.switch.as-it-is') : { regime };
  },
  async record(work, { input }) {
    await insertSwitch(work, input);
    await outdateAll(work);
    return { subjectId: null, audit: input, facts: changed, result: null };
  },
  show: (work) => showRules(work),
});

/** Somebody writes a rule of the team's own, or its next version. What was judged by an older one stays explained. */
export const writeRule = defineCommand({
  id: 'obligation-rules.write',
  async load(work: Work, _input: BodyOf<RouteWith<'obligation-rules.write'>>) {
    await lockRules(work);
    return ownVersions(work);
  },
  permit: permitAll,
  decide: (versions, { definition, version }) =>
    decideOwnRule({ definition, read: version }, { versions, vocabulary: ownVocabulary }),
  async record(work, { loaded: versions, change: { regime }, input: { reason } }) {
    const before = versions.find(({ regimeId, version }) => regimeId === regime.id && version === regime.version - 1);
    await insertOwnVersion(work, { regime, reason });
    await outdateAll(work);
    return {
      subjectId: null,
      audit: {
        regimeId: regime.id,
        version: regime.version,
        before: before?.definition ?? null,
        after: regime,
        reason,
      },
      facts: changed,
      result: null,
    };
  },
  show: (work) => showRules(work),
});
