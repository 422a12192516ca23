import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OFFLINE, problemOf } from './problem.ts';
import { WORDS } from './words.ts';

const source = readFileSync(
  new URL('../../contracts/src/main/java/vn/kyso/contracts/problem/ProblemType.java', import.meta.url), 'utf8');
const codes = [...source.matchAll(/^ {4}([A-Z_]+)\(\d{3}, "/gm)].map(([, name]) => (name ?? '').toLowerCase().replaceAll('_', '-'));

describe('words', () => {
  it('finds the codes', () => expect(codes.length).toBeGreaterThan(60));

  it.each(['vi', 'en'] as const)('exist for every problem in %s, and for nothing else', (language) => {
    expect(Object.keys(WORDS[language]).sort()).toEqual([...codes, OFFLINE].sort());
    for (const [what, remedy] of Object.values(WORDS[language])) {
      expect(what).not.toMatch(/^$|\.$/);
      expect(remedy).toMatch(/\.$/);
    }
  });
});

describe('problemOf', () => {
  it('reads a problem detail', () =>
    expect(problemOf(422, '{"code":"not-a-pdf","detail":"No header","reference":"r1"}')).toMatchObject(
      { code: 'not-a-pdf', detail: 'No header', reference: 'r1' }));
  it('takes what a proxy says by its status', () =>
    expect(problemOf(502, '<html>', 'trace')).toMatchObject({ code: 'service-unavailable', reference: 'trace' }));
});
