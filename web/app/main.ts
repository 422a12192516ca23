import { render } from 'lit';
import { language, restoreLanguage } from '../i18n/language.ts';
import { App } from './app.ts';
import { PublicApi } from './device/api.ts';
import { drawWith, redraw } from './screen.ts';
import { trustedScript } from './trusted-script.ts';
import { screen, startFailed } from './views/screen.ts';
import './views/pdf-page.ts';

/** Where the service worker finds the language. */
const PREFERENCES = 'kyso-preferences';

async function start(): Promise<void> {
  restoreLanguage();
  let api: string;
  try {
    api = ((await (await fetch('/config.json')).json()) as { api: string }).api;
  } catch {
    drawWith(() => render(startFailed(), document.body));
    return;
  }
  const app = new App(new PublicApi(api));
  drawWith(() => render(screen(app), document.body));
  window.addEventListener('hashchange', () => {
    app.follow();
    document.querySelector<HTMLElement>('main')?.focus();
  });
  window.addEventListener('online', () => app.comeBack());
  window.addEventListener('offline', redraw);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') app.comeBack();
  });
  // Countdowns.
  setInterval(redraw, 500);
  registerServiceWorker();
  await app.start();
}

function registerServiceWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register(trustedScript('/sw.js')).catch(() => undefined);
  navigator.serviceWorker.addEventListener('message', (event: MessageEvent<{ open?: unknown }>) => {
    const place = event.data.open;
    if (typeof place === 'string' && place.startsWith('#/')) location.hash = place;
  });
  new MutationObserver(keepLanguage).observe(document.documentElement, { attributeFilter: ['lang'] });
  keepLanguage();
}

function keepLanguage(): void {
  redraw();
  void caches.open(PREFERENCES).then((cache) => cache.put('/language', new Response(language())));
}

void start();
