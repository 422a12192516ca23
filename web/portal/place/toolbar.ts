import { html, type TemplateResult } from 'lit';
import chevronLeft from 'lucide-static/icons/chevron-left.svg?raw';
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw';
import maximize from 'lucide-static/icons/maximize.svg?raw';
import minus from 'lucide-static/icons/minus.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import undoIcon from 'lucide-static/icons/undo-2.svg?raw';
import { icon } from '../../design/icon.ts';
import { texts } from '../texts/texts.ts';

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

/** The next of the steps, larger or smaller; 1 is the page's own size. */
export function nextZoom(now: number, by: 1 | -1): number {
  const further = by > 0 ? ZOOMS.find((zoom) => zoom > now + 0.01) : ZOOMS.findLast((zoom) => zoom < now - 0.01);
  return further ?? (by > 0 ? 3 : 0.5);
}

export interface Tools {
  readonly page: number;
  readonly count: number;
  readonly undoable: boolean;
  show(page: number): void;
  undo(): void;
  /** One step in (1) or out (-1). */
  zoom(by: 1 | -1): void;
  fit(): void;
}

/** Which page is seen, and how large. */
export function toolbar({ page, count, undoable, show, undo, zoom, fit }: Tools): TemplateResult {
  const t = texts().place;
  const typed = (event: Event): void => {
    show(Math.min(count, Math.max(1, Math.round(Number((event.target as HTMLInputElement).value)) || 1)));
  };
  return html`<div class="toolbar">
    <button class="button plain square" aria-label=${t.previous} ?disabled=${page === 1} @click=${() => show(page - 1)}>${icon(chevronLeft)}</button>
    <label class="page-number"><span class="visually-hidden">${t.page}</span>
      <input class="input" type="number" min="1" max=${count} .value=${String(page)} @change=${typed} /></label>
    <span class="muted">${t.of(count)}</span>
    <button class="button plain square" aria-label=${t.nextPage} ?disabled=${page === count} @click=${() => show(page + 1)}>${icon(chevronRight)}</button>
    <span class="gap"></span>
    <button class="button plain square" aria-label=${t.undo} ?disabled=${!undoable} @click=${undo}>${icon(undoIcon)}</button>
    <button class="button plain square" aria-label=${t.zoomOut} @click=${() => zoom(-1)}>${icon(minus)}</button>
    <button class="button plain square" aria-label=${t.fit} title=${t.fit} @click=${fit}>${icon(maximize)}</button>
    <button class="button plain square" aria-label=${t.zoomIn} @click=${() => zoom(1)}>${icon(plus)}</button>
  </div>`;
}
