import { html, nothing, type TemplateResult } from 'lit';
import { styles } from '../../design/styles.ts';
import { seenSize, type Page } from '../../geometry/page.ts';
import type { Pdf } from '../../pdf/open.ts';
import type { Document } from '../api/documents.ts';
import { texts } from '../texts/texts.ts';
import '../view/page-canvas.ts';

/** CSS pixels. */
const WIDTH = 96;

/** The pages of a document, small; the one with the signature is marked. */
export function thumbnails(
  pdf: Pdf | undefined, document: Document, shown: Page, placed: Page, show: (page: number) => void,
): TemplateResult {
  const t = texts().place;
  return html`<nav class="thumbnails" aria-label=${t.thumbnails}>
    ${document.pages.map((page) => {
      const size = seenSize(page);
      const height = Math.round((WIDTH * size.height) / size.width);
      return html`<button class=${`thumbnail ${page.number === placed.number ? 'placed' : ''}`} aria-current=${page.number === shown.number ? 'page' : nothing}
          aria-label=${t.pageOf(page.number, document.pages.length)} @click=${() => show(page.number)}>
        <span class="thumbnail-sheet" style=${styles({ width: `${WIDTH}px`, height: `${height}px` })}>
          <kyso-page-canvas .pdf=${pdf} .number=${page.number} .width=${WIDTH}></kyso-page-canvas></span>
        <span aria-hidden="true">${page.number}</span>
      </button>`;
    })}
  </nav>`;
}
