import { expect, test } from 'vitest';
import { insisting, withIndex, type PdfBytes } from './bytes.ts';

const never = new AbortController().signal;
const file = Uint8Array.from({ length: 100 }, (_, at) => at);
const index = Uint8Array.from([200, 201, 202, 203]);

function bytes(asked: [number, number][] = []): PdfBytes {
  return {
    size: file.length,
    read(begin, end) {
      asked.push([begin, end]);
      return Promise.resolve(file.slice(begin, end));
    },
  };
}

test('an index reads as if it stood after the last byte', async () => {
  const whole = Uint8Array.from([...file, ...index]);
  const both = withIndex(bytes(), index);
  expect(both.size).toBe(104);
  for (let begin = 0; begin < both.size; begin++) {
    for (let end = begin + 1; end <= both.size; end++) {
      expect(await both.read(begin, end, never)).toEqual(whole.slice(begin, end));
    }
  }
});

test('nothing is asked for beyond the last byte', async () => {
  const asked: [number, number][] = [];
  const both = withIndex(bytes(asked), index);
  await both.read(90, 104, never);
  await both.read(100, 104, never);
  expect(asked).toEqual([[90, 100]]);
});

test('a range that did not come for a moment is asked for again', async () => {
  let left = 2;
  const shaky = insisting(
    { ...bytes(), read: (begin, end) => (left-- > 0 ? Promise.reject(new Error('away')) : bytes().read(begin, end, never)) },
    () => true,
    [1, 1],
  );
  expect(await shaky.read(3, 5, never)).toEqual(file.slice(3, 5));
});

test('what waiting does not help is told at once, and so is a reader who left', async () => {
  let asked = 0;
  const gone: PdfBytes = { ...bytes(), read: () => Promise.reject(new Error(`asked ${++asked}`)) };
  await expect(insisting(gone, () => false).read(0, 1, never)).rejects.toThrow('asked 1');
  await expect(insisting(gone, () => true).read(0, 1, AbortSignal.abort())).rejects.toThrow('asked 2');
  await expect(insisting(gone, () => true, [1, 1]).read(0, 1, never)).rejects.toThrow('asked 5');
});
