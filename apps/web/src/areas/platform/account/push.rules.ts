/** Why a browser cannot take push messages, in the order in which it helps to know. */
export type PushObstacle = 'insecure' | 'ios' | 'unsupported' | 'blocked';

/** What is known of a browser before anything is asked of it. */
export type PushSurroundings = {
  /** https, or this machine itself. */
  readonly isSecure: boolean;
  readonly hasWorkers: boolean;
  readonly hasPush: boolean;
  readonly permission: 'default' | 'granted' | 'denied';
  /** iPhone and iPad: only what was added to the home screen takes messages. */
  readonly isApplePhone: boolean;
  readonly isInstalled: boolean;
};

/** What keeps this browser from taking push messages; null: nothing. */
export function pushObstacle(here: PushSurroundings): PushObstacle | null {
  if (!here.isSecure) return 'insecure';
  if (here.isApplePhone && !here.isInstalled) return 'ios';
  if (!here.hasWorkers || !here.hasPush) return 'unsupported';
  return here.permission === 'denied' ? 'blocked' : null;
}

/** The bytes of a key in base64url, as subscribing wants them. */
export function keyBytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}
