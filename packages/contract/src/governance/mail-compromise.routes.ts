import * as z from 'zod';
import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { actorLinkSchema, momentSchema, proseSchema } from '../shapes.ts';

export const mailCompromiseRefusals = {
  'mail-compromise.begin.already': 409,
  'mail-compromise.end.not-begun': 409,
} as const satisfies RefusalStatuses;

const stateSchema = z
  .strictObject({
    active: z.strictObject({ reason: z.string(), since: momentSchema, by: actorLinkSchema }).nullable(),
  })
  .meta({ id: 'MailCompromise' });
const reasonSchema = z.strictObject({ reason: proseSchema(1_000) }).meta({ id: 'ChangeMailCompromise' });

export const mailCompromiseRoutes = [
  defineRoute({
    id: 'mail-compromise.show',
    method: 'GET',
    path: '/api/v1/mail-compromise',
    summary: 'Says whether the team holds its mail for compromised now.',
    response: stateSchema,
  }),
  defineRoute({
    id: 'mail-compromise.begin',
    method: 'POST',
    path: '/api/v1/mail-compromise/begin',
    summary: 'Says that mail may be compromised: from now on nothing leaves by mail by itself, for the whole team.',
    body: reasonSchema,
    response: stateSchema,
    refusals: ['mail-compromise.begin.already'],
  }),
  defineRoute({
    id: 'mail-compromise.end',
    method: 'POST',
    path: '/api/v1/mail-compromise/end',
    summary: 'Says that mail can be trusted again.',
    body: reasonSchema,
    response: stateSchema,
    refusals: ['mail-compromise.end.not-begun'],
  }),
] as const;
