import { describe, expect, it } from 'vitest';
import type { Change, Finding, Signature, Verification } from '../api/verifications.ts';
import { byCode, changedSince, commonName, standingOf } from './verdict.ts';
import { en } from './texts/en.ts';
import { vi } from './texts/vi.ts';

const error = (code: string): Finding => ({ code, severity: 'error', detail: '' });
const change = (allowed: boolean): Change => ({ revision: 2, kind: 'other', allowed, detail: '' });

function signature(to: Partial<Signature> = {}, coverage: Partial<Signature['coverage']> = {}): Signature {
  return {
    field: 'Signature1', page: 1, kind: 'signature', subFilter: 'ETSI.CAdES.detached', indication: 'TOTAL-PASSED', subIndication: null,
    findings: [], level: 'B-T', signer: null, claimedAt: null, provenAt: null, reason: null, location: null, certification: null,
    intact: true, coverage: { revision: 1, bytes: 9, wholeFile: true, changesAfter: [], ...coverage }, algorithm: null, trusted: true,
    chain: [], timestamps: [], ...to,
  };
}

function file(findings: readonly Finding[], ...signatures: Signature[]): Verification {
  return {
    name: null, size: 9, sha256: '', verifiedAt: '', outcome: 'valid', revisions: 1, certification: null, findings, signatures,
  };
}

describe('a signature', () => {
  const good = signature();
  it('is valid where it passed', () => expect(standingOf(good, file([], good))).toBe('valid'));
  it('is not where it failed', () => expect(standingOf(signature({ indication: 'TOTAL-FAILED' }), file([]))).toBe('invalid'));
  it('is undecided where its certificate is', () => expect(standingOf(signature({ indication: 'INDETERMINATE' }), file([]))).toBe('undecided'));
  it('is not called valid in a file that can be read in two ways', () =>
    expect(standingOf(good, file([error('structure-ambiguous')], good))).toBe('undecided'));
});

describe('what became of the file', () => {
  it.each([
    ['nothing', signature()],
    ['allowed', signature({}, { wholeFile: false, changesAfter: [change(true)] })],
    ['forbidden', signature({}, { wholeFile: false, changesAfter: [change(true), change(false)] })],
    ['broken', signature({ intact: false })],
    ['doubtful', signature({ findings: [error('hidden-content')] })],
    ['doubtful', signature({}, { wholeFile: false })],
  ] as const)('%s', (since, one) => expect(changedSince(one, file([], one))).toBe(since));

  it('is doubtful where the file itself is', () => expect(changedSince(signature(), file([error('structure-damaged')]))).toBe('doubtful'));
  it('does not depend on whether the signer is trusted', () =>
    expect(changedSince(signature({ findings: [error('chain-not-trusted')] }), file([]))).toBe('nothing'));
});

describe('findings', () => {
  it('stand once each, the worst first', () => {
    const note: Finding = { code: 'no-timestamp', severity: 'info', detail: '' };
    expect(byCode([note, error('a'), error('a'), note]).map((f) => f.code)).toEqual(['a', 'no-timestamp']);
  });

  it('have words in both languages', () => expect(Object.keys(en.findings)).toEqual(Object.keys(vi.findings)));
});

describe('a name', () => {
  it.each([
    ['2.5.4.5=#130c44383733,CN=Kyso TSA,O=Kyso,C=VN', 'Kyso TSA'],
    ['CN=A\\, B\\+C,C=VN', 'A, B+C'],
    ['O=CN=x,C=VN', 'O=CN=x,C=VN'],
    ['O=Kyso', 'O=Kyso'],
  ])('%s', (subject, name) => expect(commonName(subject)).toBe(name));
});
