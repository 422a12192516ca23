import { rounded, seenSize, toPdf, toSeen, within, type Page, type Rect, type Size } from '../../geometry/page.ts';
import type { Document } from '../api/documents.ts';
import type { Draft, Spot } from '../draft.ts';

/** Where boxes go: pure functions over pages and rectangles of the seen page. */
export const PRESETS = [
  'top-left', 'top', 'top-right', 'left', 'middle', 'right', 'bottom-left', 'bottom', 'bottom-right',
] as const;
export type Preset = (typeof PRESETS)[number];
export type Corner = 'nw' | 'ne' | 'sw' | 'se';

export const LEAST: Size = { width: 24, height: 12 };
const USUAL: Size = { width: 200, height: 72 };
const MARGIN = 36;

function margin(size: Size): number {
  return Math.min(MARGIN, size.width / 12, size.height / 12);
}

export function presetRect(preset: Preset, box: Size, page: Size): Rect {
  const edge = margin(page);
  const [width, height] = [Math.min(box.width, page.width - 2 * edge), Math.min(box.height, page.height - 2 * edge)];
  const x = preset.includes('left') ? edge : preset.includes('right') ? page.width - edge - width : (page.width - width) / 2;
  const y = preset.startsWith('top') ? edge : preset.startsWith('bottom') ? page.height - edge - height : (page.height - height) / 2;
  return { x, y, width, height };
}

/** What a document begins with: the last page's lower right. */
export function usualRect(page: Page): Rect {
  const size = seenSize(page);
  return presetRect('bottom-right', { width: Math.min(USUAL.width, size.width * 0.6), height: Math.min(USUAL.height, size.height * 0.4) }, size);
}

export function moved(rect: Rect, dx: number, dy: number, page: Size): Rect {
  return within({ ...rect, x: rect.x + dx, y: rect.y + dy }, page);
}

/** One corner follows the pointer, the opposite one stays. */
export function resized(rect: Rect, corner: Corner, dx: number, dy: number, page: Size): Rect {
  let [left, top, right, bottom] = [rect.x, rect.y, rect.x + rect.width, rect.y + rect.height];
  if (corner.includes('w')) left = Math.min(Math.max(0, left + dx), right - LEAST.width);
  if (corner.includes('e')) right = Math.max(Math.min(page.width, right + dx), left + LEAST.width);
  if (corner.includes('n')) top = Math.min(Math.max(0, top + dy), bottom - LEAST.height);
  if (corner.includes('s')) bottom = Math.max(Math.min(page.height, bottom + dy), top + LEAST.height);
  return within({ x: left, y: top, width: right - left, height: bottom - top }, page);
}

export interface Snapped {
  readonly rect: Rect;
  /** Lines that the box lies on, in seen units. */
  readonly vertical: number | undefined;
  readonly horizontal: number | undefined;
}

/** Near the margins and the middle, edges and centres fall into place. */
export function snapped(rect: Rect, page: Size, tolerance: number): Snapped {
  const edge = margin(page);
  const along = (start: number, length: number, whole: number): [number, number | undefined] => {
    const pairs: [own: number, line: number][] = [[0, edge], [length / 2, whole / 2], [length, whole - edge]];
    for (const [own, line] of pairs) if (Math.abs(start + own - line) <= tolerance) return [line - own, line];
    return [start, undefined];
  };
  const [x, vertical] = along(rect.x, rect.width, page.width);
  const [y, horizontal] = along(rect.y, rect.height, page.height);
  return { rect: within({ ...rect, x, y }, page), vertical, horizontal };
}

export function pageOf(document: Document, number: number | 'last'): Page {
  const page = number === 'last' ? document.pages.at(-1) : (document.pages[number - 1] ?? document.pages.at(-1));
  if (!page) throw new Error('A document has at least one page');
  return page;
}

/** The box on a page of another size keeps its distance from the edges that it is nearer to. */
export function carriedOver(rect: Rect, from: Size, to: Size): Rect {
  const along = (start: number, length: number, a: number, b: number): number => {
    const before = start;
    const after = a - start - length;
    if (Math.abs(before - after) < 1) return (b - length) / 2;
    return before < after ? before : b - after - length;
  };
  return within({
    x: along(rect.x, rect.width, from.width, to.width),
    y: along(rect.y, rect.height, from.height, to.height),
    width: rect.width,
    height: rect.height,
  }, to);
}

/** Where the draft puts the signature on a document. */
export function spotOn(draft: Draft, documents: readonly Document[], document: Document): Spot {
  const own = draft.spots[document.id];
  if (own && valid(own, document)) return own;
  if (draft.sameForAll) {
    const reference = documents.find((d) => draft.spots[d.id]);
    const spot = reference && draft.spots[reference.id];
    if (reference && spot?.kind === 'field') {
      if (document.emptyFields.some((f) => f.name === spot.field)) return spot;
    } else if (reference && spot?.kind === 'page') {
      const from = pageOf(reference, spot.page);
      const to = pageOf(document, spot.page);
      const rect = carriedOver(toSeen(from, spot.rect), seenSize(from), seenSize(to));
      return { kind: 'page', page: spot.page === 'last' ? 'last' : to.number, rect: inPdf(to, rect) };
    }
  }
  const last = pageOf(document, 'last');
  return { kind: 'page', page: 'last', rect: inPdf(last, usualRect(last)) };
}

function valid(spot: Spot, document: Document): boolean {
  return spot.kind === 'field'
    ? document.emptyFields.some((f) => f.name === spot.field)
    : spot.page === 'last' || spot.page <= document.pages.length;
}

/** The rectangle that leaves the browser: in hundredths of a point, and within the page in spite of rounding. */
export function inPdf(page: Page, seen: Rect): Rect {
  const rect = rounded(toPdf(page, within(seen, seenSize(page))));
  const { cropBox: crop } = page;
  const fit = (start: number, length: number, from: number, whole: number): [number, number] => {
    const begin = Math.max(start, Math.ceil(from * 100) / 100);
    const end = Math.min(begin + length, Math.floor((from + whole) * 100) / 100);
    return [begin, Math.round((end - begin) * 100) / 100];
  };
  const [x, width] = fit(rect.x, rect.width, crop.x, crop.width);
  const [y, height] = fit(rect.y, rect.height, crop.y, crop.height);
  return { x, y, width, height };
}

/** Page and box of a spot, as they are seen. */
export function seenSpot(spot: Spot, document: Document): { page: Page; rect: Rect } {
  if (spot.kind === 'field') {
    const field = document.emptyFields.find((f) => f.name === spot.field);
    const page = pageOf(document, field?.page ?? 'last');
    return { page, rect: field ? toSeen(page, field) : usualRect(page) };
  }
  const page = pageOf(document, spot.page);
  return { page, rect: toSeen(page, spot.rect) };
}

/** As the API takes it. */
export function placementOf(spot: Spot, document: Document): Record<string, unknown> {
  return spot.kind === 'field' ? { field: spot.field } : { page: pageOf(document, spot.page).number, ...spot.rect };
}
