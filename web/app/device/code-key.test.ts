import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encodeBase64Url } from '../approval/base64url.ts';
import { encodedFurtherDevice, type FurtherDevice, furtherDeviceDigest } from '../approval/further-device.ts';
import { CodeKey } from './code-key.ts';
import { thumbprint } from './public-key.ts';

interface Vector extends FurtherDevice {
  readonly name: string;
  readonly codeKey: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string; readonly d: string };
  readonly encoded: string;
  readonly digest: string;
  readonly encryptedCode: string;
  readonly code: string;
}

// The same that the signing-service's side is held against.
const file = new URL('../../../approval/src/test/resources/further-device/vectors.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as readonly [Vector, ...Vector[]];
const [one] = vectors;

async function keyOf({ codeKey: { d, ...publicHalf } }: Vector): Promise<CodeKey> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  return CodeKey.of({
    privateKey: await crypto.subtle.importKey('jwk', { ...publicHalf, d }, curve, false, ['deriveBits']),
    publicKey: await crypto.subtle.importKey('jwk', publicHalf, curve, true, []),
  });
}

/** The same JWE with one of its five parts replaced. */
function altered(part: number, by: string): string {
  return one.encryptedCode
    .split('.')
    .map((old, at) => (at === part ? by : old))
    .join('.');
}

function header(change: (members: Record<string, unknown>) => Record<string, unknown>): string {
  const members = JSON.parse(Buffer.from(one.encryptedCode.split('.')[0] as string, 'base64url').toString()) as Record<string, unknown>;
  return Buffer.from(JSON.stringify(change(members))).toString('base64url');
}

test.each(vectors)('$name: what the passkey signs', async (vector) => {
  expect(await thumbprint(vector.codeKey)).toBe(vector.codeKeyThumbprint);
  expect(Buffer.from(encodedFurtherDevice(vector)).toString('hex')).toBe(vector.encoded);
  expect(encodeBase64Url(await furtherDeviceDigest(vector))).toBe(vector.digest);
});

test.each(vectors)('$name: what the answer holds', async (vector) => {
  expect(await (await keyOf(vector)).open(vector.encryptedCode)).toBe(vector.code);
});

test.each(vectors)('$name: opens with its own key alone', async (vector) => {
  await expect((await CodeKey.fresh()).open(vector.encryptedCode)).rejects.toThrow();
});

test.each([
  ['another code', altered(3, `${one.encryptedCode.split('.')[3]?.slice(0, -1)}A`)],
  ['another tag', altered(4, 'A'.repeat(22))],
  ['a shorter tag', altered(4, 'AAAA')],
  ['another key of the sender', altered(0, header((h) => ({ ...h, epk: { ...one.codeKey, d: undefined } })))],
  ['another header that says the same', altered(0, header(({ alg, ...h }) => ({ ...h, alg })))],
  ['another algorithm', altered(0, header((h) => ({ ...h, alg: 'ECDH-ES+A256KW' })))],
  ['another cipher', altered(0, header((h) => ({ ...h, enc: 'A128GCM' })))],
  ['compression', altered(0, header((h) => ({ ...h, zip: 'DEF' })))],
  ['no key of the sender', altered(0, header(({ epk, ...h }) => h))],
  ['a wrapped key', altered(1, 'AAAA')],
  ['a sixth part', `${one.encryptedCode}.AAAA`],
  ['the code itself', one.code],
])('refuses %s', async (_, encrypted) => {
  await expect((await keyOf(one)).open(encrypted)).rejects.toThrow();
});

test('every answer has a key of its own, whose private half can not be taken out', async () => {
  const [first, second] = [await CodeKey.fresh(), await CodeKey.fresh()];
  expect(first.thumbprint).not.toBe(second.thumbprint);
  expect(Object.keys(first.publicJwk).sort()).toEqual(['crv', 'kty', 'x', 'y']);
});
