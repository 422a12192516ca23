import { html, type TemplateResult } from 'lit';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';

/**
 * An icon of `lucide-static`, imported with `?raw`, as inline SVG in the text's size and colour. Icons stand beside
 * words, so they are hidden from assistive technology.
 */
export function icon(file: string): TemplateResult {
  const drawing = file.slice(file.indexOf('>', file.indexOf('<svg')) + 1, file.lastIndexOf('</svg>'));
  return html`<svg
    class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"
  >${unsafeSVG(drawing)}</svg>`;
}
