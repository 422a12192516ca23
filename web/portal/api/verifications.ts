import { answerOf } from './call.ts';
import { contentAddress, sendPdf, type Sending } from './documents.ts';

export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** A sentence in English. */
  readonly detail: string;
}

export interface Revocation {
  readonly status: 'good' | 'revoked' | 'suspended' | 'unknown';
  readonly source: 'embedded' | 'fetched' | null;
  readonly producedAt: string | null;
  readonly revokedAt: string | null;
}

export interface CertificateFacts {
  readonly name: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly anchor: 'configured' | 'request' | null;
  readonly revocation: Revocation | null;
}

export interface Change {
  readonly revision: number;
  readonly kind: string;
  readonly allowed: boolean;
  readonly detail: string;
}

export interface Timestamp {
  readonly kind: 'signature' | 'document';
  readonly time: string;
  readonly tsa: string;
  readonly holds: boolean;
}

export interface Signature {
  readonly field: string;
  /** 0: on none. */
  readonly page: number;
  readonly kind: 'signature' | 'document-timestamp';
  readonly subFilter: string;
  readonly indication: 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE';
  readonly subIndication: string | null;
  readonly findings: readonly Finding[];
  readonly level: string | null;
  readonly signer: CertificateFacts | null;
  readonly claimedAt: string | null;
  readonly provenAt: string | null;
  readonly reason: string | null;
  readonly location: string | null;
  readonly certification: string | null;
  readonly intact: boolean;
  readonly coverage: {
    readonly revision: number;
    readonly bytes: number;
    readonly wholeFile: boolean;
    readonly changesAfter: readonly Change[];
  };
  readonly algorithm: string | null;
  readonly trusted: boolean;
  readonly chain: readonly CertificateFacts[];
  readonly timestamps: readonly Timestamp[];
}

/** What the platform found out about a file; docs/api.md describes it. */
export interface Verification {
  readonly name: string | null;
  readonly size: number;
  readonly sha256: string;
  readonly verifiedAt: string;
  readonly outcome: 'valid' | 'not-valid' | 'unknown' | 'not-signed';
  readonly revisions: number;
  readonly certification: string | null;
  readonly findings: readonly Finding[];
  readonly signatures: readonly Signature[];
}

/** The file is judged and forgotten: nothing of it is stored. */
export function verify(file: File, progress: (sentBytes: number) => void): Sending<Verification> {
  return sendPdf('/v1/verifications', file, {}, progress);
}

/** A document's revision as a file, as whoever downloads it gets it. */
export async function storedFile(id: string, revision: number | undefined, name: string): Promise<File> {
  const answer = await answerOf('GET', contentAddress(id, revision), { headers: { Accept: 'application/pdf' } });
  return new File([await answer.blob()], name, { type: 'application/pdf' });
}
