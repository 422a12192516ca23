import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { at, styles } from '../../design/styles.ts';
import chevronLeft from 'lucide-static/icons/chevron-left.svg?raw';
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw';
import { icon } from '../../design/icon.ts';
import { pixelsPerUnit, seenSize, toSeen, type Page, type Rect } from '../../geometry/page.ts';
import { Pdf } from '../../pdf/open.ts';
import { stampFonts } from '../../stamp/fonts.ts';
import type { Fonts } from '../../stamp/layout.ts';
import { stampPreview, type StampPicture } from '../../stamp/preview.ts';
import { contentOf, type Document } from '../api/documents.ts';
import { PortalElement } from '../element.ts';
import { texts } from '../texts/texts.ts';
import './page-canvas.ts';

const DESKTOP = window.matchMedia('(min-width: 900px)');

/** A document to look at, page by page; a box shows where the signature will be. */
@customElement('kyso-viewer')
export class Viewer extends PortalElement {
  @property({ attribute: false }) document!: Document;
  @property({ attribute: false }) revision = 1;
  @property({ attribute: false }) size = 0;
  @property({ attribute: false }) first = 1;
  /** In PDF user space, on the page `first`. */
  @property({ attribute: false }) box: Rect | undefined;
  @property({ attribute: false }) lines: readonly string[] = [];
  @property({ attribute: false }) picture: StampPicture | undefined;
  @state() private fonts: Fonts | undefined;
  @state() private pdf: Pdf | undefined;
  @state() private page = 0;
  @state() private stage = { width: 0, height: 0 };
  @state() private failed = false;
  private opened = '';
  private readonly resize = new ResizeObserver(([entry]) => {
    if (entry) this.stage = { width: entry.contentRect.width, height: entry.contentRect.height };
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize.disconnect();
    void this.pdf?.close();
    this.pdf = undefined;
    this.opened = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('lines') && (this.lines.length > 0 || this.picture)) void this.loadFonts();
    const wanted = `${this.document.id} ${this.revision}`;
    if (wanted !== this.opened) {
      this.opened = wanted;
      this.page = 0;
      void this.open(wanted);
    }
  }

  private async loadFonts(): Promise<void> {
    try {
      this.fonts = await stampFonts(this.lines);
    } catch {
      // The empty box says where, too.
    }
  }

  protected override updated(): void {
    const stage = this.querySelector('.stage');
    if (stage) this.resize.observe(stage);
  }

  private async open(wanted: string): Promise<void> {
    void this.pdf?.close();
    this.pdf = undefined;
    this.failed = false;
    try {
      const pdf = await Pdf.open(contentOf(this.document.id, this.size, this.revision));
      if (this.opened === wanted && this.isConnected) this.pdf = pdf;
      else await pdf.close();
    } catch {
      this.failed = true;
    }
  }

  protected override render(): TemplateResult {
    const t = texts().place;
    const count = this.document.pages.length;
    const number = this.page || Math.min(this.first, count);
    const page = this.document.pages[number - 1] as Page;
    const size = seenSize(page);
    const width = Math.max(120, this.stage.width - 2) / size.width;
    const height = DESKTOP.matches ? Math.max(120, this.stage.height - 2) / size.height : width;
    const scale = Math.min(width, height, pixelsPerUnit(page) * 1.25);
    const seen = this.box && number === this.first ? toSeen(page, this.box) : undefined;
    const pixels = (units: number): string => `${units * scale}px`;
    return html`<section class="viewer" aria-label=${this.document.name}>
      ${count > 1 ? html`<div class="toolbar">
        <button class="button plain square" aria-label=${t.previous} ?disabled=${number === 1} @click=${() => (this.page = number - 1)}>${icon(chevronLeft)}</button>
        <span>${t.pageOf(number, count)}</span>
        <button class="button plain square" aria-label=${t.nextPage} ?disabled=${number === count} @click=${() => (this.page = number + 1)}>${icon(chevronRight)}</button>
      </div>` : nothing}
      <div class="viewer-body"><div class="stage">
        ${this.failed ? html`<p class="muted" role="alert">${t.openFailed}</p>` : html`
        <div class="sheet" style=${styles({ width: pixels(size.width), height: pixels(size.height) })}>
          <kyso-page-canvas .pdf=${this.pdf} .number=${number} .width=${size.width * scale} .label=${t.pageOf(number, count)}
            @kyso-undrawable=${() => (this.failed = true)}></kyso-page-canvas>
          ${seen ? html`<span class="box fixed" style=${at(seen, pixels)}>${this.fonts ? stampPreview(this.lines, this.picture, seen.width, seen.height, this.fonts) : nothing}</span>` : nothing}
        </div>`}
      </div></div>
    </section>`;
  }
}
