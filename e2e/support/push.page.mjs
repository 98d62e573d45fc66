// A browser asks the push service of its maker for a subscription, which cannot be reached from a test. That one border is
// played in the page: everything up to `PushManager` and everything after it is real, worker and shown notification too.
(() => {
  const name = 'played-push';
  const text = (bytes) =>
    btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');

  const made = () => {
    const kept = localStorage.getItem(name);
    if (kept === null) return null;
    const { endpoint, keys, key } = JSON.parse(kept);
    return {
      endpoint,
      options: { applicationServerKey: Uint8Array.from(key).buffer },
      toJSON: () => ({ endpoint, keys }),
      unsubscribe: async () => {
        localStorage.removeItem(name);
        return true;
      },
    };
  };

  const subscribe = async ({ applicationServerKey }) => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    const endpoint = `https://push.example.invalid/${crypto.randomUUID()}`;
    const keys = { p256dh: text(point), auth: text(crypto.getRandomValues(new Uint8Array(16))) };
    localStorage.setItem(name, JSON.stringify({ endpoint, keys, key: [...applicationServerKey] }));
    return made();
  };

  Object.assign(PushManager.prototype, { getSubscription: async () => made(), subscribe });
})();
