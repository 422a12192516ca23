import { describe, expect, it } from 'vitest';
import { bytes, dateTime, day, digestGroups, minutesAndSeconds } from './formats.ts';

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 KB'],
    [1536, '1,5 KB'],
    [500 * 1024 * 1024, '500 MB'],
    [1023 * 1024, '1 MB'],
  ])('%d is %s', (count, text) => expect(bytes(count)).toBe(text));
});

describe('minutesAndSeconds', () => {
  it.each([
    [300_000, '05:00'],
    [299_001, '05:00'],
    [61_000, '01:01'],
    [1, '00:01'],
    [0, '00:00'],
    [-5_000, '00:00'],
    [3_600_000, '60:00'],
  ])('%d ms is %s', (left, text) => expect(minutesAndSeconds(left)).toBe(text));
});

describe('digestGroups', () => {
  it('reads base64url', () => expect(digestGroups('-_8A')).toEqual(['FBFF', '00']));
});

describe('days', () => {
  const at = new Date(2026, 4, 7, 9, 5);
  it('are dd/mm/yyyy in Vietnamese', () => expect(day(at)).toBe('07/05/2026'));
  it('are so with a time, too', () => expect(dateTime(at)).toBe('09:05 07/05/2026'));
});
