// The service worker: keeps the app's shell for use without a network, and shows a notification when a request
// arrives. A notification only ever opens the request; nothing is answered from here.
const worker = self as unknown as ServiceWorkerGlobalScope;

const SHELL: readonly string[] | string = '__SHELL__';
const CACHE = 'kyso-shell-__VERSION__';
/** Where the page leaves the language, for a worker can't read the page's storage. */
const PREFERENCES = 'kyso-preferences';

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([...SHELL, '/config.json'].map((path) => new Request(path, { cache: 'no-cache' }))))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name !== CACHE && name !== PREFERENCES))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin || url.pathname.startsWith('/actuator/')) return;
  if (request.mode === 'navigate') event.respondWith(fromNetworkFirst(request, '/'));
  else if (url.pathname === '/config.json') event.respondWith(fromNetworkFirst(request, '/config.json'));
  else if (SHELL.includes(url.pathname)) event.respondWith(fromCacheFirst(request));
});

async function fromNetworkFirst(request: Request, keptAs: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && keptAs === '/config.json') await cache.put(keptAs, answer.clone());
    if (answer.ok || answer.status === 404) return answer;
    return (await cache.match(keptAs)) ?? answer;
  } catch (e) {
    const kept = await cache.match(keptAs);
    if (kept) return kept;
    throw e;
  }
}

async function fromCacheFirst(request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(request, { ignoreSearch: true })) ?? fetch(request);
}

interface Pushed {
  readonly type?: string;
  readonly requestId?: string;
  readonly requester?: string;
}

worker.addEventListener('push', (event) => {
  event.waitUntil(notify(event.data));
});

async function notify(data: PushMessageData | null): Promise<void> {
  const pushed = read(data);
  const preferences = await caches.open(PREFERENCES);
  const english = (await (await preferences.match('/language'))?.text()) === 'en';
  const from = pushed.requester ?? 'Kyso';
  await worker.registration.showNotification(english ? `${from} asks for your signature` : `${from} đề nghị bạn ký`, {
    body: english ? 'Open to read what is to be signed.' : 'Mở để xem nội dung cần ký.',
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    lang: english ? 'en' : 'vi',
    tag: pushed.requestId ?? 'kyso',
    data: { requestId: pushed.requestId },
  });
}

/** Whatever cannot be read is still told: a browser withdraws the right to push from those who stay silent. */
function read(data: PushMessageData | null): Pushed {
  try {
    const value: unknown = data?.json();
    return typeof value === 'object' && value !== null ? (value as Pushed) : {};
  } catch {
    return {};
  }
}

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const requestId: unknown = (event.notification.data as { requestId?: unknown } | null)?.requestId;
  const place = typeof requestId === 'string' ? `#/requests/${encodeURIComponent(requestId)}` : '#/';
  event.waitUntil(open(place));
});

async function open(place: string): Promise<void> {
  const [window] = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (!window) {
    await worker.clients.openWindow(`/${place}`);
    return;
  }
  window.postMessage({ open: place });
  await window.focus();
}
