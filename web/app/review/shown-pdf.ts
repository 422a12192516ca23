import type { PDFDocumentProxy } from 'pdfjs-dist';
import { Pdf } from '../../pdf/open.ts';
import type { ReadDocument } from './read-document.ts';

/** What a document can do, or holds, that its pages don't show. */
export type Hidden = 'javascript' | 'launch' | 'media' | 'attachments' | 'layers' | 'form';

/** Bytes before the place for the signature in which its field is looked for. */
const INCREMENT_BYTES = 512 * 1024;

/** A document that was read here, opened from those very bytes. */
export class ShownPdf {
  private constructor(
    readonly pdf: Pdf,
    /** The page on which the new signature shows; the first where it shows on none. */
    readonly stampPage: number,
    readonly stampVisible: boolean,
    readonly hidden: readonly Hidden[],
  ) {}

  static async of(read: ReadDocument): Promise<ShownPdf> {
    const pdf = await Pdf.open({
      size: read.pdf.size,
      read: async (begin, end) => new Uint8Array(await read.pdf.slice(begin, end).arrayBuffer()),
    });
    const page = await stampPage(pdf.document, read);
    return new ShownPdf(pdf, page ?? 1, page !== undefined, await hidden(pdf.document, read));
  }

  close(): Promise<void> {
    return this.pdf.close();
  }
}

/**
 * The page of the field whose value is the signature around the place. Both stand, uncompressed, in the last increment;
 * where they can't be found the first page shows instead, and nothing is lost but a tap.
 */
async function stampPage(document: PDFDocumentProxy, read: ReadDocument): Promise<number | undefined> {
  const begin = Math.max(0, read.place.start - INCREMENT_BYTES);
  const latin1 = async (from: number, to: number): Promise<string> =>
    new TextDecoder('latin1').decode(await read.pdf.slice(from, to).arrayBuffer());
  const before = await latin1(begin, read.place.start);
  const around = `${before}<>${await latin1(read.place.end, read.size)}`;
  const signature = /.*(?:^|\s)(\d+) (\d+) obj\b/s.exec(before);
  if (!signature) return undefined;
  const value = new RegExp(`/V\\s*${signature[1]} ${signature[2]} R\\b`);
  for (const [field] of around.matchAll(/\d+ \d+ obj\b.*?\bendobj/gs)) {
    const page = value.test(field) && /\/P\s*(\d+) (\d+) R\b/.exec(field);
    const rectangle = page && /\/Rect\s*\[\s*([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)\s*]/.exec(field);
    if (!page || !rectangle || rectangle[1] === rectangle[3] || rectangle[2] === rectangle[4]) continue;
    return (await document.getPageIndex({ num: Number(page[1]), gen: Number(page[2]) })) + 1;
  }
  return undefined;
}

async function hidden(document: PDFDocumentProxy, read: ReadDocument): Promise<Hidden[]> {
  const [actions, attachments, layers, openAction] = await Promise.all([
    document.getJSActions(),
    document.getAttachments(),
    document.getOptionalContentConfig(),
    document.getOpenAction(),
  ]);
  const names = new Set(read.activeNames);
  const found: [Hidden, boolean][] = [
    ['javascript', names.has('JavaScript') || actions !== null],
    ['launch', names.has('Launch') || (openAction as { action?: unknown } | null)?.action === 'Launch'],
    ['media', names.has('RichMedia')],
    ['attachments', names.has('EmbeddedFile') || attachments !== null],
    ['layers', [...layers].some(([id]) => !layers.getGroup(id)?.visible)],
    ['form', names.has('XFA') || document.isPureXfa],
  ];
  return found.filter(([, is]) => is).map(([what]) => what);
}
