import { keyBytes, type PushObstacle, pushObstacle } from './push.rules.ts';

const worker = '/sw.js';

/** What keeps this browser from taking push messages; null: nothing, as far as it is known before asking. */
export function obstacleHere(): PushObstacle | null {
  const isTouchMac = /Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1;
  return pushObstacle({
    isSecure: window.isSecureContext,
    hasWorkers: 'serviceWorker' in navigator,
    hasPush: 'PushManager' in window && 'Notification' in window,
    permission: 'Notification' in window ? Notification.permission : 'default',
    isApplePhone: /iPhone|iPad|iPod/.test(navigator.userAgent) || isTouchMac,
    isInstalled: window.matchMedia('(display-mode: standalone)').matches,
  });
}

/** What the server is told of a subscription. */
export type Subscribed = { readonly endpoint: string; readonly p256dh: string; readonly auth: string };

function told(subscription: PushSubscription): Subscribed | null {
  const { endpoint, keys } = subscription.toJSON();
  const [p256dh, auth] = [keys?.p256dh, keys?.auth];
  return endpoint === undefined || p256dh === undefined || auth === undefined ? null : { endpoint, p256dh, auth };
}

/** The subscription that this browser has, or null. Registers nothing. */
export async function subscriptionHere(): Promise<Subscribed | null> {
  if (obstacleHere() !== null) return null;
  const registration = await navigator.serviceWorker.getRegistration(worker);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription == null ? null : told(subscription);
}

/** SHA-256 of the address, by which the server names a device without saying its address. */
export async function endpointHash(endpoint: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Asks the person, and then the push service of this browser. `dismissed`: the person did not answer, `blocked`: said no,
 * `failed`: the service could not be reached. A subscription for another key (another installation at this address) is
 * given up first.
 */
export async function subscribe(publicKey: string): Promise<Subscribed | 'dismissed' | 'blocked' | 'failed'> {
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') return permission === 'denied' ? 'blocked' : 'dismissed';
  try {
    await navigator.serviceWorker.register(worker);
    const { pushManager } = await navigator.serviceWorker.ready;
    const options = { userVisibleOnly: true, applicationServerKey: keyBytes(publicKey) };
    const before = await pushManager.getSubscription();
    const isOurs = before !== null && isSameKey(before.options.applicationServerKey, options.applicationServerKey);
    if (before !== null && !isOurs) await before.unsubscribe();
    const subscription = isOurs ? before : await pushManager.subscribe(options);
    return told(subscription) ?? 'failed';
  } catch (error) {
    // The browser says so when its push service is away or refuses; anything else is a fault of ours.
    if (error instanceof DOMException) return 'failed';
    throw error;
  }
}

function isSameKey(one: ArrayBuffer | null, other: Uint8Array): boolean {
  return one !== null && new Uint8Array(one).join() === other.join();
}

/** Gives up the subscription of this browser, if it has one. */
export async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration(worker);
  const subscription = await registration?.pushManager.getSubscription();
  await subscription?.unsubscribe();
}
