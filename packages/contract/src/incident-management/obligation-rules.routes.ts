import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import {
  declareScopeSchema,
  obligationRulesSchema,
  switchRuleSchema,
  triedRuleSchema,
  tryRuleSchema,
  writeRuleSchema,
} from './obligation-rules.schemas.ts';

export const obligationRulesRefusals = {
  'obligation-rules.declare.superseded': 409,
  'obligation-rules.declare.wrong-answer': 422,
  'obligation-rules.switch.as-it-is': 409,
  'obligation-rules.write.wrong-definition': 422,
  'obligation-rules.write.superseded': 409,
  'obligation-rules.write.as-it-is': 409,
  'obligation-rules.write.begins-earlier': 422,
  'obligation-rules.write.too-many': 422,
} as const satisfies RefusalStatuses;

export const obligationRulesRoutes = [
  defineRoute({
    id: 'obligation-rules.show',
    method: 'GET',
    path: '/api/v1/obligation-rules',
    summary: 'Shows what the team has declared of itself and which rules are on, each with its source.',
    response: obligationRulesSchema,
  }),
  defineRoute({
    id: 'obligation-rules.declare',
    method: 'POST',
    path: '/api/v1/obligation-rules/declare',
    summary: 'Declares which laws and agreements the team falls under. Every record is judged again.',
    body: declareScopeSchema,
    response: obligationRulesSchema,
    refusals: ['obligation-rules.declare.superseded', 'obligation-rules.declare.wrong-answer'],
  }),
  defineRoute({
    id: 'obligation-rules.switch',
    method: 'POST',
    path: '/api/v1/obligation-rules/switch',
    summary: 'Switches a rule on or off, with a reason. Every record is judged again.',
    body: switchRuleSchema,
    response: obligationRulesSchema,
    refusals: ['obligation-rules.switch.as-it-is', 'obligations.rule.regime-unknown'],
  }),
  defineRoute({
    id: 'obligation-rules.write',
    method: 'POST',
    path: '/api/v1/obligation-rules/own',
    summary: "Writes a rule of the team's own, or its next version. Every record is judged again.",
    body: writeRuleSchema,
    response: obligationRulesSchema,
    refusals: [
      'obligation-rules.write.wrong-definition',
      'obligation-rules.write.superseded',
      'obligation-rules.write.as-it-is',
      'obligation-rules.write.begins-earlier',
      'obligation-rules.write.too-many',
    ],
  }),
  defineRoute({
    id: 'obligation-rules.try',
    method: 'POST',
    path: '/api/v1/obligation-rules/try',
    summary: 'Says to which of the newest incidents a rule would have applied. Nothing is kept.',
    body: tryRuleSchema,
    response: triedRuleSchema,
    idempotent: false,
    refusals: ['obligation-rules.write.wrong-definition'],
  }),
] as const;
