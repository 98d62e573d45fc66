import { call } from '../../../shared/api.client.ts';
import { browserName } from './browser.format.ts';
import { subscriptionHere } from './push.browser.ts';

const kept = 'matoi.push-seen';
const dayMs = 86_400_000;

/**
 * Tells the server once a day that this browser still takes push messages, with its address, which browsers change now and
 * then. Only for a browser on which this person turned them on: somebody else's is not taken over silently.
 */
export async function refreshPush(accountId: string, now: Date): Promise<void> {
  const [who, at] = (localStorage.getItem(kept) ?? '').split(' ');
  if (who !== accountId || now.getTime() - Number(at) < dayMs) return;
  const subscription = await subscriptionHere();
  if (subscription === null) return;
  const name = browserName(navigator.userAgent) ?? 'Matoi';
  await call('POST /api/v1/account/push-devices', { body: { name, hasNotices: false, ...subscription } });
  notePush(accountId, now);
}

/** Remembers for whom this browser takes push messages. */
export function notePush(accountId: string, now: Date): void {
  localStorage.setItem(kept, `${accountId} ${now.getTime()}`);
}

/** Forgets it. */
export function forgetPush(): void {
  localStorage.removeItem(kept);
}
