import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encodeBase64Url } from './base64url.ts';
import { challengeDigest, encodedChallenge, milliseconds, type Challenge } from './challenge.ts';

interface Vector {
  readonly name: string;
  readonly challenge: Challenge;
  readonly encoded: string;
  readonly digest: string;
}

// The same that the signing-service's side is held against.
const file = new URL('../../../approval/src/test/resources/challenge/vectors.json', import.meta.url);
const vectors = (JSON.parse(readFileSync(file, 'utf8')) as Vector[]).map((v) => ({
  ...v,
  challenge: { ...v.challenge, matchCode: v.challenge.matchCode ?? null },
}));
const one = (vectors[0] as Vector).challenge;

test.each(vectors)('$name', async ({ challenge, encoded, digest }) => {
  expect(Buffer.from(encodedChallenge(challenge)).toString('hex')).toBe(encoded);
  expect(encodeBase64Url(await challengeDigest(challenge))).toBe(digest);
});

test('no code is another approval than an empty one', async () => {
  const none = await challengeDigest({ ...one, matchCode: null });
  const empty = await challengeDigest({ ...one, matchCode: '' });
  expect(none).not.toEqual(empty);
});

test('a document that was not opened is another approval', async () => {
  const documents = one.documents.map((d) => ({ ...d, opened: !d.opened }));
  expect(await challengeDigest({ ...one, documents })).not.toEqual(await challengeDigest(one));
});

test.each([
  ['no document', { documents: [] }],
  ['a document twice', { documents: [...one.documents, ...one.documents] }],
  ['a nonce of another spelling', { nonce: `${one.nonce}=` }],
  ['a nonce of another length', { nonce: 'AAAA' }],
  ['half a character', { requester: 'Công ty \ud800' }],
  ['no time', { deadline: 'soon' }],
])('refuses %s', (_, change) => {
  expect(() => encodedChallenge({ ...one, ...change })).toThrow(RangeError);
});

test('cuts what is below a millisecond off', () => {
  expect(milliseconds('2026-11-24T08:15:30.123999Z')).toBe(Date.UTC(2026, 10, 24, 8, 15, 30, 123));
});
