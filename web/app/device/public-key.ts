import { encodeBase64Url } from '../approval/base64url.ts';

/** A public P-256 key as JWK (RFC 7517), with nothing but what makes it one. */
export interface PublicKeyJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

export async function publicJwk(key: CryptoKey): Promise<PublicKeyJwk> {
  const { x, y } = await crypto.subtle.exportKey('jwk', key);
  if (!x || !y) throw new TypeError('A P-256 key has two coordinates');
  return { kty: 'EC', crv: 'P-256', x, y };
}

/** SHA-256 thumbprint (RFC 7638), base64url. */
export function thumbprint({ x, y }: PublicKeyJwk): Promise<string> {
  return sha256(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`);
}

/** SHA-256 of the text's UTF-8, base64url. */
export async function sha256(text: string): Promise<string> {
  return encodeBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}
