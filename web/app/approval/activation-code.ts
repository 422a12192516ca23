import { Fields } from './fields.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ID_LENGTH = 7;
const LENGTH = 20;

/**
 * Twenty characters of Crockford's base32. The first seven name the activation and are no secret; the other thirteen
 * never leave this device, which proves them by a MAC over what it binds.
 */
export class ActivationCode {
  private constructor(private readonly symbols: string) {}

  /** What somebody typed or scanned; undefined where it can't be a code. Case, blanks and hyphens don't count. */
  static parse(typed: string): ActivationCode | undefined {
    const symbols = typed
      .toUpperCase()
      .replace(/[\s-]/g, '')
      .replace(/[IL]/g, '1')
      .replaceAll('O', '0');
    if (symbols.length !== LENGTH || [...symbols].some((s) => !ALPHABET.includes(s))) return undefined;
    return new ActivationCode(symbols);
  }

  get activationId(): string {
    return this.symbols.slice(0, ID_LENGTH);
  }

  /** The proof that this device knows the code, over its key, the ceremony and the new passkey. */
  async mac(
    deviceKeyThumbprint: string,
    creationChallenge: Uint8Array,
    attestationObject: Uint8Array,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const proven = new Fields()
      .text('kyso-activation-proof')
      .int32(1)
      .text(deviceKeyThumbprint)
      .bytes(creationChallenge)
      .bytes(attestationObject)
      .toBytes();
    return new Uint8Array(await crypto.subtle.sign('HMAC', await this.key(), proven));
  }

  /** HKDF-SHA256 (RFC 5869) of the secret part, bound to the public one. */
  private async key(): Promise<CryptoKey> {
    const ascii = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
    const secret = await crypto.subtle.importKey('raw', ascii(this.symbols.slice(ID_LENGTH)), 'HKDF', false, [
      'deriveKey',
    ]);
    return crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: ascii('kyso-activation-v1'), info: ascii(this.activationId) },
      secret,
      { name: 'HMAC', hash: 'SHA-256', length: 256 },
      false,
      ['sign'],
    );
  }
}
