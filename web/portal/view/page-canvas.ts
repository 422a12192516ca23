import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Drawing, type Pdf } from '../../pdf/open.ts';
import { PortalElement } from '../element.ts';

/** One page of an open PDF on a canvas, drawn when it comes near the screen. Tells `kyso-drawn` or `kyso-undrawable`. */
@customElement('kyso-page-canvas')
export class PageCanvas extends PortalElement {
  @property({ attribute: false }) pdf: Pdf | undefined;
  @property({ attribute: false }) number = 1;
  /** CSS pixels. */
  @property({ attribute: false }) width = 0;
  @property({ attribute: false }) label = '';
  private drawing: Drawing | undefined;
  private near = false;
  private readonly watch = new IntersectionObserver(
    (entries) => {
      this.near = entries.some((entry) => entry.isIntersecting);
      if (this.near) void this.draw();
    },
    { rootMargin: '200px' },
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch.disconnect();
    this.drawing?.cancel();
  }

  protected override render(): TemplateResult {
    return this.label
      ? html`<canvas role="img" aria-label=${this.label}></canvas>`
      : html`<canvas aria-hidden="true"></canvas>`;
  }

  protected override updated(): void {
    if (this.near) void this.draw();
  }

  private async draw(): Promise<void> {
    const canvas = this.querySelector('canvas');
    if (!this.pdf || !canvas || this.width <= 0) return;
    this.drawing ??= new Drawing(canvas);
    try {
      const page = await this.pdf.page(this.number);
      if (await this.drawing.draw(page, this.width)) {
        canvas.dataset['drawn'] = String(this.number);
        this.dispatchEvent(new CustomEvent('kyso-drawn', { bubbles: true }));
      }
    } catch (why) {
      this.dispatchEvent(new CustomEvent('kyso-undrawable', { detail: why, bubbles: true }));
    }
  }
}
