/**
 * How a stamp's text lies in its box: the rules of `StampAppearance` in the `pades` module, number by number, so that
 * the preview is what the PDF will show. Both sides are held against `pades/src/test/resources/stamp/layouts.json`.
 */
export interface Fonts {
  readonly main: Widths;
  readonly fallback: Widths;
}

export interface Widths {
  has(codePoint: number): boolean;
  advance(codePoint: number): number;
}

export interface Run {
  readonly text: string;
  readonly fallback: boolean;
}

export interface Line {
  readonly runs: readonly Run[];
  /** Above the box's lower edge. */
  readonly baseline: number;
}

export interface Layout {
  readonly size: number;
  /** Where every line begins, from the box's left edge. */
  readonly left: number;
  readonly lines: readonly Line[];
  /** Where the picture lies, if there is one. */
  readonly picture: Box | undefined;
}

/** A part of the stamp, from its lower left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Glyph {
  readonly text: string;
  readonly fallback: boolean;
  readonly advance: number;
  readonly space: boolean;
}

const LARGEST_TEXT = 14;
const SMALLEST_TEXT = 0.1;
const LEADING = 1.3;
/** Of the shorter side; also between picture and text. */
const PADDING = 0.08;
/** Of the width or height within the padding: at most so much is the picture's where there is text. */
const PICTURE_SHARE = 0.4;
const HALVINGS = 8;

export const FRAME_WIDTH = 0.5;

const SPACE = /^[\t-\r\u001c-\u001f]$|^(?![\u00a0\u2007\u202f])[\p{Zs}\p{Zl}\p{Zp}]$|^\p{Cc}$/u;
const NEEDS_SHAPING =
  /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Devanagari}\p{sc=Bengali}\p{sc=Gurmukhi}\p{sc=Gujarati}\p{sc=Oriya}\p{sc=Tamil}\p{sc=Telugu}\p{sc=Kannada}\p{sc=Malayalam}\p{sc=Sinhala}\p{sc=Thai}\p{sc=Lao}\p{sc=Tibetan}\p{sc=Myanmar}\p{sc=Khmer}\p{sc=Mongolian}\p{sc=Nko}]/u;

/**
 * The picture on the left of the text, above it in a box that is higher than wide, or in all of the box without text.
 * @param proportion the picture's width by its height; 0 without a picture
 * @param width of the box as it is seen, in points
 */
export function layoutOf(texts: readonly string[], proportion: number, width: number, height: number, fonts: Fonts): Layout {
  const padding = Math.min(width, height) * PADDING;
  const inner = { x: padding, y: padding, width: width - 2 * padding, height: height - 2 * padding };
  const paragraphs = texts.map((text) => glyphsOf(text, fonts));
  if (proportion <= 0) return textIn(inner, paragraphs, undefined);
  if (paragraphs.length === 0) return { size: 0, left: padding, lines: [], picture: fitting(inner, proportion) };
  if (width >= height) {
    const share = Math.min(inner.width * PICTURE_SHARE, inner.height * proportion);
    const text = { ...inner, x: inner.x + share + padding, width: inner.width - share - padding };
    return textIn(text, paragraphs, fitting({ ...inner, width: share }, proportion));
  }
  const share = Math.min(inner.height * PICTURE_SHARE, inner.width / proportion);
  const text = { ...inner, height: inner.height - share - padding };
  return textIn(text, paragraphs, fitting({ ...inner, y: inner.y + text.height + padding, height: share }, proportion));
}

function textIn(area: Box, paragraphs: readonly (readonly Glyph[])[], picture: Box | undefined): Layout {
  const size = largestFitting(paragraphs, area.width, area.height);
  const wrapped = wrap(paragraphs, (1000 * area.width) / size);
  const block = wrapped.length * size * LEADING;
  const first = area.y + area.height - (area.height - block) / 2 - (size * (LEADING + 0.5)) / 2;
  return {
    size,
    left: area.x,
    lines: wrapped.map((line, i) => ({ runs: runsOf(line), baseline: first - i * size * LEADING })),
    picture,
  };
}

/** The largest of these proportions, in the middle. */
function fitting(area: Box, proportion: number): Box {
  const width = Math.min(area.width, area.height * proportion);
  const height = Math.min(area.height, area.width / proportion);
  return { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
}

/** Whether a text has a character that only the fallback font may have. */
export function needsFallback(text: string, main: Widths): boolean {
  return [...text.normalize('NFC')].some((c) => !SPACE.test(c) && !main.has(c.codePointAt(0) ?? 0));
}

function largestFitting(paragraphs: readonly (readonly Glyph[])[], width: number, height: number): number {
  let low = SMALLEST_TEXT;
  let high = LARGEST_TEXT;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (wrap(paragraphs, (1000 * width) / middle).length * middle * LEADING <= height) low = middle;
    else high = middle;
  }
  return low;
}

function wrap(paragraphs: readonly (readonly Glyph[])[], width: number): (readonly Glyph[])[] {
  const lines: (readonly Glyph[])[] = [];
  for (const paragraph of paragraphs) {
    let start = 0;
    do {
      const end = lineEnd(paragraph, start, width);
      lines.push(paragraph.slice(start, end));
      start = end;
      while (paragraph[start]?.space) start++;
    } while (start < paragraph.length);
  }
  return lines;
}

function lineEnd(paragraph: readonly Glyph[], start: number, width: number): number {
  let used = 0;
  let lastSpace = -1;
  for (let i = start; i < paragraph.length; i++) {
    const glyph = paragraph[i] as Glyph;
    used += glyph.advance;
    if (glyph.space) lastSpace = i;
    else if (used > width) return lastSpace > start ? lastSpace : Math.max(i, start + 1);
  }
  return paragraph.length;
}

function glyphsOf(text: string, fonts: Fonts): Glyph[] {
  return [...text.normalize('NFC')].flatMap((character) => glyphs(character, fonts));
}

function glyphs(character: string, { main, fallback }: Fonts): Glyph[] {
  const shown = SPACE.test(character) ? ' ' : character;
  const codePoint = shown.codePointAt(0) ?? 0;
  if (main.has(codePoint)) return [{ text: shown, fallback: false, advance: main.advance(codePoint), space: shown === ' ' }];
  if (!NEEDS_SHAPING.test(shown) && fallback.has(codePoint)) {
    return [{ text: shown, fallback: true, advance: fallback.advance(codePoint), space: false }];
  }
  if (/^\p{Cf}$/u.test(shown)) return [];
  const named = `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
  return [...named].flatMap((c) => glyphs(c, { main, fallback }));
}

function runsOf(line: readonly Glyph[]): Run[] {
  const runs: { text: string; fallback: boolean }[] = [];
  for (const glyph of line) {
    const last = runs.at(-1);
    if (last?.fallback === glyph.fallback) last.text += glyph.text;
    else runs.push({ text: glyph.text, fallback: glyph.fallback });
  }
  return runs;
}
