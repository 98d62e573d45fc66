import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { emptyBodySchema, idParams, shortListSchema } from '../shapes.ts';
import { mailboxInputSchema, mailboxSchema, mailboxTrialSchema } from './mailboxes.schemas.ts';

export const mailboxesRefusals = {
  'mailboxes.save.address-taken': 409,
  'mailboxes.save.catch-all-taken': 409,
  'mailboxes.save.secret-missing': 422,
  'mailboxes.save.token-endpoint-missing': 422,
  'mailboxes.save.folder-to-move-missing': 422,
  'mailboxes.save.plain-password': 422,
  'mailboxes.save.compartment-unknown': 422,
  'mailboxes.change.kind': 409,
  'mailboxes.change.removed': 409,
  'mailboxes.pause.not-active': 409,
  'mailboxes.resume.not-paused': 409,
  'mailboxes.try.no-imap': 409,
} as const satisfies RefusalStatuses;

const saving = [
  'mailboxes.save.address-taken',
  'mailboxes.save.catch-all-taken',
  'mailboxes.save.secret-missing',
  'mailboxes.save.token-endpoint-missing',
  'mailboxes.save.folder-to-move-missing',
  'mailboxes.save.plain-password',
  'mailboxes.save.compartment-unknown',
] as const;

/** The ways in for mail. */
export const mailboxesRoutes = [
  defineRoute({
    id: 'mailboxes.list',
    method: 'GET',
    path: '/api/v1/mailboxes',
    summary:
      'Lists the addresses that take mail and the mailboxes that are read, with how they are; secrets are never answered.',
    response: shortListSchema(mailboxSchema),
    onlyUsers: true,
  }),
  defineRoute({
    id: 'mailboxes.create',
    method: 'POST',
    path: '/api/v1/mailboxes',
    summary: 'Declares an address that takes mail, or a mailbox that is read by IMAP.',
    body: mailboxInputSchema,
    status: 201,
    response: mailboxSchema,
    refusals: saving,
    idempotent: false,
    onlyUsers: true,
    stepUp: true,
  }),
  defineRoute({
    id: 'mailboxes.change',
    method: 'POST',
    path: '/api/v1/mailboxes/{id}',
    summary: 'Changes a mailbox; a secret that is left out stays as it is.',
    params: idParams,
    body: mailboxInputSchema,
    response: mailboxSchema,
    refusals: [...saving, 'mailboxes.change.kind', 'mailboxes.change.removed'],
    idempotent: false,
    versioned: true,
    onlyUsers: true,
    stepUp: true,
  }),
  defineRoute({
    id: 'mailboxes.pause',
    method: 'POST',
    path: '/api/v1/mailboxes/{id}/pause',
    summary: 'Takes no mail here for now: senders are told to try again, a mailbox elsewhere is left alone.',
    params: idParams,
    body: emptyBodySchema,
    response: mailboxSchema,
    refusals: ['mailboxes.pause.not-active'],
    onlyUsers: true,
  }),
  defineRoute({
    id: 'mailboxes.resume',
    method: 'POST',
    path: '/api/v1/mailboxes/{id}/resume',
    summary: 'Takes mail here again.',
    params: idParams,
    body: emptyBodySchema,
    response: mailboxSchema,
    refusals: ['mailboxes.resume.not-paused'],
    onlyUsers: true,
  }),
  defineRoute({
    id: 'mailboxes.remove',
    method: 'POST',
    path: '/api/v1/mailboxes/{id}/remove',
    summary: 'Takes a mailbox out of use and forgets its secret; the mails that came in by it stay.',
    params: idParams,
    body: emptyBodySchema,
    response: mailboxSchema,
    refusals: ['mailboxes.change.removed'],
    onlyUsers: true,
    stepUp: true,
  }),
  defineRoute({
    id: 'mailboxes.try',
    method: 'POST',
    path: '/api/v1/mailboxes/{id}/try',
    summary:
      'Connects to a mailbox elsewhere, signs in, opens its folder, and says how far that went; nothing is changed there.',
    params: idParams,
    body: emptyBodySchema,
    response: mailboxTrialSchema,
    refusals: ['mailboxes.try.no-imap'],
    idempotent: false,
    onlyUsers: true,
  }),
] as const;
