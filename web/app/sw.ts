// The service worker: keeps the app's shell for use without a network, and shows a notification when a request
// arrives or another device was bound. A notification only ever opens the app there; nothing is answered from here.
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
  readonly deviceId?: string;
  readonly requester?: string;
  readonly name?: string;
  readonly boundAt?: string;
}

worker.addEventListener('push', (event) => {
  event.waitUntil(notify(event.data));
});

async function notify(data: PushMessageData | null): Promise<void> {
  const pushed = read(data);
  const preferences = await caches.open(PREFERENCES);
  const english = (await (await preferences.match('/language'))?.text()) === 'en';
  const { title, ...said } = pushed.type === 'device-bound' ? deviceBound(pushed, english) : requestWaits(pushed, english);
  await worker.registration.showNotification(title, {
    ...said,
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    lang: english ? 'en' : 'vi',
  });
}

interface Said {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly data: { readonly place: string };
}

function requestWaits({ requestId, requester = 'Kyso' }: Pushed, english: boolean): Said {
  return {
    title: english ? `${requester} asks for your signature` : `${requester} đề nghị bạn ký`,
    body: english ? 'Open to read what is to be signed.' : 'Mở để xem nội dung cần ký.',
    tag: requestId ?? 'kyso',
    data: { place: requestId === undefined ? '#/' : `#/requests/${encodeURIComponent(requestId)}` },
  };
}

function deviceBound({ deviceId, name = '', boundAt }: Pushed, english: boolean): Said {
  const time = new Intl.DateTimeFormat(english ? 'en-GB' : 'vi-VN', { dateStyle: 'short', timeStyle: 'short' });
  const at = Date.parse(boundAt ?? '');
  const when = Number.isNaN(at) ? '' : time.format(at);
  const what = [name, when].filter((part) => part !== '').join(', ');
  return {
    title: english ? 'A new device can sign for you' : 'Có thiết bị mới ký được thay bạn',
    body: english ? `${what}. If that was not you, open Kyso and revoke it.` : `${what}. Nếu không phải bạn thêm, hãy mở Kyso và gỡ ngay.`,
    tag: deviceId ?? 'kyso-device',
    data: { place: '#/devices' },
  };
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
  const place: unknown = (event.notification.data as { place?: unknown } | null)?.place;
  event.waitUntil(open(typeof place === 'string' ? place : '#/'));
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
