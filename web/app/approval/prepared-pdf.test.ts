import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { PreparedPdfRefused, PreparedPdfScanner, type Fault, type Place } from './prepared-pdf.ts';

const HEX = 2048;
const BASE = '%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n';
const OLD_SIGNATURE = `5 0 obj\n<</SubFilter/ETSI.CAdES.detached/ByteRange[0 10 20 30]/Contents<3082${'0'.repeat(600)}>>>\nendobj\n`;

/** A base with an increment that holds one signature, as the tests of the module `approval` build it. */
function prepared({ base = BASE, hex = HEX, off = 0, reason = 'x' } = {}): string {
  const head = `${base}7 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Reason(${reason})/ByteRange `;
  const tail = '>>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n';
  const start = head.length + 60 + '/Contents '.length;
  const end = start + hex + 2;
  const range = `[0 ${start} ${end} ${tail.length + off}]`.padEnd(60);
  return `${head}${range}/Contents <${'0'.repeat(hex)}>${tail}`;
}

function scan(pdf: string | Buffer, step = 65536): { place: Place; digest: string } {
  const bytes = typeof pdf === 'string' ? Buffer.from(pdf, 'latin1') : pdf;
  const hash = createHash('sha256');
  const scanner = new PreparedPdfScanner(hash);
  for (let at = 0; at < bytes.length; at += step) scanner.accept(bytes.subarray(at, at + step));
  return { place: scanner.finish(), digest: hash.digest('hex') };
}

function faultOf(pdf: string): Fault | undefined {
  try {
    scan(pdf);
    return undefined;
  } catch (e) {
    if (e instanceof PreparedPdfRefused) return e.fault;
    throw e;
  }
}

test('leaves out exactly the new place', () => {
  const pdf = prepared({ base: BASE + OLD_SIGNATURE });
  const start = pdf.indexOf(`<${'0'.repeat(HEX)}>`);
  const { place, digest } = scan(pdf);
  expect(place).toEqual({ start, end: start + HEX + 2 });
  const covered = pdf.slice(0, start) + pdf.slice(place.end);
  expect(digest).toBe(createHash('sha256').update(covered, 'latin1').digest('hex'));
});

test.each([1, 2, 3, 7, 64, 511, 4096])('does not depend on how the bytes arrive: %i at a time', (step) => {
  const pdf = prepared({ base: BASE + OLD_SIGNATURE });
  expect(scan(pdf, step)).toEqual(scan(pdf));
});

test('every covered byte changes the digest or is refused', () => {
  const pdf = Buffer.from(prepared(), 'latin1');
  const { place, digest } = scan(pdf);
  for (let i = 0; i < pdf.length; i++) {
    if (i > place.start && i < place.end - 1) continue;
    const changed = Buffer.from(pdf);
    changed[i] = (changed[i] as number) ^ 1;
    try {
      expect(scan(changed).digest, `byte ${i}`).not.toBe(digest);
    } catch (e) {
      if (!(e instanceof PreparedPdfRefused)) throw e;
    }
  }
});

const note = (hex: string): string => `9 0 obj\n<</Subtype/Text/Contents <${hex}>>>\nendobj\n`;

test.each<[string, string, Fault]>([
  ['a place that is not empty', prepared().replace('<0000', '<3082'), 'no-place'],
  ['a file without a place', BASE + OLD_SIGNATURE, 'no-place'],
  ['an empty file', '', 'no-place'],
  ['a place without an end', `${BASE}/Contents<${'0'.repeat(1000)}`, 'no-place'],
  ['a second place', prepared({ base: BASE + note('0'.repeat(HEX)) }), 'several-places'],
  ['a place that the ByteRange does not leave out', prepared({ off: 1 }), 'not-the-signature'],
  ['bytes after the ByteRange', `${prepared()}\n% more`, 'not-the-signature'],
  ['a place in no signature', prepared().replace('CAdES.detached', 'CAdES.attached'), 'not-the-signature'],
  ['a ByteRange of another object', prepared().replace('/ByteRange', '\nendobj\n8 0 obj\n/ByteRange'), 'not-the-signature'],
  ['a place beyond any signature', `${BASE}/Contents<${'0'.repeat(5 * 1024 * 1024)}>`, 'too-large'],
])('refuses %s', (_, pdf, fault) => {
  expect(faultOf(pdf)).toBe(fault);
});

test('hashes short hex strings as content', () => {
  expect(scan(prepared({ base: BASE + note('0000') })).digest).not.toBe(scan(prepared()).digest);
});

test('a reason may speak of an obj', () => {
  expect(scan(prepared({ reason: 'every obj of (this)' })).place.start).toBeGreaterThan(0);
});
