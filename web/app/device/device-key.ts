import { encodeBase64Url } from '../approval/base64url.ts';
import { publicJwk, type PublicKeyJwk, sha256, thumbprint } from './public-key.ts';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

/**
 * The key to which this device's tokens are bound (DPoP, RFC 9449). Its private half can't be exported: scripts can
 * use it here, but nobody can carry it away.
 */
export class DeviceKey {
  private constructor(
    private readonly pair: CryptoKeyPair,
    readonly publicJwk: PublicKeyJwk,
    /** RFC 7638, base64url. */
    readonly thumbprint: string,
  ) {}

  static async fresh(): Promise<DeviceKey> {
    return DeviceKey.of(await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']));
  }

  /** The key that was kept. */
  static async of(pair: CryptoKeyPair): Promise<DeviceKey> {
    const jwk = await publicJwk(pair.publicKey);
    return new DeviceKey(pair, jwk, await thumbprint(jwk));
  }

  /** For IndexedDB, which keeps keys without showing them. */
  get kept(): CryptoKeyPair {
    return this.pair;
  }

  /**
   * The `DPoP` header for one call.
   *
   * @param accessToken the token sent along, or null where none exists yet
   * @param now the server's time, in milliseconds
   */
  async proof(method: string, address: URL, accessToken: string | null, now: number): Promise<string> {
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: this.publicJwk };
    const claims = {
      jti: crypto.randomUUID(),
      htm: method,
      htu: address.origin + address.pathname,
      iat: Math.floor(now / 1000),
      ...(accessToken === null ? {} : { ath: await sha256(accessToken) }),
    };
    const signed = `${jsonPart(header)}.${jsonPart(claims)}`;
    const signature = await crypto.subtle.sign(SIGNATURE, this.pair.privateKey, new TextEncoder().encode(signed));
    return `${signed}.${encodeBase64Url(new Uint8Array(signature))}`;
  }
}

function jsonPart(value: object): string {
  return encodeBase64Url(new TextEncoder().encode(JSON.stringify(value)));
}
