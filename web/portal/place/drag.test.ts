import { describe, expect, it } from 'vitest';
import { begun, followed, movedByKey } from './drag.ts';

const page = { width: 600, height: 800 };
const rect = { x: 100, y: 100, width: 200, height: 80 };
const key = (name: string, to: Partial<KeyboardEvent> = {}): Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey'> =>
  ({ key: name, altKey: false, shiftKey: false, ...to });

describe('a box that is dragged', () => {
  it('follows the pointer', () =>
    expect(followed(begun(undefined, { x: 0, y: 0 }, rect), { x: 31, y: -17 }, page, 0).seen).toEqual({ ...rect, x: 131, y: 83 }));
  it('stays on the page', () =>
    expect(followed(begun(undefined, { x: 0, y: 0 }, rect), { x: 9000, y: -9000 }, page, 0).seen).toEqual({ ...rect, x: 400, y: 0 }));
  it('keeps to the middle where it is near', () => {
    const near = followed(begun(undefined, { x: 0, y: 0 }, rect), { x: 98, y: 0 }, page, 6);
    expect(near.seen.x).toBe(200);
    expect(near.vertical).toBe(300);
  });
  it('grows at the corner that is held', () =>
    expect(followed(begun('se', { x: 0, y: 0 }, rect), { x: 20, y: 10 }, page, 6).seen).toEqual({ ...rect, width: 220, height: 90 }));
});

describe('a key', () => {
  it.each([
    [key('ArrowLeft'), { ...rect, x: 96 }],
    [key('ArrowDown', { altKey: true }), { ...rect, y: 101 }],
    [key('ArrowRight', { shiftKey: true }), { ...rect, width: 204 }],
    [key('a'), undefined],
  ])('%o', (event, expected) => expect(movedByKey(event, rect, page)).toEqual(expected));
});
