import { decodeBase64Url } from './base64url.ts';
import { Fields } from './fields.ts';

/** What lets a tenant ask without a match code; approval/src/test/resources/consent describes the bytes. */
export interface ConsentWithoutCode {
  readonly rpId: string;
  /** The device that confirms. */
  readonly deviceId: string;
  readonly tenant: string;
  /** 32 random bytes of the signing-service, base64url. */
  readonly nonce: string;
}

/** What the passkey signs as its challenge; under a tag of its own, so that nothing else counts as this. */
export function consentDigest(what: ConsentWithoutCode): Promise<Uint8Array<ArrayBuffer>> {
  return fieldsOf(what).sha256();
}

export function encodedConsent(what: ConsentWithoutCode): Uint8Array<ArrayBuffer> {
  return fieldsOf(what).toBytes();
}

function fieldsOf(what: ConsentWithoutCode): Fields {
  return new Fields()
    .text('kyso-consent-without-code')
    .int32(1)
    .text(what.rpId)
    .text(what.deviceId)
    .text(what.tenant)
    .bytes(decodeBase64Url(what.nonce, 32));
}
