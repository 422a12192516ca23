import { decodeBase64Url } from './base64url.ts';
import { Fields } from './fields.ts';

/** What lets another device be bound; approval/src/test/resources/further-device describes the bytes. */
export interface FurtherDevice {
  readonly rpId: string;
  /** The device that confirms. */
  readonly deviceId: string;
  /** 32 random bytes of the signing-service, base64url. */
  readonly nonce: string;
  /** RFC 7638, of the key that the code will be encrypted to. */
  readonly codeKeyThumbprint: string;
}

/** What the passkey signs as its challenge; under a tag of its own, so that no approval counts as this. */
export function furtherDeviceDigest(what: FurtherDevice): Promise<Uint8Array<ArrayBuffer>> {
  return fieldsOf(what).sha256();
}

export function encodedFurtherDevice(what: FurtherDevice): Uint8Array<ArrayBuffer> {
  return fieldsOf(what).toBytes();
}

function fieldsOf(what: FurtherDevice): Fields {
  return new Fields()
    .text('kyso-further-device')
    .int32(2)
    .text(what.rpId)
    .text(what.deviceId)
    .bytes(decodeBase64Url(what.nonce, 32))
    .bytes(decodeBase64Url(what.codeKeyThumbprint, 32));
}
