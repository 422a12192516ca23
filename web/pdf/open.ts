import type { PDFDocumentProxy, PDFPageProxy, PDFWorker } from 'pdfjs-dist';
import type { Rect } from '../geometry/page.ts';
import { withIndex, type PdfBytes } from './bytes.ts';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

/** What pdf.js fetches when a document needs it: character maps, the standard fonts, image decoders. */
const AUXILIARY = '/assets/pdfjs/';

const RANGE = 256 * 1024;

let worker: PDFWorker | undefined;

/** An open document. */
export class Pdf {
  private constructor(
    readonly document: PDFDocumentProxy,
    private readonly reading: AbortController,
  ) {}

  /** pdf.js is loaded here, on first use; it runs no script of a document and renders on a canvas alone. */
  static async open(file: PdfBytes): Promise<Pdf> {
    const reading = new AbortController();
    const [pdfjs, first, index] = await Promise.all([
      import('pdfjs-dist'),
      file.read(0, Math.min(file.size, RANGE), reading.signal),
      // Without it pages show as well, only later.
      file.index?.(reading.signal).catch(() => undefined),
    ]);
    worker ??= pdfjs.PDFWorker.create({ port: ownWorker() });
    const bytes = index ? withIndex(file, index) : file;
    const failed = Promise.withResolvers<never>();

    class Ranges extends pdfjs.PDFDataRangeTransport {
      override requestDataRange(begin: number, end: number): void {
        bytes.read(begin, end, reading.signal).then(
          (chunk) => this.onDataRange(begin, chunk),
          (why: unknown) => {
            failed.reject(why);
            // A page that waits for these bytes must not wait for ever.
            void opening.destroy();
          },
        );
      }
    }

    const opening = pdfjs.getDocument({
      range: new Ranges(bytes.size, first),
      worker,
      rangeChunkSize: RANGE,
      disableAutoFetch: true,
      disableStream: true,
      enableXfa: false,
      stopAtErrors: false,
      cMapUrl: `${AUXILIARY}cmaps/`,
      standardFontDataUrl: `${AUXILIARY}standard_fonts/`,
      wasmUrl: `${AUXILIARY}wasm/`,
      iccUrl: `${AUXILIARY}iccs/`,
    });
    const document = await Promise.race([opening.promise, failed.promise]);
    failed.promise.catch(() => undefined);
    return new Pdf(document, reading);
  }

  get pageCount(): number {
    return this.document.numPages;
  }

  page(number: number): Promise<PDFPageProxy> {
    return this.document.getPage(number);
  }

  /** The rectangles, in user space, of the signature fields on a page that are among those named. */
  async signatureBoxes(number: number, fields: ReadonlySet<string>): Promise<Rect[]> {
    const annotations: unknown[] = await (await this.document.getPage(number)).getAnnotations();
    return annotations
      .filter((a): a is { fieldName: string; rect: [number, number, number, number] } => {
        const annotation = a as { fieldType?: string; fieldName?: string; rect?: unknown };
        return annotation.fieldType === 'Sig' && fields.has(annotation.fieldName ?? '') && Array.isArray(annotation.rect);
      })
      .map(({ rect: [x1, y1, x2, y2] }) => ({
        x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1),
      }))
      .filter((box) => box.width > 0 && box.height > 0);
  }

  async close(): Promise<void> {
    this.reading.abort();
    await this.document.loadingTask.destroy();
  }
}

/** The worker's address passes through a policy of its own (Trusted Types), which makes no other address. */
function ownWorker(): Worker {
  const policy = window.trustedTypes?.createPolicy('kyso-pdf-worker', { createScriptURL: (asked: string) => (asked === workerUrl ? asked : '') });
  const address = policy ? policy.createScriptURL(workerUrl) : workerUrl;
  return new Worker(address as unknown as string, { type: 'module' });
}

/** A drawing under way; drawing anew on the same canvas waits for the old one to give up. */
export class Drawing {
  private current: { cancel(): void; promise: Promise<void> } | undefined;

  constructor(readonly canvas: HTMLCanvasElement) {}

  /** Draws the page `width` CSS pixels wide. Answers false where a later call took over. */
  async draw(page: PDFPageProxy, width: number, pixelRatio = window.devicePixelRatio): Promise<boolean> {
    this.current?.cancel();
    await this.current?.promise.catch(() => undefined);
    const natural = page.getViewport({ scale: 1 });
    // More pixels than this and phones give up.
    const most = Math.sqrt(16_000_000 / (natural.width * natural.height));
    const scale = Math.min((width * pixelRatio) / natural.width, most);
    const viewport = page.getViewport({ scale });
    this.canvas.width = Math.round(viewport.width);
    this.canvas.height = Math.round(viewport.height);
    const task = page.render({ canvas: this.canvas, viewport });
    this.current = task;
    try {
      await task.promise;
      return true;
    } catch (why) {
      if (why instanceof Error && why.name === 'RenderingCancelledException') return false;
      throw why;
    } finally {
      if (this.current === task) this.current = undefined;
    }
  }

  cancel(): void {
    this.current?.cancel();
  }
}
