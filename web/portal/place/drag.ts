import type { Rect, Size } from '../../geometry/page.ts';
import { moved, resized, snapped, type Corner } from './spots.ts';

const KEY_STEP = 4;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box that follows the pointer, before it is let go. */
export interface Drag {
  /** The corner that is held; undefined where the whole box is. */
  readonly corner: Corner | undefined;
  /** Where the pointer took it, in CSS pixels. */
  readonly from: Point;
  readonly rect: Rect;
  readonly seen: Rect;
  /** Guides that the box keeps to. */
  readonly vertical: number | undefined;
  readonly horizontal: number | undefined;
}

export function begun(corner: Corner | undefined, from: Point, rect: Rect): Drag {
  return { corner, from, rect, seen: rect, vertical: undefined, horizontal: undefined };
}

/**
 * @param by how far the pointer is from where it began, in units of the page
 * @param snap units within which the box keeps to a guide; 0 for none
 */
export function followed(drag: Drag, by: Point, page: Size, snap: number): Drag {
  if (drag.corner) return { ...drag, seen: resized(drag.rect, drag.corner, by.x, by.y, page) };
  const free = moved(drag.rect, by.x, by.y, page);
  const { rect, vertical, horizontal } = snap > 0 ? snapped(free, page, snap) : { rect: free, vertical: undefined, horizontal: undefined };
  return { ...drag, seen: rect, vertical, horizontal };
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

/** What an arrow makes of a box: moved, with Shift resized, with Alt by the smallest step. Undefined for other keys. */
export function movedByKey(event: Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey'>, rect: Rect, page: Size): Rect | undefined {
  const direction = DIRECTIONS[event.key];
  if (!direction) return undefined;
  const step = event.altKey ? 1 : KEY_STEP;
  const [dx, dy] = [direction[0] * step, direction[1] * step];
  return event.shiftKey ? resized(rect, 'se', dx, dy, page) : moved(rect, dx, dy, page);
}
