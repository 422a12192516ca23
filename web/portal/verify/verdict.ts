import type { Finding, Signature, Verification } from '../api/verifications.ts';

/** What may be said of one signature. */
export type Standing = 'valid' | 'invalid' | 'undecided';

/**
 * A signature by itself may hold while the file as a whole can't be trusted: it may be read in two ways, or stand
 * there damaged. Nothing in such a file is called valid.
 */
export function standingOf(signature: Signature, verification: Verification): Standing {
  if (signature.indication === 'TOTAL-FAILED') return 'invalid';
  if (signature.indication !== 'TOTAL-PASSED' || verification.findings.some(isError)) return 'undecided';
  return 'valid';
}

/** What became of the file since it was signed. */
export type Since = 'broken' | 'forbidden' | 'doubtful' | 'allowed' | 'nothing';

export function changedSince(signature: Signature, verification: Verification): Since {
  if (!signature.intact) return 'broken';
  const { changesAfter, wholeFile } = signature.coverage;
  if (changesAfter.some((change) => !change.allowed)) return 'forbidden';
  if ([...signature.findings, ...verification.findings].some((f) => isError(f) && ABOUT_CHANGES.has(f.code))) return 'doubtful';
  if (changesAfter.length > 0) return 'allowed';
  return wholeFile ? 'nothing' : 'doubtful';
}

/** Findings after which nobody can say that what is shown is what was signed. */
const ABOUT_CHANGES = new Set([
  'byte-range-invalid', 'contents-malformed', 'bytes-changed', 'signature-value-invalid', 'not-a-revision-end', 'structure-ambiguous',
  'structure-damaged', 'signatures-overlap', 'unsupported-sub-filter', 'changed-after-signing', 'certification-violated',
  'locked-field-changed', 'hidden-content', 'needs-appearances',
]);

export function isError(finding: Finding): boolean {
  return finding.severity === 'error';
}

/** Each code once, the worst first; the server sends one finding a changed object. */
export function byCode(findings: readonly Finding[]): Finding[] {
  const rank = { error: 0, warning: 1, info: 2 };
  const first = new Map<string, Finding>();
  for (const finding of findings) if (!first.has(finding.code)) first.set(finding.code, finding);
  return [...first.values()].sort((a, b) => rank[a.severity] - rank[b.severity]);
}

/** The people who signed; a document timestamp is no person's. */
export function signaturesOfPeople(verification: Verification): Signature[] {
  return verification.signatures.filter((signature) => signature.kind === 'signature');
}

/** The common name in a distinguished name (RFC 2253), or all of it where there is none. */
export function commonName(subject: string): string {
  const value = /(?:^|,)CN=((?:\\.|[^,\\])+)/.exec(subject)?.[1];
  return value === undefined ? subject : value.replace(/\\(.)/g, '$1');
}
