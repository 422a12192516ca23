import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { at, styles } from '../../design/styles.ts';
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw';
import { icon } from '../../design/icon.ts';
import { overlap, pixelsPerUnit, seenSize, toSeen, within, type Page, type Rect } from '../../geometry/page.ts';
import { Pdf } from '../../pdf/open.ts';
import { asProblem, type Problem } from '../../problems/problem.ts';
import type { Fonts } from '../../stamp/layout.ts';
import { stampFonts } from '../../stamp/fonts.ts';
import { stampLines } from '../../stamp/lines.ts';
import { stampPreview } from '../../stamp/preview.ts';
import { serverClock } from '../api/call.ts';
import { certificatesOf } from '../api/certificates.ts';
import { contentOf, readDocument, type Document } from '../api/documents.ts';
import { pictureOf } from '../api/pictures.ts';
import { ask } from '../api/requests.ts';
import { toFragment, type Draft, type Spot } from '../draft.ts';
import { PortalElement } from '../element.ts';
import { becomes, goTo } from '../navigation.ts';
import { problemNotice } from '../pages/notice.ts';
import { texts } from '../texts/texts.ts';
import '../view/page-canvas.ts';
import { begun, followed, movedByKey, type Drag } from './drag.ts';
import { optionsPanel } from './options.ts';
import { asked, remembered } from './send.ts';
import { inPdf, pageOf, presetRect, seenSpot, spotOn, type Corner, type Preset } from './spots.ts';
import { thumbnails } from './thumbnails.ts';
import { nextZoom, toolbar } from './toolbar.ts';

const CORNERS: readonly Corner[] = ['nw', 'ne', 'sw', 'se'];
const SNAP_PIXELS = 6;
const DESKTOP = window.matchMedia('(min-width: 900px)');

/** Step 3: where the signature will be seen. */
@customElement('kyso-place')
export class Place extends PortalElement {
  @property({ attribute: false }) draft!: Draft;
  @state() private documents: readonly Document[] = [];
  @state() private holder = '';
  @state() private problem: Problem | undefined;
  @state() private unshown = false;
  @state() private at = 0;
  @state() private shownPage = 0;
  @state() private zoom: number | undefined;
  @state() private stage = { width: 0, height: 0 };
  @state() private pdf: Pdf | undefined;
  @state() private drag: Drag | undefined;
  @state() private past: readonly Draft[] = [];
  @state() private fonts: Fonts | undefined;
  @state() private busy = false;
  @state() private said = '';
  @state() private taken: ReadonlyMap<number, readonly Rect[]> = new Map();
  private loaded = '';
  private opened = '';
  private readonly time = new Date(serverClock.now());
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
    if (this.draft.documents.length === 0) queueMicrotask(() => becomes('/'));
    else if (!this.draft.userId || !this.draft.serial) queueMicrotask(() => becomes(`/sign/signer${toFragment(this.draft)}`));
    else if (!this.draft.key) queueMicrotask(() => becomes(`/sign/place${toFragment({ ...this.draft, key: crypto.randomUUID() })}`));
    const wanted = `${this.draft.documents.join()} ${this.draft.userId} ${this.draft.serial}`;
    if (wanted !== this.loaded) {
      this.loaded = wanted;
      void this.load();
    }
    const document = this.documents[this.at];
    if (document && document.id !== this.opened) void this.open(document);
    if (document && this.pdf) void this.readTaken(this.pdf, document, seenSpot(spotOn(this.draft, this.documents, document), document).page.number);
    if (changed.has('draft') || changed.has('documents') || changed.has('holder')) void this.loadFonts();
  }

  protected override updated(): void {
    const stage = this.querySelector('.stage');
    if (stage) this.resize.observe(stage);
  }

  private async load(): Promise<void> {
    try {
      const [documents, certificates] = await Promise.all([
        Promise.all(this.draft.documents.map((id) => readDocument(id))),
        certificatesOf(this.draft.userId),
      ]);
      this.holder = certificates.find((c) => c.serial === this.draft.serial)?.holder ?? '';
      this.documents = documents;
      this.at = Math.min(this.at, documents.length - 1);
      this.shownPage = 0;
    } catch (why) {
      this.problem = asProblem(why);
    }
  }

  private async open(document: Document): Promise<void> {
    this.opened = document.id;
    const old = this.pdf;
    this.pdf = undefined;
    this.unshown = false;
    this.taken = new Map();
    void old?.close();
    try {
      const pdf = await Pdf.open(contentOf(document.id, document.size, document.revision));
      if (this.opened === document.id && this.isConnected) this.pdf = pdf;
      else await pdf.close();
    } catch {
      this.unshown = true;
    }
  }

  private async loadFonts(): Promise<void> {
    try {
      this.fonts = await stampFonts(this.lines());
    } catch (why) {
      this.problem = asProblem(why);
    }
  }

  private lines(): string[] {
    const { shown, reason, location, serial } = this.draft;
    return stampLines({
      holder: shown.name ? this.holder : undefined,
      time: shown.time ? this.time : undefined,
      reason: shown.reason ? reason : undefined,
      location: shown.location ? location : undefined,
      serial: shown.serial ? serial : undefined,
    });
  }

  protected override render(): TemplateResult {
    const t = texts().place;
    const document = this.documents[this.at];
    if (!document) {
      return html`<div class="narrow stack">${this.problem ? problemNotice(this.problem) : html`<p class="muted" role="status">${texts().loading}</p>`}</div>`;
    }
    const spot = spotOn(this.draft, this.documents, document);
    const seen = seenSpot(spot, document);
    const shown = this.shownPage === 0 ? seen.page : pageOf(document, this.shownPage);
    return html`<div class="workspace place" @keydown=${this.undoKey}>
      <section class="viewer" aria-label=${document.name}>
        ${toolbar({
          page: shown.number, count: document.pages.length, undoable: this.past.length > 0,
          show: (page) => (this.shownPage = page), undo: this.undo, zoom: (by) => this.zoomBy(shown, by), fit: () => (this.zoom = undefined),
        })}
        <div class="viewer-body">
          ${document.pages.length > 1 ? thumbnails(this.pdf, document, shown, seen.page, (page) => (this.shownPage = page)) : nothing}
          <div class="stage">${this.sheet(document, shown, seen.page.number === shown.number ? seen.rect : undefined, spot)}</div>
        </div>
      </section>
      <section class="card panel" aria-labelledby="place-title">
        <h1 id="place-title">${t.title}</h1>
        <p class="muted">${t.intro}</p>
        ${this.unshown ? html`<div class="notice warning" role="alert">${icon(triangleAlert)}<strong>${t.openFailed}</strong><p>${t.openFailedRemedy}</p></div>` : nothing}
        ${this.covers(document, seen) ? html`<div class="notice warning" role="status">${icon(triangleAlert)}<strong>${t.overlap}</strong><p>${t.overlapRemedy}</p></div>` : nothing}
        ${optionsPanel({
          draft: this.draft, documents: this.documents, at: this.at, spot, page: seen.page,
          change: (to) => this.become(to),
          choose: (at) => this.show(at),
          preset: (preset) => this.preset(preset),
          numbers: (rect) => this.put(seen.page, toSeen(seen.page, rect)),
          field: (name) => this.takeField(name),
          last: (always) => this.keepLast(always, seen),
        })}
        ${this.lines().length === 0 && !this.draft.picture ? html`<p class="muted small">${t.emptyStamp}</p>` : nothing}
        ${this.problem ? problemNotice(this.problem) : nothing}
        <div class="actions">
          <a class="button" href=${`/sign/signer${toFragment(this.draft)}`}>${texts().back}</a>
          <button class="button primary" ?disabled=${this.busy} @click=${this.send}>${this.busy ? t.sending : t.send}</button>
        </div>
        <p class="visually-hidden" role="status">${this.said}</p>
      </section>
    </div>`;
  }

  private scale(page: Page): number {
    const natural = pixelsPerUnit(page);
    if (this.zoom !== undefined) return this.zoom * natural;
    const size = seenSize(page);
    const width = Math.max(120, this.stage.width - 2) / size.width;
    // On a desktop the stage has a height of its own, and the whole page is to be in sight.
    const height = DESKTOP.matches ? Math.max(120, this.stage.height - 2) / size.height : width;
    return Math.min(width, height, natural * 1.5);
  }

  private sheet(document: Document, page: Page, placed: Rect | undefined, spot: Spot): TemplateResult {
    const size = seenSize(page);
    const scale = this.scale(page);
    const pixels = (units: number): string => `${units * scale}px`;
    const fields = document.emptyFields.filter((f) => f.page === page.number && !(spot.kind === 'field' && f.name === spot.field));
    return html`<div class="sheet" style=${styles({ width: pixels(size.width), height: pixels(size.height) })}
        @click=${(e: MouseEvent) => this.putThere(e, page, scale)} @pointermove=${(e: PointerEvent) => this.dragging(e, page, scale)}
        @pointerup=${(e: PointerEvent) => this.dropped(e, page)} @pointercancel=${() => (this.drag = undefined)}>
      <kyso-page-canvas .pdf=${this.pdf} .number=${page.number} .width=${size.width * scale}
        .label=${texts().place.pageOf(page.number, document.pages.length)}
        @kyso-undrawable=${() => (this.unshown = true)}></kyso-page-canvas>
      ${fields.map((field) => html`<button class="empty-field" style=${at(toSeen(page, field), pixels)} title=${field.name}
        aria-label=${`${texts().place.fields}: ${field.name}`} @click=${(e: Event) => { e.stopPropagation(); this.takeField(field.name); }}></button>`)}
      ${this.drag?.vertical !== undefined ? html`<span class="guide vertical" style=${styles({ left: pixels(this.drag.vertical) })}></span>` : nothing}
      ${this.drag?.horizontal !== undefined ? html`<span class="guide horizontal" style=${styles({ top: pixels(this.drag.horizontal) })}></span>` : nothing}
      ${placed || this.drag ? this.box(this.drag?.seen ?? (placed as Rect), page, spot, pixels) : nothing}
    </div>`;
  }

  private box(rect: Rect, page: Page, spot: Spot, pixels: (units: number) => string): TemplateResult {
    const t = texts().place;
    const pdf = inPdf(page, rect);
    return html`<div class=${`box ${spot.kind === 'field' ? 'fixed' : ''}`} style=${at(rect, pixels)} tabindex="0" role="group"
        aria-label=${`${t.box}: ${t.moved(page.number, Math.round(pdf.x), Math.round(pdf.y))}`} aria-describedby="box-help"
        @click=${(e: Event) => e.stopPropagation()} @keydown=${(e: KeyboardEvent) => this.key(e, page, rect, spot)}
        @pointerdown=${(e: PointerEvent) => this.take(e, undefined, rect, spot)}>
      ${this.fonts ? stampPreview(this.lines(), pictureOf(this.draft), rect.width, rect.height, this.fonts) : nothing}
      ${spot.kind === 'field' ? nothing : CORNERS.map((corner) => html`<span class=${`handle ${corner}`} @pointerdown=${(e: PointerEvent) => this.take(e, corner, rect, spot)}></span>`)}
      <span class="visually-hidden" id="box-help">${t.boxHelp}</span>
    </div>`;
  }

  private covers(document: Document, seen: { page: Page; rect: Rect }): boolean {
    if (document.signatures.length === 0) return false;
    const rect = this.drag?.seen ?? seen.rect;
    return (this.taken.get(seen.page.number) ?? []).some((other) => overlap(rect, toSeen(seen.page, other)));
  }

  /** Where signatures are on a page already, as the PDF itself says. */
  private async readTaken(pdf: Pdf, document: Document, page: number): Promise<void> {
    if (document.signatures.length === 0 || this.taken.has(page)) return;
    this.taken = new Map(this.taken).set(page, []);
    const signed = new Set(document.signatures.map((s) => s.field));
    try {
      const boxes = await pdf.signatureBoxes(page, signed);
      if (pdf === this.pdf) this.taken = new Map(this.taken).set(page, boxes);
    } catch {
      // A page that can't be read is told where it is drawn.
    }
  }

  private take(event: PointerEvent, corner: Corner | undefined, rect: Rect, spot: Spot): void {
    if (event.button !== 0 || spot.kind === 'field') return;
    event.stopPropagation();
    const box = (event.currentTarget as HTMLElement).closest<HTMLElement>('.box');
    (this.querySelector('.sheet') as HTMLElement).setPointerCapture(event.pointerId);
    this.drag = begun(corner, { x: event.clientX, y: event.clientY }, rect);
    box?.focus({ preventScroll: true });
  }

  private dragging(event: PointerEvent, page: Page, scale: number): void {
    const drag = this.drag;
    if (!drag) return;
    const to = { x: (event.clientX - drag.from.x) / scale, y: (event.clientY - drag.from.y) / scale };
    this.drag = followed(drag, to, seenSize(page), event.altKey ? 0 : SNAP_PIXELS / scale);
  }

  private dropped(event: PointerEvent, page: Page): void {
    const drag = this.drag;
    if (!drag) return;
    this.drag = undefined;
    event.stopPropagation();
    this.justDragged = true;
    setTimeout(() => (this.justDragged = false));
    if (drag.seen !== drag.rect) this.put(page, drag.seen);
  }

  /** The click that ends a drag is no click on the page. */
  private justDragged = false;

  private putThere(event: MouseEvent, page: Page, scale: number): void {
    if (this.justDragged) return;
    const sheet = event.currentTarget as HTMLElement;
    const bounds = sheet.getBoundingClientRect();
    const document = this.documents[this.at];
    if (!document) return;
    const { rect } = seenSpot(spotOn(this.draft, this.documents, document), document);
    const centre = { x: (event.clientX - bounds.left) / scale, y: (event.clientY - bounds.top) / scale };
    this.put(page, within({ ...rect, x: centre.x - rect.width / 2, y: centre.y - rect.height / 2 }, seenSize(page)));
  }

  private key(event: KeyboardEvent, page: Page, rect: Rect, spot: Spot): void {
    const document = this.documents[this.at];
    if (!document || event.ctrlKey || event.metaKey) return;
    if (event.key === 'PageUp' || event.key === 'PageDown') {
      event.preventDefault();
      const to = page.number + (event.key === 'PageUp' ? -1 : 1);
      if (to < 1 || to > document.pages.length || spot.kind === 'field') return;
      const target = pageOf(document, to);
      this.put(target, within(rect, seenSize(target)));
      return;
    }
    const moved = movedByKey(event, rect, seenSize(page));
    if (!moved || spot.kind === 'field') return;
    event.preventDefault();
    this.put(page, moved);
  }

  private undoKey = (event: KeyboardEvent): void => {
    const typing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox' && event.target.type !== 'radio';
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.shiftKey && !typing) {
      event.preventDefault();
      this.undo();
    }
  };

  private undo = (): void => {
    const before = this.past.at(-1);
    if (!before) return;
    this.past = this.past.slice(0, -1);
    this.shownPage = 0;
    this.set({ ...before, key: this.draft.key });
  };

  /** At once here, so that the box stays where it is focused, and in the address. */
  private set(draft: Draft): void {
    this.draft = draft;
    becomes(`/sign/place${toFragment(draft)}`);
  }

  private put(page: Page, seen: Rect): void {
    const document = this.documents[this.at];
    if (!document) return;
    const before = spotOn(this.draft, this.documents, document);
    const last = page.number === document.pages.length;
    const keepsLast = last && before.kind === 'page' && before.page === 'last';
    const rect = inPdf(page, seen);
    this.setSpot(document, { kind: 'page', page: keepsLast ? 'last' : page.number, rect });
    this.shownPage = page.number;
    this.said = texts().place.moved(page.number, Math.round(rect.x), Math.round(rect.y));
  }

  private setSpot(document: Document, spot: Spot): void {
    const spots = this.draft.sameForAll ? { [document.id]: spot } : { ...this.draft.spots, [document.id]: spot };
    this.become({ spots });
  }

  private become(to: Partial<Draft>): void {
    this.past = [...this.past.slice(-99), this.draft];
    this.set({ ...this.draft, ...to });
  }

  private preset(preset: Preset): void {
    const document = this.documents[this.at];
    if (!document) return;
    const { page, rect } = seenSpot(spotOn(this.draft, this.documents, document), document);
    this.put(page, presetRect(preset, rect, seenSize(page)));
  }

  private takeField(name: string): void {
    const document = this.documents[this.at];
    if (!document) return;
    if (name === '') {
      const { page, rect } = seenSpot(spotOn(this.draft, this.documents, document), document);
      this.setSpot(document, { kind: 'page', page: page.number, rect: inPdf(page, rect) });
    } else {
      this.setSpot(document, { kind: 'field', field: name });
    }
    this.shownPage = 0;
  }

  private keepLast(always: boolean, seen: { page: Page; rect: Rect }): void {
    const document = this.documents[this.at];
    if (document) this.setSpot(document, { kind: 'page', page: always ? 'last' : seen.page.number, rect: inPdf(seen.page, seen.rect) });
  }

  private show(at: number): void {
    this.at = at;
    this.shownPage = 0;
  }

  private zoomBy(page: Page, by: 1 | -1): void {
    this.zoom = nextZoom(this.scale(page) / pixelsPerUnit(page), by);
  }

  private send = async (): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    this.problem = undefined;
    const { draft } = this;
    try {
      const request = await ask(asked(draft, this.documents), draft.key);
      // Whoever comes back here by "back" and sends again wants a further request.
      history.replaceState(null, '', `/sign/place${toFragment({ ...draft, key: crypto.randomUUID() })}`);
      goTo(`/requests/${request.id}${toFragment(remembered(draft, this.documents))}`);
    } catch (why) {
      const problem = asProblem(why);
      if (problem.code === 'idempotency-key-reused') {
        becomes(`/sign/place${toFragment({ ...draft, key: crypto.randomUUID() })}`);
      }
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  };
}
