import { expect, test } from 'vitest';
import { ServerClock } from './server-clock.ts';

const noon = Date.UTC(2026, 10, 25, 12);

function at(local: { now: number }): ServerClock {
  return new ServerClock(() => local.now);
}

test('a right clock stays as it is', () => {
  const local = { now: noon + 700 };
  const clock = at(local);
  expect(clock.learn(new Date(noon).toUTCString(), noon + 500)).toBe(false);
  expect(clock.now()).toBe(noon + 700);
});

test('a clock that is an hour behind is corrected to within the second that the header names', () => {
  const local = { now: noon - 3_600_000 };
  const clock = at(local);
  expect(clock.learn(new Date(noon).toUTCString(), local.now - 40)).toBe(true);
  expect(clock.now()).toBeGreaterThanOrEqual(noon);
  expect(clock.now()).toBeLessThanOrEqual(noon + 1040);
});

test('more answers narrow it down', () => {
  const local = { now: 0 };
  const clock = at(local);
  const server = (): number => local.now + noon;
  for (local.now = 0; local.now < 20_000; local.now += 130) {
    clock.learn(new Date(server() - 5).toUTCString(), local.now - 10);
  }
  expect(Math.abs(clock.now() - server())).toBeLessThan(500);
});

test('an answer without a date teaches nothing', () => {
  const clock = at({ now: noon });
  expect(clock.learn(null, noon)).toBe(false);
  expect(clock.learn('yesterday', noon)).toBe(false);
  expect(clock.now()).toBe(noon);
});
