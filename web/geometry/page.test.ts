import { describe, expect, it } from 'vitest';
import { overlap, rounded, seenSize, toPdf, toSeen, within, type Page, type Rect } from './page.ts';

const CROP: Rect = { x: 30, y: 70, width: 300, height: 400 };
const STAMP: Rect = { x: 50, y: 100, width: 80, height: 40 };

function page(rotation: number): Page {
  return { number: 1, cropBox: CROP, rotation, userUnit: 1 };
}

describe('a rectangle on the seen page', () => {
  // Left of the crop box 20, below 30, right 200, above 330.
  it.each([
    [0, { x: 20, y: 330, width: 80, height: 40 }],
    [90, { x: 30, y: 20, width: 40, height: 80 }],
    [180, { x: 200, y: 30, width: 80, height: 40 }],
    [270, { x: 330, y: 200, width: 40, height: 80 }],
  ])('lies, turned by %d degrees, at %o', (rotation, expected) => {
    expect(toSeen(page(rotation), STAMP)).toEqual(expected);
  });

  it.each([0, 90, 180, 270])('comes back from a page turned by %d degrees', (rotation) => {
    expect(toPdf(page(rotation), toSeen(page(rotation), STAMP))).toEqual(STAMP);
  });

  it.each([0, 90, 180, 270])('stays within a page turned by %d degrees', (rotation) => {
    const all = { x: 0, y: 0, ...seenSize(page(rotation)) };
    expect(toPdf(page(rotation), all)).toEqual(CROP);
  });
});

describe('within', () => {
  it('moves what sticks out', () =>
    expect(within({ x: -5, y: 390, width: 80, height: 40 }, { width: 300, height: 400 })).toEqual(
      { x: 0, y: 360, width: 80, height: 40 }));
  it('makes smaller what is larger than the page', () =>
    expect(within({ x: 10, y: 10, width: 500, height: 40 }, { width: 300, height: 400 })).toEqual(
      { x: 0, y: 10, width: 300, height: 40 }));
});

describe('overlap', () => {
  it('is none where edges touch', () => expect(overlap(STAMP, { ...STAMP, x: 130 })).toBe(false));
  it('is seen from either side', () => {
    expect(overlap(STAMP, { ...STAMP, x: 129 })).toBe(true);
    expect(overlap({ ...STAMP, x: 129 }, STAMP)).toBe(true);
  });
});

it('rounds to hundredths', () =>
  expect(rounded({ x: 1 / 3, y: 2, width: 10.005, height: 0.999 })).toEqual({ x: 0.33, y: 2, width: 10.01, height: 1 }));
