import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Font } from './font.ts';
import { layoutOf, needsFallback, type Box } from './layout.ts';
import { stampLines, stampTime } from './lines.ts';

const PADES = new URL('../../pades/src/', import.meta.url);

function font(name: string): Font {
  const file = readFileSync(new URL(`main/resources/vn/kyso/pades/stamp/${name}`, PADES));
  return new Font(file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer);
}

const fonts = { main: font('BeVietnamPro-Regular.ttf'), fallback: font('DejaVuSans.ttf') };

interface Vector {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly picture?: { readonly width: number; readonly height: number };
  readonly expected: { readonly size: number; readonly left: number; readonly picture?: Box; readonly lines: readonly { text: string; baseline: number }[] };
}

const vectors = JSON.parse(readFileSync(new URL('test/resources/stamp/layouts.json', PADES), 'utf8')) as Vector[];

describe('a stamp’s layout', () => {
  it.each(vectors.map((v) => [v.lines.join(' / '), v] as const))('is the PDF’s: %s', (_, vector) => {
    const proportion = vector.picture ? vector.picture.width / vector.picture.height : 0;
    const layout = layoutOf(vector.lines, proportion, vector.width, vector.height, fonts);
    expect(layout.size).toBeCloseTo(vector.expected.size, 9);
    expect(layout.left).toBeCloseTo(vector.expected.left, 9);
    expect(layout.lines.map((line) => line.runs.map((run) => run.text).join(''))).toEqual(vector.expected.lines.map((line) => line.text));
    layout.lines.forEach((line, i) => expect(line.baseline).toBeCloseTo(vector.expected.lines[i]?.baseline ?? NaN, 9));
    expect(layout.picture === undefined).toBe(vector.expected.picture === undefined);
    for (const side of ['x', 'y', 'width', 'height'] as const) {
      if (vector.expected.picture) expect(layout.picture?.[side]).toBeCloseTo(vector.expected.picture[side], 9);
    }
  });
});

it('needs the fallback font for what the main one lacks', () => {
  expect(needsFallback('Nguyễn Thị Ánh Tuyết\u00a0\n', fonts.main)).toBe(false);
  expect(needsFallback('Ω\u2603', fonts.main)).toBe(true);
});

describe('a stamp’s lines', () => {
  const time = new Date('2026-11-25T02:23:26Z');

  it('say the time where the service stands', () => expect(stampTime(time)).toBe('25/11/2026 09:23:26 +07:00'));
  it('leave out what is not shown or empty', () =>
    expect(stampLines({ holder: 'Lan', time, reason: ' ', location: undefined, serial: '1F' }))
      .toEqual(['Ký bởi: Lan', 'Ngày ký: 25/11/2026 09:23:26 +07:00', 'Số sê-ri: 1F']));
});
