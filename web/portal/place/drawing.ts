import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PortalElement } from '../element.ts';
import { texts } from '../texts/texts.ts';
import { blobOf } from './shrink.ts';

const WIDTH = 900;
const HEIGHT = 300;
const PEN = 6;
const INK = '#0b2a7a';
const MARGIN = 8;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A sheet to draw a signature on, with mouse, pen or finger. Fires `kyso-drawn` with a PNG on nothing, cut to the strokes. */
@customElement('kyso-drawing')
export class Drawing extends PortalElement {
  @state() private strokes: readonly (readonly Point[])[] = [];
  private drawing = false;

  show(): void {
    this.strokes = [];
    this.querySelector('dialog')?.showModal();
  }

  protected override render(): TemplateResult {
    const t = texts().place.picture;
    return html`<dialog class="card drawing" aria-labelledby="drawing-title">
      <h2 id="drawing-title">${t.drawTitle}</h2>
      <p class="muted small">${t.drawHint}</p>
      <canvas class="drawing-sheet" width=${WIDTH} height=${HEIGHT} aria-label=${t.drawTitle}
        @pointerdown=${this.begin} @pointermove=${this.go} @pointerup=${this.end} @pointercancel=${this.end}></canvas>
      <div class="actions">
        <button class="button" type="button" @click=${this.close}>${t.cancel}</button>
        <button class="button" type="button" ?disabled=${this.strokes.length === 0} @click=${() => (this.strokes = [])}>${t.clear}</button>
        <button class="button primary" type="button" ?disabled=${this.strokes.length === 0} @click=${this.use}>${t.use}</button>
      </div></dialog>`;
  }

  protected override updated(): void {
    const canvas = this.querySelector('canvas');
    if (canvas) draw(canvas, this.strokes, 0, 0);
  }

  private begin = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.drawing = true;
    this.strokes = [...this.strokes, [this.point(event)]];
  };

  private go = (event: PointerEvent): void => {
    if (!this.drawing) return;
    const last = this.strokes.at(-1) ?? [];
    this.strokes = [...this.strokes.slice(0, -1), [...last, this.point(event)]];
  };

  private end = (): void => {
    this.drawing = false;
  };

  private point(event: PointerEvent): Point {
    const bounds = (event.currentTarget as Element).getBoundingClientRect();
    return { x: ((event.clientX - bounds.left) * WIDTH) / bounds.width, y: ((event.clientY - bounds.top) * HEIGHT) / bounds.height };
  }

  private close = (): void => {
    this.querySelector('dialog')?.close();
  };

  private use = async (): Promise<void> => {
    const points = this.strokes.flat();
    const [left, top] = [Math.min(...points.map((p) => p.x)) - MARGIN, Math.min(...points.map((p) => p.y)) - MARGIN];
    const [right, bottom] = [Math.max(...points.map((p) => p.x)) + MARGIN, Math.max(...points.map((p) => p.y)) + MARGIN];
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(right - left);
    canvas.height = Math.ceil(bottom - top);
    draw(canvas, this.strokes, -left, -top);
    const drawn = await blobOf(canvas, 'image/png');
    this.close();
    this.dispatchEvent(new CustomEvent<Blob>('kyso-drawn', { detail: drawn }));
  };
}

/** Smooth: through the middles of the points, which bend it. */
function draw(canvas: HTMLCanvasElement, strokes: readonly (readonly Point[])[], dx: number, dy: number): void {
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.lineWidth = PEN;
  pen.lineCap = pen.lineJoin = 'round';
  pen.strokeStyle = INK;
  for (const stroke of strokes) {
    const [first] = stroke;
    if (!first) continue;
    pen.beginPath();
    pen.moveTo(first.x + dx, first.y + dy);
    stroke.forEach((point, i) => {
      const next = stroke[i + 1] ?? point;
      pen.quadraticCurveTo(point.x + dx, point.y + dy, (point.x + next.x) / 2 + dx, (point.y + next.y) / 2 + dy);
    });
    pen.stroke();
  }
}
