import { html, nothing, type TemplateResult } from 'lit';
import bell from 'lucide-static/icons/bell-ring.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import loader from 'lucide-static/icons/loader-circle.svg?raw';
import phone from 'lucide-static/icons/smartphone.svg?raw';
import wifiOff from 'lucide-static/icons/wifi-off.svg?raw';
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw';
import { icon } from '../../design/icon.ts';
import { timeOfDay } from '../../i18n/formats.ts';
import type { Problem } from '../../problems/problem.ts';
import { wordsFor } from '../../problems/words.ts';
import type { SignRequest } from '../api/requests.ts';
import { problemNotice } from '../pages/notice.ts';
import { texts } from '../texts/texts.ts';
import { stagesOf } from './progress.ts';
import { ring } from './ring.ts';

export const RESEND_AFTER = 20_000;

export interface Confirming {
  readonly request: SignRequest;
  /** By the server's clock. */
  readonly now: number;
  readonly connected: boolean;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly said: string;
  readonly remindedAt: number | undefined;
  resend(): void;
  cancel(): void;
}

/** While the phone is waited for: the code to read out, the time that is left, what has happened. */
export function confirmPanel(c: Confirming): TemplateResult {
  const t = texts().confirm;
  const { request } = c;
  const until = Date.parse(request.expiresAt);
  const approved = request.state === 'approved' || request.timeline.some((e) => e.type === 'approved');
  return html`<section class="card panel confirm" aria-labelledby="confirm-title">
      <h1 id="confirm-title">${t.title}</h1>
      <p class="muted">${t.intro(request.certificate.holder)}</p>
      ${c.connected ? nothing : html`<div class="notice warning" role="status">${icon(wifiOff)}<strong>${t.reconnecting}</strong><p>${t.reconnectingHint}</p></div>`}
      <div class="code-and-time">
      ${request.matchCode && !approved ? html`<div class="code"><span class="muted">${t.code}</span>
        <strong class="code-figures" aria-label=${request.matchCode.split('').join(' ')}>${request.matchCode}</strong></div>` : nothing}
      ${approved ? nothing : ring(c.now, Date.parse(request.createdAt), until)}
      </div>
      ${!approved && c.now > until ? html`<p class="muted" role="status">${t.overdue}</p>` : nothing}
      ${warnings(request)}
      ${timeline(request)}
      ${c.problem ? problemNotice(c.problem) : nothing}
      <p class="muted" role="status">${c.said}</p>
      ${approved ? nothing : html`<div class="actions">${resendButton(c)}
        <button class="button" ?disabled=${c.busy} @click=${sure}>${t.cancelShort}</button></div>`}
      ${sureDialog(c)}
    </section>
    ${details(request)}`;
}

function resendButton(c: Confirming): TemplateResult {
  const t = texts().confirm;
  const sentAt = c.remindedAt ?? Date.parse(c.request.timeline.findLast((e) => e.type === 'reminded')?.at ?? c.request.createdAt);
  const wait = Math.ceil((sentAt + RESEND_AFTER - c.now) / 1000);
  return html`<button class="button primary" ?disabled=${c.busy || wait > 0} @click=${() => c.resend()}>
    ${icon(bell)}${wait > 0 ? t.resendIn(wait) : t.resend}</button>`;
}

function warnings(request: SignRequest): unknown {
  const t = texts().confirm;
  const last = request.timeline.findLast((e) => ['no-device', 'sent', 'opened', 'answer-refused', 'approved'].includes(e.type));
  if (last?.type === 'no-device') {
    return html`<div class="notice warning" role="alert">${icon(phone)}<strong>${t.noDevice}</strong><p>${t.noDeviceRemedy}</p></div>`;
  }
  if (last?.type === 'answer-refused') {
    const words = wordsFor(String(last.detail['reason'] ?? ''));
    return html`<div class="notice warning" role="alert">${icon(triangleAlert)}<strong>${t.refused}</strong><p>${words.what}. ${words.remedy}</p></div>`;
  }
  return nothing;
}

export function timeline(request: SignRequest): TemplateResult {
  const t = texts().confirm;
  const signed = request.timeline.filter((e) => e.type === 'document-signed').length;
  return html`<ol class="timeline" aria-label=${t.timeline} aria-live="polite">
    ${stagesOf(request.timeline, request.state === 'finished').map(({ stage, at, state }) => html`<li class=${state}>
      <span class="dot">${state === 'reached' ? icon(check) : state === 'waiting' ? icon(loader) : nothing}</span>
      <span>${state === 'waiting' ? t.waiting[stage] : t.steps[stage]}
        ${stage === 'signing' && request.documents.length > 1 && signed > 0 ? html`<span class="muted small">${t.signedOf(signed, request.documents.length)}</span>` : nothing}</span>
      ${at ? html`<time class="muted small" datetime=${at}>${timeOfDay(at)}</time>` : nothing}
    </li>`)}
  </ol>`;
}

export function details(request: SignRequest): TemplateResult {
  const t = texts().confirm;
  return html`<section class="card panel" aria-labelledby="details-title"><h2 id="details-title">${t.details}</h2>
    <dl class="facts-list">
      <dt>${t.files}</dt><dd>${request.documents.slice(0, 5).map((d) => html`<div class="breakable">${d.name}</div>`)}
        ${request.documents.length > 5 ? html`<div class="muted">${texts().requests.andMore(request.documents.length - 5)}</div>` : nothing}</dd>
      <dt>${t.signer}</dt><dd>${request.certificate.holder} <span class="muted mono">${request.signer.userId}</span></dd>
      <dt>${t.sentBy}</dt><dd>${request.requester}</dd>
      <dt>${t.level}</dt><dd>${texts().done.levels[request.level] ?? request.level}</dd>
      <dt>${t.id}</dt><dd class="mono breakable">${request.id}</dd>
    </dl>
    ${request.state === 'finished' ? nothing : html`<p class="muted small">${t.newTab}</p>`}
  </section>`;
}

function sure(event: Event): void {
  (event.target as HTMLElement).closest('.panel')?.querySelector('dialog')?.showModal();
}

function sureDialog(c: Confirming): TemplateResult {
  const t = texts().confirm;
  const close = (event: Event): void => (event.target as HTMLElement).closest('dialog')?.close();
  return html`<dialog class="card dialog" aria-labelledby="sure-title">
    <h2 id="sure-title">${t.cancelSure}</h2>
    <p class="muted">${t.cancelSureText}</p>
    <div class="actions">
      <button class="button" autofocus @click=${close}>${t.keep}</button>
      <button class="button danger" @click=${(e: Event) => { close(e); c.cancel(); }}>${t.cancel}</button>
    </div>
  </dialog>`;
}
