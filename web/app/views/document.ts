import { html, nothing, type TemplateResult } from 'lit';
import type { App } from '../app.ts';
import { addressOf } from '../route.ts';
import { texts } from '../texts/texts.ts';
import { digest } from './digest.ts';
import { problemNotice } from './parts.ts';
import { back, hiddenNotice } from './request.ts';

/** All pages of one document, drawn from the bytes that were hashed here. */
export function documentView(app: App, requestId: string, documentId: string): TemplateResult {
  const t = texts();
  const address = addressOf({ at: 'request', requestId });
  const { review } = app;
  const document = review?.request?.documents.find((d) => d.documentId === documentId);
  if (!review || !document) {
    return html`${back(address)}${review?.problem ? problemNotice(review.problem) : html`<p class="muted" role="status">${t.loading}</p>`}`;
  }
  const reading = review.reading(documentId);
  if (reading.kind === 'unread') void review.read(documentId);
  const shown = app.drawing(documentId);
  return html`<article class="stack">
    ${back(address)}
    <h1 class="breakable">${document.name}</h1>
    ${reading.kind === 'read' ? digest(t.request.digest, reading.document.digest) : nothing}
    ${shown === 'opening'
      ? html`<p class="muted" role="status">${t.request.preparing}</p>`
      : shown === 'failed'
        ? html`<p role="alert">${t.request.unreadable}</p>`
        : html`${hiddenNotice(shown)}
            <ol class="stack pages">
              ${Array.from({ length: shown.pdf.pageCount }, (_, i) => {
                const page = t.request.page(i + 1, shown.pdf.pageCount);
                return html`<li>
                  <pdf-page .shown=${shown} .number=${i + 1} .label=${page}></pdf-page>
                  <p class="caption muted">${i + 1 === shown.stampPage && shown.stampVisible ? t.request.stampPage(i + 1) : page}</p>
                </li>`;
              })}
            </ol>`}
    <a class="button primary" href=${address}>${t.back}</a>
  </article>`;
}
