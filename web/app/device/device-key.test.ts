import { createHash, createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { DeviceKey } from './device-key.ts';

const address = new URL('https://kyso.example/v1/inbox?state=open#top');

function part(proof: string, index: number): Record<string, unknown> {
  return JSON.parse(Buffer.from(proof.split('.')[index] as string, 'base64url').toString()) as Record<string, unknown>;
}

test('a proof is for one method, address and token, and signed by the key that it carries', async () => {
  const key = await DeviceKey.fresh();
  const proof = await key.proof('GET', address, 'token', Date.UTC(2026, 10, 25));
  expect(part(proof, 0)).toEqual({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk });
  expect(part(proof, 1)).toMatchObject({
    htm: 'GET',
    htu: 'https://kyso.example/v1/inbox',
    iat: Date.UTC(2026, 10, 25) / 1000,
    ath: createHash('sha256').update('token').digest('base64url'),
  });
  const [header, claims, signature] = proof.split('.') as [string, string, string];
  const publicKey = createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' });
  const holds = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  expect(holds).toBe(true);
});

test('no proof is used twice, and none names a token before there is one', async () => {
  const key = await DeviceKey.fresh();
  const [one, two] = [await key.proof('POST', address, null, 0), await key.proof('POST', address, null, 0)];
  expect(part(one, 1).jti).not.toBe(part(two, 1).jti);
  expect(part(one, 1)).not.toHaveProperty('ath');
});

test('the private half can not be taken out', async () => {
  const key = await DeviceKey.fresh();
  expect(key.kept.privateKey.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('jwk', key.kept.privateKey)).rejects.toThrow();
  expect((await DeviceKey.of(key.kept)).thumbprint).toBe(key.thumbprint);
});
