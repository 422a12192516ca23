import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encodeBase64Url } from './base64url.ts';
import { consentDigest, type ConsentWithoutCode, encodedConsent } from './consent.ts';

interface Vector extends ConsentWithoutCode {
  readonly name: string;
  readonly encoded: string;
  readonly digest: string;
}

// The same that the signing-service's side is held against.
const file = new URL('../../../approval/src/test/resources/consent/vectors.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as readonly [Vector, ...Vector[]];

test.each(vectors)('$name', async (vector) => {
  expect(Buffer.from(encodedConsent(vector)).toString('hex')).toBe(vector.encoded);
  expect(encodeBase64Url(await consentDigest(vector))).toBe(vector.digest);
});

test('a nonce of another length is refused', () => {
  expect(() => encodedConsent({ ...vectors[0], nonce: 'AAAA' })).toThrow(RangeError);
});
