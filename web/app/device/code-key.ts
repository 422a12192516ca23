import { ActivationCode } from '../approval/activation-code.ts';
import { decodeBase64Url } from '../approval/base64url.ts';
import { Fields } from '../approval/fields.ts';
import { publicJwk, type PublicKeyJwk, thumbprint } from './public-key.ts';

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
const CIPHER = 'A256GCM';
const KEY_BITS = 256;
const TAG_BYTES = 16;

/**
 * This device's key for one answer: the code for a further device comes through the gateway, which must not learn it.
 * The passkey signs the key's thumbprint, so that nobody's key on the way takes its place.
 */
export class CodeKey {
  private constructor(
    private readonly privateKey: CryptoKey,
    readonly publicJwk: PublicKeyJwk,
    /** RFC 7638, base64url. */
    readonly thumbprint: string,
  ) {}

  static async fresh(): Promise<CodeKey> {
    return CodeKey.of(await crypto.subtle.generateKey(CURVE, false, ['deriveBits']));
  }

  static async of(pair: CryptoKeyPair): Promise<CodeKey> {
    const jwk = await publicJwk(pair.publicKey);
    return new CodeKey(pair.privateKey, jwk, await thumbprint(jwk));
  }

  /**
   * Opens the code: a compact JWE (RFC 7516) of ECDH-ES and A256GCM, and nothing else that a JWE could be.
   *
   * @returns the code as it is typed
   * @throws {RangeError} where it is another form or no code
   * @throws {DOMException} where it is not encrypted to this key, or was altered
   */
  async open(encrypted: string): Promise<string> {
    const [header, encryptedKey, iv, text, tag, ...more] = encrypted.split('.');
    if (!header || encryptedKey !== '' || !iv || !text || !tag || more.length > 0) throw new RangeError('Not a JWE for a key');
    const opened = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: decodeBase64Url(iv, 12), additionalData: ascii(header) },
      await this.agreed(senderOf(header)),
      joined(decodeBase64Url(text), decodeBase64Url(tag, TAG_BYTES)),
    );
    const code = new TextDecoder().decode(opened);
    if (!ActivationCode.parse(code)) throw new RangeError('What was encrypted is no code');
    return code;
  }

  /** The key that both sides derive (RFC 7518, 4.6.2): one round of the derivation gives all its bits. */
  private async agreed(sender: PublicKeyJwk): Promise<CryptoKey> {
    const publicKey = await crypto.subtle.importKey('jwk', { ...sender }, CURVE, false, []);
    const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, this.privateKey, 256);
    const nobody = new Uint8Array();
    const parties = new Fields().bytes(ascii(CIPHER)).bytes(nobody).bytes(nobody).toBytes();
    const derived = joined(uint32(1), new Uint8Array(shared), parties, uint32(KEY_BITS));
    const hashed = await crypto.subtle.digest('SHA-256', derived);
    return crypto.subtle.importKey('raw', hashed, 'AES-GCM', false, ['decrypt']);
  }
}

function senderOf(header: string): PublicKeyJwk {
  const { alg, enc, epk, ...more } = JSON.parse(new TextDecoder().decode(decodeBase64Url(header))) as {
    alg?: unknown;
    enc?: unknown;
    epk?: Partial<Record<keyof PublicKeyJwk, unknown>>;
  };
  const { kty, crv, x, y } = epk ?? {};
  const known = alg === 'ECDH-ES' && enc === CIPHER && Object.keys(more).length === 0;
  if (!known || kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') {
    throw new RangeError('Encrypted in another way');
  }
  return { kty, crv, x, y };
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function ascii(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function uint32(value: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return new Uint8Array(view.buffer);
}
