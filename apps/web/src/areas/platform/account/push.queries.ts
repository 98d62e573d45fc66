import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';
import { endpointHash, subscriptionHere } from './push.browser.ts';

export type PushDevice = ResponseOf<RouteOf<'GET /api/v1/account/push-devices'>>['items'][number];

/** The person's own browsers that take push messages. */
export const pushDevicesQuery = queryOptions({
  queryKey: ['push-device', 'list'],
  queryFn: ({ signal }) => call('GET /api/v1/account/push-devices', { signal }),
});

/** By which name the server knows this browser; null while it has no subscription. */
export const pushHereQuery = queryOptions({
  queryKey: ['push-device', 'here'],
  queryFn: async () => {
    const subscription = await subscriptionHere();
    return subscription === null ? null : endpointHash(subscription.endpoint);
  },
});
