import { decodeBase64Url } from './base64url.ts';
import { Fields } from './fields.ts';

/** Everything that one approval is for; approval/src/test/resources/challenge describes the bytes. */
export interface Challenge {
  readonly rpId: string;
  readonly tenant: string;
  readonly requester: string;
  readonly requestId: string;
  /** 32 random bytes of the signing-service, base64url. */
  readonly nonce: string;
  readonly signer: string;
  readonly credentialId: string;
  /** SHA-256 of the certificate, base64url. */
  readonly certificateDigest: string;
  readonly algorithm: string;
  /** RFC 3339; anything below a millisecond is cut off. */
  readonly deadline: string;
  /** As typed; null where none was asked for, which is different from an empty one. */
  readonly matchCode: string | null;
  readonly documents: readonly ChallengeDocument[];
}

export interface ChallengeDocument {
  readonly documentId: string;
  readonly name: string;
  readonly digest: string;
  /** Whether this device read the bytes and computed the digest itself. */
  readonly opened: boolean;
}

export function encodedChallenge(challenge: Challenge): Uint8Array<ArrayBuffer> {
  return fieldsOf(challenge).toBytes();
}

/** What the passkey signs as its challenge. */
export function challengeDigest(challenge: Challenge): Promise<Uint8Array<ArrayBuffer>> {
  return fieldsOf(challenge).sha256();
}

function fieldsOf(challenge: Challenge): Fields {
  const { documents, matchCode } = challenge;
  if (documents.length === 0) throw new RangeError('An approval is for at least one document');
  if (new Set(documents.map((d) => d.documentId)).size !== documents.length) {
    throw new RangeError('A document stands once in a request');
  }
  const fields = new Fields()
    .text('kyso-approval-challenge')
    .int32(1)
    .text(challenge.rpId)
    .text(challenge.tenant)
    .text(challenge.requester)
    .text(challenge.requestId)
    .bytes(decodeBase64Url(challenge.nonce, 32))
    .text(challenge.signer)
    .text(challenge.credentialId)
    .bytes(decodeBase64Url(challenge.certificateDigest, 32))
    .text(challenge.algorithm)
    .int64(milliseconds(challenge.deadline))
    .int32(matchCode === null ? 0 : 1)
    .text(matchCode ?? '')
    .int32(documents.length);
  for (const document of documents) {
    fields
      .text(document.documentId)
      .text(document.name)
      .bytes(decodeBase64Url(document.digest, 32))
      .int32(document.opened ? 1 : 0);
  }
  return fields;
}

/** Browsers differ in what they do with a fourth fractional digit: it is cut off here. */
export function milliseconds(instant: string): number {
  const ms = Date.parse(instant.replace(/(\.\d{3})\d+/, '$1'));
  if (Number.isNaN(ms)) throw new RangeError(`Not a time: ${instant}`);
  return ms;
}
