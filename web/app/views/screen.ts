import { html, nothing, type TemplateResult } from 'lit';
import { language, switchLanguage } from '../../i18n/language.ts';
import type { App } from '../app.ts';
import { addressOf, type Route } from '../route.ts';
import { texts } from '../texts/texts.ts';
import { activationView } from './activation.ts';
import { devicesView } from './devices.ts';
import { documentView } from './document.ts';
import { drawn, type IconName } from './icons.ts';
import { historyView, inboxView } from './inbox.ts';
import { statement } from './parts.ts';
import { requestView } from './request.ts';
import { tenantsView } from './tenants.ts';

/** Everything that is on screen. */
export function screen(app: App): TemplateResult {
  const t = texts();
  return html`
    <a class="skip" href="#main" @click=${skip}>${t.skip}</a>
    ${header()}
    <main id="main" tabindex="-1">${content(app)}</main>
    ${app.phase === 'bound' ? navigation(app) : nothing}
  `;
}

/** The host itself does not answer. */
export function startFailed(): TemplateResult {
  const t = texts();
  return html`${header()}
    <main id="main">
      ${statement('warning', 'wifiOff', t.inbox.away, t.inbox.awayHow,
        html`<button class="button primary" @click=${(): void => location.reload()}>${t.retry}</button>`)}
    </main>`;
}

function header(): TemplateResult {
  const other = language() === 'vi' ? 'en' : 'vi';
  return html`<header class="bar">
    <a class="brand" href="#/"><span class="mark">${drawn('shieldCheck')}</span>${texts().appName}</a>
    <button class="button plain" lang=${other} @click=${(): void => switchLanguage(other)}>
      ${texts().switchLanguage}
    </button>
  </header>`;
}

function content(app: App): TemplateResult {
  const t = texts();
  const { session, route } = app;
  switch (app.phase) {
    case 'starting':
      return html`<p class="muted" role="status">${t.loading}</p>`;
    case 'unsupported':
      return html`${statement('warning', 'keyRound', t.unsupported.title, t.unsupported.lead)}
        <ul class="bullets card">${t.unsupported.remedies.map((remedy) => html`<li>${remedy}</li>`)}</ul>`;
    case 'activating':
      return activationView(app);
    case 'revoked':
      return statement('warning', 'smartphone', t.devices.gone, t.devices.goneHow,
        html`<button class="button primary" @click=${(): void => void app.activateAgain()}>${t.devices.goneGo}</button>`);
    case 'bound':
      break;
  }
  if (!session) return html``;
  switch (route.at) {
    case 'inbox':
      return inboxView(app, session);
    case 'history':
      return historyView(app, session);
    case 'request':
      return requestView(app, session, route.requestId);
    case 'document':
      return documentView(app, route.requestId, route.documentId);
    case 'devices':
      return devicesView(app, session);
    case 'tenants':
      return tenantsView(session);
  }
}

function navigation(app: App): TemplateResult {
  const t = texts();
  const places: [Route, IconName, string][] = [
    [{ at: 'inbox' }, 'inbox', t.nav.inbox],
    [{ at: 'history' }, 'history', t.nav.history],
    [{ at: 'devices' }, 'smartphone', t.nav.devices],
    [{ at: 'tenants' }, 'building', t.nav.tenants],
  ];
  const waiting = app.session?.inbox.open(app.now).filter((r) => r.state === 'open').length ?? 0;
  return html`<nav class="tabs" aria-label=${t.navigation}>
    ${places.map(([route, icon, name]) => {
      const here = app.route.at === route.at || (route.at === 'inbox' && 'requestId' in app.route);
      return html`<a href=${addressOf(route)} aria-current=${here ? 'page' : 'false'}>
        ${drawn(icon)}<span>${name}</span>
        ${route.at === 'inbox' && waiting > 0 ? html`<span class="count">${waiting}</span>` : nothing}
      </a>`;
    })}
  </nav>`;
}

/** The fragment is a place of the app, so the skip link moves the focus by itself. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
