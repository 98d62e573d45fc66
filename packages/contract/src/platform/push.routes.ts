import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { emptyBodySchema, idParams } from '../shapes.ts';
import { doneSchema } from './platform.schemas.ts';
import * as schemas from './push.schemas.ts';

export const pushRefusals = {
  'push-devices.register.bad-subscription': 422,
  'push-devices.register.too-many': 422,
} as const satisfies RefusalStatuses;

/** The caller's own browsers that take push messages (RFC 8030). */
export const pushRoutes = [
  defineRoute({
    id: 'push-devices.list',
    method: 'GET',
    path: '/api/v1/account/push-devices',
    permission: 'signed-in',
    summary: "Lists the caller's browsers that take push messages, and the key for subscribing another.",
    response: schemas.pushDevicesSchema,
    onlyUsers: true,
  }),
  defineRoute({
    id: 'push-devices.register',
    method: 'POST',
    path: '/api/v1/account/push-devices',
    permission: 'signed-in',
    summary: 'Registers a browser for push messages, or says that a registered one is still used.',
    body: schemas.registerPushSchema,
    response: schemas.pushDeviceSchema,
    refusals: ['push-devices.register.bad-subscription', 'push-devices.register.too-many'],
    onlyUsers: true,
  }),
  defineRoute({
    id: 'push-devices.change',
    method: 'PATCH',
    path: '/api/v1/account/push-devices/{id}',
    permission: 'signed-in',
    summary: "Changes the name of one of the caller's browsers, and what it is told.",
    params: idParams,
    body: schemas.changePushSchema,
    response: schemas.pushDeviceSchema,
    onlyUsers: true,
  }),
  defineRoute({
    id: 'push-devices.test',
    method: 'POST',
    path: '/api/v1/account/push-devices/{id}/test',
    permission: 'signed-in',
    summary: "Sends a test to one of the caller's browsers and says what the push service answered.",
    params: idParams,
    body: emptyBodySchema,
    response: schemas.testedPushSchema,
    idempotent: false,
    onlyUsers: true,
    rateClass: 'sign-in',
  }),
  defineRoute({
    id: 'push-devices.end',
    method: 'POST',
    path: '/api/v1/account/push-devices/{id}/end',
    permission: 'signed-in',
    summary: "Ends push messages to one of the caller's browsers.",
    params: idParams,
    body: emptyBodySchema,
    response: doneSchema,
    onlyUsers: true,
  }),
] as const;
