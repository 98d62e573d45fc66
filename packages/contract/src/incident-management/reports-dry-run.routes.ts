import * as z from 'zod';
import { defineRoute } from '../route.ts';
import { idSchema, momentSchema } from '../shapes.ts';
import { ruleRefusals } from './triage.routes.ts';
import { ruleInputSchema, triageProposalSchema } from './triage.schemas.ts';

const tryRulesOnReportsSchema = z
  .strictObject({
    rules: z.array(ruleInputSchema).max(300),
    count: z.int().min(1).max(500).default(100).meta({ description: 'how many of the newest reports' }),
  })
  .meta({ id: 'TryTriageRulesOnReports' });

const triedOnReportsSchema = z.strictObject({
  tried: z.int().min(0).meta({ description: 'reports that were there to try' }),
  restrictedRules: z
    .int()
    .min(0)
    .meta({ description: 'rules of compartments that the caller does not see; not tried' }),
  changed: z
    .array(
      z.strictObject({
        report: z.strictObject({ id: idSchema, number: z.string(), title: z.string(), receivedAt: momentSchema }),
        before: triageProposalSchema,
        after: triageProposalSchema,
      }),
    )
    .meta({ description: 'the reports for which something else would be proposed, the newest first' }),
});

/** Trying rules on the reports that are there. */
export const reportsDryRunRoutes = [
  defineRoute({
    id: 'reports.try-rules',
    method: 'POST',
    path: '/api/v1/reports/try-rules',
    summary: 'Tries rules on the newest reports that the caller may see. Nothing is changed.',
    body: tryRulesOnReportsSchema,
    response: triedOnReportsSchema,
    idempotent: false,
    refusals: ruleRefusals,
  }),
] as const;
