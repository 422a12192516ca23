import { html, nothing, type TemplateResult } from 'lit';
import { dateTime, minutesAndSeconds } from '../../i18n/formats.ts';
import type { App, Session } from '../app.ts';
import { needsHomeScreen } from '../device/notifications.ts';
import type { InboxRequest } from '../inbox/inbox.ts';
import { addressOf } from '../route.ts';
import { redraw } from '../screen.ts';
import { texts } from '../texts/texts.ts';
import { newDeviceNotices } from './devices.ts';
import { drawn } from './icons.ts';
import { notice } from './parts.ts';

/** In the last minute, time presses. */
const PRESSING_MS = 60_000;

export function inboxView(app: App, { inbox, newDevices }: Session): TemplateResult {
  const t = texts().inbox;
  const open = inbox.open(app.now);
  return html`<section class="stack">
    <div class="row spread">
      <h1>${t.title}</h1>
      <span class="pill ${inbox.connection === 'live' ? 'ok' : ''}" role="status">
        ${inbox.connection === 'live' ? html`<span class="dot"></span>${t.live}` : t.connecting}
      </span>
    </div>
    ${newDeviceNotices(app, newDevices)}
    ${inbox.connection === 'away' ? notice('warning', 'wifiOff', t.away, t.awayHow) : nothing}
    <p class="visually-hidden" role="status">${open.length > 0 ? t.waiting(open.length) : ''}</p>
    ${open.length > 0
      ? html`<ul class="stack">${open.map((request) => openItem(app, request))}</ul>`
      : inbox.connection === 'live'
        ? nothingOpen()
        : nothing}
    ${notificationsCard(app)}
  </section>`;
}

function nothingOpen(): TemplateResult {
  const t = texts().inbox;
  return html`<div class="card empty">
    <span class="emblem">${drawn('inbox')}</span>
    <h2>${t.empty}</h2>
    <p class="muted">${t.emptyHow}</p>
  </div>`;
}

function openItem(app: App, request: InboxRequest): TemplateResult {
  const t = texts().inbox;
  const left = Date.parse(request.approveUntil) - app.now;
  return html`<li>
    <a class="card request" href=${addressOf({ at: 'request', requestId: request.requestId })}>
      <span class="row spread">
        <strong class="breakable">${request.requester}</strong>
        <span class="pill ${left < PRESSING_MS ? 'warning' : ''}" role="timer">
          ${drawn('clock')} ${t.left(minutesAndSeconds(left))}
        </span>
      </span>
      <span class="breakable">${drawn('fileText')} ${t.files(request.documents, request.firstName)}</span>
      ${request.reason ? html`<span class="muted breakable">${request.reason}</span>` : nothing}
      ${request.state === 'answered' ? html`<span class="muted">${t.answered}</span>` : nothing}
    </a>
  </li>`;
}

export function historyView(app: App, { inbox }: Session): TemplateResult {
  const t = texts().history;
  const past = inbox.past(app.now);
  return html`<section class="stack">
    <h1>${t.title}</h1>
    ${!inbox.historyRead
      ? html`<p class="muted" role="status">${texts().loading}</p>`
      : past.length === 0
        ? html`<div class="card empty"><span class="emblem">${drawn('history')}</span><h2>${t.empty}</h2></div>`
        : html`<ul class="list card">${past.map(pastItem)}</ul>`}
    ${inbox.moreHistory
      ? html`<button class="button" @click=${(): void => void inbox.readHistory().catch((e: unknown) => app.heed(e))}>
          ${t.more}
        </button>`
      : nothing}
  </section>`;
}

function pastItem(request: InboxRequest): TemplateResult {
  const state = stateOf(request);
  return html`<li>
    <a class="item" href=${addressOf({ at: 'request', requestId: request.requestId })}>
      <span class="row spread">
        <strong class="breakable">${texts().inbox.files(request.documents, request.firstName)}</strong>
        <span class="pill ${state.kind}">${state.name}</span>
      </span>
      <span class="muted breakable">${request.requester} · ${dateTime(request.askedAt)}</span>
    </a>
  </li>`;
}

/** How a request stands or ended. */
function stateOf(request: InboxRequest): { readonly name: string; readonly kind: string } {
  const t = texts().states as Record<string, string>;
  const ran = request.state === 'open' || request.state === 'answered' ? 'expired' : request.state;
  const closed = request.closedReason === 'declined' || request.closedReason === 'expired' || request.closedReason === 'cancelled';
  const code = request.outcome ?? (request.state === 'closed' && closed ? request.closedReason : ran) ?? ran;
  const kind = code === 'signed' ? 'ok' : code === 'partly-signed' || code === 'expired' ? 'warning' : code === 'failed' || code === 'refused' ? 'error' : '';
  return { name: t[code] ?? t['closed'] ?? '', kind };
}

function notificationsCard(app: App): TemplateResult | typeof nothing {
  const t = texts().notifications;
  switch (app.notifications) {
    case 'ask':
      if (app.notificationsLater) return nothing;
      return html`<section class="card stack" aria-labelledby="notifications">
        <h2 id="notifications">${drawn('bell')} ${t.title}</h2>
        <p>${t.lead}</p>
        <div class="row">
          <button class="button primary" ?disabled=${app.notificationsBusy}
            @click=${(): void => void app.turnNotificationsOn()}>${t.go}</button>
          <button class="button plain" @click=${(): void => {
            app.notificationsLater = true;
            redraw();
          }}>${t.later}</button>
        </div>
      </section>`;
    case 'denied':
      return notice('warning', 'bellOff', t.denied, t.deniedHow);
    case 'unsupported':
      return notice('', 'bellOff', t.unsupported, needsHomeScreen() ? t.homeScreen : t.unsupportedHow);
    case 'failed':
      return html`<div class="stack">
        ${notice('warning', 'bellOff', t.failed, t.failedHow)}
        <button class="button" ?disabled=${app.notificationsBusy}
          @click=${(): void => void app.turnNotificationsOn()}>${texts().retry}</button>
      </div>`;
    case 'on':
      return html`<p class="muted center">${drawn('bell')} ${t.on}</p>`;
    case undefined:
      return nothing;
  }
}
