/**
 * Pages and rectangles. A rectangle leaves the browser in PDF user space: points of the unrotated page, origin lower
 * left. What the screen shows is the *seen* page: the crop box, turned by /Rotate, origin upper left, y downwards, in
 * the same units (ISO 32000-2, 8.3.2 and 14.11.2). Pixels are seen units times a scale, in which /UserUnit counts.
 */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Page {
  readonly number: number;
  readonly cropBox: Rect;
  readonly rotation: number;
  readonly userUnit: number;
}

/** CSS pixels of a seen unit where a page is shown in its real size: 96 to the inch of 72 points. */
export function pixelsPerUnit(page: Page): number {
  return (page.userUnit * 96) / 72;
}

export function seenSize(page: Page): Size {
  const { width, height } = page.cropBox;
  return page.rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

export function toSeen(page: Page, rect: Rect): Rect {
  const { cropBox: crop } = page;
  const left = rect.x - crop.x;
  const below = rect.y - crop.y;
  const right = crop.width - left - rect.width;
  const above = crop.height - below - rect.height;
  switch (page.rotation) {
    case 90: return { x: below, y: left, width: rect.height, height: rect.width };
    case 180: return { x: right, y: below, width: rect.width, height: rect.height };
    case 270: return { x: above, y: right, width: rect.height, height: rect.width };
    default: return { x: left, y: above, width: rect.width, height: rect.height };
  }
}

export function toPdf(page: Page, seen: Rect): Rect {
  const { cropBox: crop } = page;
  const size = seenSize(page);
  const right = size.width - seen.x - seen.width;
  const below = size.height - seen.y - seen.height;
  switch (page.rotation) {
    case 90: return { x: crop.x + seen.y, y: crop.y + seen.x, width: seen.height, height: seen.width };
    case 180: return { x: crop.x + right, y: crop.y + seen.y, width: seen.width, height: seen.height };
    case 270: return { x: crop.x + below, y: crop.y + right, width: seen.height, height: seen.width };
    default: return { x: crop.x + seen.x, y: crop.y + below, width: seen.width, height: seen.height };
  }
}

/** Moved, and where it is larger than the page made smaller, so that it lies within. */
export function within(rect: Rect, size: Size): Rect {
  const width = Math.min(rect.width, size.width);
  const height = Math.min(rect.height, size.height);
  return {
    x: Math.min(Math.max(0, rect.x), size.width - width),
    y: Math.min(Math.max(0, rect.y), size.height - height),
    width,
    height,
  };
}

export function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** To hundredths of a point: finer than any printer, and short in an address. */
export function rounded(rect: Rect): Rect {
  const hundredths = (n: number): number => Math.round(n * 100) / 100;
  return { x: hundredths(rect.x), y: hundredths(rect.y), width: hundredths(rect.width), height: hundredths(rect.height) };
}
