// Shows push messages and leads to their page. It keeps nothing and fetches nothing: what it says comes encrypted with the
// message, written by the server in the language of the person. Registered only by people who turned push messages on.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** A message of ours; anything else is shown as an empty one, since a browser takes it ill when nothing is shown. */
function read(data) {
  try {
    const { title, body, path, tag, language, isUrgent } = data.json();
    const text = (value, fallback) => (typeof value === 'string' ? value : fallback);
    return {
      title: text(title, 'Matoi'),
      body: text(body, ''),
      path: text(path, '/'),
      tag: text(tag, ''),
      language: text(language, ''),
      isUrgent: isUrgent === true,
    };
  } catch {
    return { title: 'Matoi', body: '', path: '/', tag: '', language: '', isUrgent: false };
  }
}

self.addEventListener('push', (event) => {
  const { title, body, path, tag, language, isUrgent } = read(event.data);
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      tag,
      lang: language,
      // What replaces an earlier one rings again.
      renotify: tag !== '',
      requireInteraction: isUrgent,
      icon: '/icon-192.png',
      data: { path },
    }),
  );
});

/** Below our own address and nowhere else, whatever a message says. */
function pageAt(path) {
  const url = new URL(typeof path === 'string' ? path : '/', self.location.origin);
  return url.origin === self.location.origin ? url.href : `${self.location.origin}/`;
}

async function open(address) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const here = windows.find(({ url }) => url === address);
  return here === undefined ? self.clients.openWindow(address) : here.focus();
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(pageAt(event.notification.data?.path)));
});
