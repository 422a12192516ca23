import { html, nothing, type TemplateResult } from 'lit';
import { bytes, minutesAndSeconds } from '../../i18n/formats.ts';
import type { App, Session } from '../app.ts';
import type { AskedDocument, AskedRequest, Review } from '../review/review.ts';
import { ShownPdf } from '../review/shown-pdf.ts';
import { addressOf } from '../route.ts';
import { redraw } from '../screen.ts';
import { problemWords, texts } from '../texts/texts.ts';
import { digest } from './digest.ts';
import { endOf } from './end.ts';
import { drawn } from './icons.ts';
import { notice, problemNotice, statement } from './parts.ts';

const PRESSING_MS = 60_000;

export function requestView(app: App, session: Session, requestId: string): TemplateResult {
  const t = texts();
  const { review } = app;
  if (!review || review.requestId !== requestId) return html``;
  if (review.problem) {
    return review.problem.code === 'not-found'
      ? statement('plain', 'inbox', t.end.unknown, t.end.unknownHow, html`<a class="button primary" href="#/">${t.end.toInbox}</a>`)
      : html`<div class="stack">${problemNotice(review.problem)}
          <button class="button" @click=${(): void => void review.load()}>${t.retry}</button></div>`;
  }
  const { request } = review;
  if (!request) return html`<p class="muted" role="status">${t.loading}</p>`;
  const waiting = session.inbox.open(app.now).filter((r) => r.state === 'open');
  const end = endOf(review, session.inbox.find(requestId), waiting);
  if (end) return end;
  return html`<article class="stack request-page">
    ${back('#/')}
    <div class="row spread nowrap">
      <h1>${t.request.from(request.requester)}</h1>
      ${timeLeft(review.timeLeft)}
    </div>
    ${request.reason ? html`<p class="quote breakable">${request.reason}</p>` : nothing}
    ${facts(request)}
    ${documents(app, review, request)}
    ${review.declining ? decline(review) : answer(review, request, session)}
  </article>`;
}

export function back(address: string): TemplateResult {
  return html`<a class="button plain back" href=${address}>${drawn('chevronLeft')} ${texts().back}</a>`;
}

function timeLeft(left: number): TemplateResult {
  return html`<p class="time ${left < PRESSING_MS ? 'pressing' : ''}" role="timer" aria-label=${texts().request.timeLeft}>
    ${drawn('clock')} ${minutesAndSeconds(left)}
  </p>`;
}

function facts(request: AskedRequest): TemplateResult {
  const t = texts().request;
  const fact = (name: string, value: string | null): TemplateResult | typeof nothing =>
    value ? html`<div><dt>${name}</dt><dd class="breakable">${value}</dd></div>` : nothing;
  return html`<div class="card facts">
    <dl>
      ${fact(t.tenant, `${request.requester} (${request.tenant})`)}
      ${fact(t.certificate, request.certificateHolder)}
      ${fact(t.location, request.location)}
    </dl>
    <details>
      <summary>${t.details}</summary>
      <dl>
        ${fact(t.issuer, request.certificateIssuer)}
        ${fact(t.serial, request.certificateSerial)}
        ${fact(t.level, request.level)}
      </dl>
    </details>
  </div>`;
}

function documents(app: App, review: Review, request: AskedRequest): TemplateResult {
  const t = texts().request;
  const all = request.documents.length;
  return html`<section class="stack" aria-labelledby="documents">
    <div class="row spread">
      <h2 id="documents">${t.documents(all)}</h2>
      ${all > 1
        ? html`<span class="row"><span class="muted">${t.openedCount(review.opened, all)}</span>
            ${review.opened < all
              ? html`<button class="button" ?disabled=${!review.readable} @click=${(): void => void review.readAll()}>${t.openAll}</button>`
              : nothing}</span>`
        : nothing}
    </div>
    <ul class="stack">${request.documents.map((document) => documentCard(app, review, document))}</ul>
    ${review.opened < all && review.readable && !review.refused ? html`<p class="muted">${t.notOpenedNote}</p>` : nothing}
  </section>`;
}

function documentCard(app: App, review: Review, document: AskedDocument): TemplateResult {
  const t = texts().request;
  const reading = review.reading(document.documentId);
  const open = (): void => void review.read(document.documentId);
  const title = html`<h3 class="breakable">${drawn('fileText')} ${document.name}</h3>`;
  switch (reading.kind) {
    case 'unread':
      return html`<li class="card stack document">
        <div class="row spread">${title}<span class="pill warning">${drawn('eye')} ${t.notOpened}</span></div>
        <button class="button" aria-label=${t.open(document.name)} @click=${open}>${drawn('eye')} ${t.open('')}</button>
        ${digest(t.digestServer, document.digest)}
      </li>`;
    case 'reading':
      return html`<li class="card stack document">
        ${title}<p class="muted" role="status">${t.read(bytes(reading.size))}</p>
        <progress aria-label=${t.read('')}></progress>
      </li>`;
    case 'failed':
      return html`<li class="card stack document">
        ${title}${problemNotice(reading.problem)}
        <button class="button" @click=${open}>${texts().retry}</button>
      </li>`;
    case 'refused':
      return html`<li class="card stack document">
        ${title}
        <div class="notice error" role="alert">
          ${drawn('shieldAlert')}<strong>${t.tampered}</strong>
          <p>${reading.fault === 'other-digest' ? t.tamperedOther : t.tamperedForm}</p>
          <p>${t.tamperedHow}</p>
        </div>
      </li>`;
    case 'read':
      return html`<li class="card stack document">
        <div class="row spread">${title}<span class="pill ok">${drawn('check')} ${t.opened}</span></div>
        ${preview(app, review, document)}
        ${digest(t.digest, reading.document.digest)}
      </li>`;
  }
}

function preview(app: App, review: Review, document: AskedDocument): TemplateResult {
  const t = texts().request;
  const shown = app.drawing(document.documentId);
  if (shown === 'opening') return html`<p class="muted" role="status">${t.preparing}</p>`;
  if (shown === 'failed') return notice('warning', 'triangleAlert', t.unreadable);
  const address = addressOf({ at: 'document', requestId: review.requestId, documentId: document.documentId });
  return html`
    ${hiddenNotice(shown)}
    <a class="page" href=${address}>
      <pdf-page .shown=${shown} .number=${shown.stampPage} .label=${t.page(shown.stampPage, shown.pdf.pageCount)}></pdf-page>
      <span class="caption">
        ${shown.stampVisible ? t.stampPage(shown.stampPage) : t.invisible}
        <strong>${t.view} (${t.pages(shown.pdf.pageCount)}) ${drawn('chevronRight')}</strong>
      </span>
    </a>`;
}

export function hiddenNotice(shown: ShownPdf): TemplateResult | typeof nothing {
  const t = texts().request;
  if (shown.hidden.length === 0) return nothing;
  return html`<div class="notice warning">
    ${drawn('layers')}<strong>${t.hidden}</strong>
    <ul class="bullets">${shown.hidden.map((kind) => html`<li>${t.hiddenKinds[kind]}</li>`)}</ul>
  </div>`;
}

function answer(review: Review, request: AskedRequest, session: Session): TemplateResult {
  const t = texts().request;
  const busy = review.answering !== 'no';
  const refused = session.inbox.find(review.requestId)?.answerRefused;
  return html`<form class="answer stack" @submit=${(event: Event): void => {
    event.preventDefault();
    void review.approve();
  }}>
    ${review.sendProblem ? problemNotice(review.sendProblem) : nothing}
    ${refused && !busy ? html`<div role="alert">${notice('error', 'circleAlert', t.answerRefused, problemWords(refused).what)}</div>` : nothing}
    ${review.passkeyRefusal
      ? html`<div role="alert">${notice('warning', 'triangleAlert', review.passkeyRefusal === 'cancelled' ? t.passkeyCancelled : t.passkeyFailed)}</div>`
      : nothing}
    ${review.refused ? nothing : matchCode(review, request)}
    <div class="answers">
      ${review.refused
        ? nothing
        : html`<button class="button primary" type="submit" ?disabled=${!review.canApprove}>
            ${drawn('fingerprint')}
            ${review.answering === 'asking-passkey' ? t.approving : review.answering === 'sending' ? t.sending : t.approve}
          </button>`}
      <button class="button danger" type="button" ?disabled=${busy} @click=${(): void => {
        review.declining = true;
        redraw();
        queueMicrotask(() => document.getElementById('reason')?.focus());
      }}>${drawn('x')} ${t.decline}</button>
    </div>
  </form>`;
}

function matchCode(review: Review, request: AskedRequest): TemplateResult {
  const t = texts().request;
  if (!request.matchCodeRequired) return html`<p class="muted">${t.noMatchCode}</p>`;
  return html`<div class="field match">
    <label for="match-code">${t.matchCode}</label>
    <input id="match-code" class="input digits" type="text" inputmode="numeric" autocomplete="off" maxlength="2"
      pattern="[0-9]{2}" enterkeyhint="done" aria-describedby="match-code-hint" .value=${review.matchCode}
      @input=${(event: Event): void => {
        const input = event.target as HTMLInputElement;
        input.value = input.value.replace(/[^0-9]/g, '');
        review.matchCode = input.value;
        redraw();
      }} />
    <p class="hint" id="match-code-hint">${t.matchCodeHint}</p>
  </div>`;
}

function decline(review: Review): TemplateResult {
  const t = texts().request;
  return html`<form class="answer stack" @submit=${(event: Event): void => {
    event.preventDefault();
    void review.decline();
  }}>
    <h2>${t.declineTitle}</h2>
    ${review.sendProblem ? problemNotice(review.sendProblem) : nothing}
    <div class="row">
      ${t.declineReasons.map(
        (reason) => html`<button class="button chip" type="button" aria-pressed=${review.reason === reason ? 'true' : 'false'}
          @click=${(): void => {
            review.reason = reason;
            redraw();
          }}>${reason}</button>`,
      )}
    </div>
    <div class="field">
      <label for="reason">${t.declineReason}</label>
      <textarea id="reason" class="input" rows="3" maxlength="500" .value=${review.reason}
        @input=${(event: Event): void => void (review.reason = (event.target as HTMLTextAreaElement).value)}></textarea>
    </div>
    <div class="answers">
      <button class="button danger" type="submit" ?disabled=${review.answering !== 'no'}>${drawn('ban')} ${t.declineGo}</button>
      <button class="button" type="button" @click=${(): void => {
        review.declining = false;
        redraw();
      }}>${texts().back}</button>
    </div>
  </form>`;
}
