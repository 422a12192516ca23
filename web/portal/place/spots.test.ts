import { describe, expect, it } from 'vitest';
import type { Page, Rect } from '../../geometry/page.ts';
import { seenSize, toPdf } from '../../geometry/page.ts';
import type { Document } from '../api/documents.ts';
import { NEW_DRAFT, type Draft } from '../draft.ts';
import { carriedOver, inPdf, LEAST, moved, placementOf, presetRect, PRESETS, resized, seenSpot, snapped, spotOn } from './spots.ts';

const A4: Page = { number: 1, cropBox: { x: 0, y: 0, width: 595.28, height: 841.89 }, rotation: 0, userUnit: 1 };
const SIZE = seenSize(A4);
const BOX: Rect = { x: 100, y: 100, width: 200, height: 72 };

function document(id: string, pages: Partial<Page>[], fields: { name: string; page: number }[] = []): Document {
  return {
    id, name: `${id}.pdf`, size: 1, sha256: '', revision: 1, createdAt: '', repaired: false, canSign: true, whyNot: null, certification: null,
    signatures: [], emptyFields: fields.map((f) => ({ ...f, x: 10, y: 20, width: 30, height: 40 })),
    pages: pages.map((page, i) => ({ ...A4, number: i + 1, ...page })),
  };
}

describe('presets', () => {
  it.each(PRESETS)('%s lies within the page', (preset) => {
    const rect = presetRect(preset, BOX, SIZE);
    expect(rect.x).toBeGreaterThan(0);
    expect(rect.y).toBeGreaterThan(0);
    expect(rect.x + rect.width).toBeLessThan(SIZE.width);
    expect(rect.y + rect.height).toBeLessThan(SIZE.height);
  });
});

describe('moving and resizing', () => {
  it('stops at the edges', () => expect(moved(BOX, -500, 5000, SIZE)).toEqual({ ...BOX, x: 0, y: SIZE.height - BOX.height }));
  it('keeps the opposite corner', () => {
    expect(resized(BOX, 'nw', -10, -20, SIZE)).toEqual({ x: 90, y: 80, width: 210, height: 92 });
    expect(resized(BOX, 'se', 10, 20, SIZE)).toEqual({ x: 100, y: 100, width: 210, height: 92 });
  });
  it('never turns over', () => expect(resized(BOX, 'nw', 900, 900, SIZE)).toEqual({ x: 276, y: 160, ...LEAST }));
  it('snaps to the middle and says where', () => {
    const near = { ...BOX, x: SIZE.width / 2 - 100 + 3 };
    expect(snapped(near, SIZE, 5)).toMatchObject({ rect: { x: SIZE.width / 2 - 100 }, vertical: SIZE.width / 2, horizontal: undefined });
  });
  it('snaps to nothing far away', () => expect(snapped(BOX, SIZE, 5).rect).toEqual(BOX));
});

describe('a place for several documents', () => {
  it('keeps its distance from the nearer edges', () =>
    expect(carriedOver({ x: 495, y: 20, width: 80, height: 40 }, { width: 595, height: 842 }, { width: 420, height: 595 }))
      .toEqual({ x: 320, y: 20, width: 80, height: 40 }));

  const long = document('a', [{}, {}, {}]);
  const short = document('b', [{ rotation: 90, cropBox: { x: 10, y: 20, width: 400, height: 300 } }]);
  const draft: Draft = { ...NEW_DRAFT, documents: ['a', 'b'], spots: { a: { kind: 'page', page: 2, rect: { x: 350, y: 36, width: 200, height: 72 } } } };

  it('takes the last page where there are fewer', () => expect(spotOn(draft, [long, short], short)).toMatchObject({ kind: 'page', page: 1 }));
  it('stays within a smaller, turned page', () => {
    const spot = spotOn(draft, [long, short], short);
    const { page, rect } = seenSpot(spot, short);
    expect(rect.x + rect.width).toBeLessThanOrEqual(seenSize(page).width + 0.01);
    expect(rect.width).toBeCloseTo(200, 1);
  });
  it('stands at the last page’s lower right by itself', () =>
    expect(spotOn(NEW_DRAFT, [long], long)).toMatchObject({ kind: 'page', page: 'last', rect: { y: 36 } }));
  it('says the page by its number when it is sent', () =>
    expect(placementOf(spotOn(NEW_DRAFT, [long], long), long)).toMatchObject({ page: 3, y: 36 }));
  it('takes the field of the same name', () => {
    const [one, two] = [document('a', [{}], [{ name: 'S', page: 1 }]), document('b', [{}], [{ name: 'S', page: 1 }])];
    const fields: Draft = { ...draft, spots: { a: { kind: 'field', field: 'S' } } };
    expect(placementOf(spotOn(fields, [one, two], two), two)).toEqual({ field: 'S' });
  });
});

describe('the rectangle that is sent', () => {
  it.each([0, 90, 180, 270])('is within the crop box in spite of rounding, turned by %d', (rotation) => {
    const page: Page = { number: 1, rotation, userUnit: 2, cropBox: { x: 0.004, y: -7.777, width: 595.276, height: 841.89 } };
    const all = inPdf(page, { x: 0, y: 0, ...seenSize(page) });
    const { cropBox: crop } = page;
    expect(all.x).toBeGreaterThanOrEqual(crop.x);
    expect(all.y).toBeGreaterThanOrEqual(crop.y);
    expect(all.x + all.width).toBeLessThanOrEqual(crop.x + crop.width + 1e-9);
    expect(all.y + all.height).toBeLessThanOrEqual(crop.y + crop.height + 1e-9);
    expect(all.width).toBeCloseTo(toPdf(page, { x: 0, y: 0, ...seenSize(page) }).width, 1);
  });
});
