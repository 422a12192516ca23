import { describe, expect, it } from 'vitest';
import { ServerClock } from './clock.ts';

/** What a server answers whose clock is `ahead` of ours. */
function date(local: number, ahead: number): string {
  return new Date(Math.floor((local + ahead) / 1000) * 1000).toUTCString();
}

describe('the server’s clock', () => {
  it('is this machine’s until something is known', () => expect(new ServerClock().at(5)).toBe(5));

  it('is known within half a second after one answer', () => {
    const clock = new ServerClock();
    clock.observe(1_000_400, 1_000_420, date(1_000_410, -90_000));
    expect(Math.abs(clock.at(2_000_000) - (2_000_000 - 90_000))).toBeLessThanOrEqual(520);
  });

  it.each([-90_000, 0, 777, 3_600_250])('is known better with each answer, %d ms ahead', (ahead) => {
    const clock = new ServerClock();
    for (let i = 0; i < 12; i++) {
      const at = 1_000_000 + i * 1_437;
      clock.observe(at, at + 20, date(at + 10, ahead));
    }
    expect(Math.abs(clock.at(0) - ahead)).toBeLessThan(120);
  });

  it('begins anew when a clock was set', () => {
    const clock = new ServerClock();
    clock.observe(1_000_000, 1_000_010, date(1_000_005, 0));
    clock.observe(1_005_000, 1_005_010, date(1_005_005, 60_000));
    expect(Math.abs(clock.at(0) - 60_000)).toBeLessThanOrEqual(1_010);
  });

  it('learns nothing from an answer without a date', () => {
    const clock = new ServerClock();
    clock.observe(0, 1, null);
    clock.observe(0, 1, 'nonsense');
    expect(clock.at(7)).toBe(7);
  });
});
