import { Drawing } from '../../pdf/open.ts';
import type { ShownPdf } from '../review/shown-pdf.ts';

/**
 * One page of a document on a canvas, drawn when it comes near the screen, with its text for those who don't see it.
 * Properties: `shown`, `number`, `label`.
 */
class PdfPage extends HTMLElement {
  private of: ShownPdf | undefined;
  private pageNumber = 1;
  private drawing: Drawing | undefined;
  private drawnWidth = 0;
  private visible = false;
  private readonly text = document.createElement('p');
  private readonly seen = new IntersectionObserver(
    (entries) => {
      this.visible = entries.some((entry) => entry.isIntersecting);
      void this.draw();
    },
    { rootMargin: '600px' },
  );
  private readonly sized = new ResizeObserver(() => void this.draw());

  set shown(shown: ShownPdf) {
    if (this.of === shown) return;
    this.of = shown;
    this.drawnWidth = 0;
    void this.draw();
  }

  set number(number: number) {
    if (this.pageNumber === number) return;
    this.pageNumber = number;
    this.drawnWidth = 0;
    void this.draw();
  }

  set label(label: string) {
    this.canvas.setAttribute('aria-label', label);
  }

  connectedCallback(): void {
    this.text.className = 'visually-hidden';
    if (!this.text.isConnected) this.append(this.canvas, this.text);
    this.seen.observe(this);
    this.sized.observe(this);
  }

  disconnectedCallback(): void {
    this.seen.disconnect();
    this.sized.disconnect();
    this.drawing?.cancel();
  }

  private get canvas(): HTMLCanvasElement {
    if (!this.drawing) {
      const canvas = document.createElement('canvas');
      canvas.setAttribute('role', 'img');
      this.drawing = new Drawing(canvas);
    }
    return this.drawing.canvas;
  }

  private async draw(): Promise<void> {
    const { of, clientWidth } = this;
    const { canvas, drawing } = this;
    if (!of || !drawing || !this.visible || clientWidth === 0 || clientWidth === this.drawnWidth) return;
    this.drawnWidth = clientWidth;
    try {
      const page = await of.pdf.page(this.pageNumber);
      const { width, height } = page.getViewport({ scale: 1 });
      canvas.style.aspectRatio = `${width} / ${height}`;
      if (!(await drawing.draw(page, clientWidth))) return;
      this.dataset['drawn'] = String(this.pageNumber);
      const { items } = await page.getTextContent();
      this.text.textContent = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join('');
    } catch (e) {
      this.dispatchEvent(new CustomEvent('undrawable', { detail: e }));
    }
  }
}

customElements.define('pdf-page', PdfPage);
