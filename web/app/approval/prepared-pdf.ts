/** Why no digest is derived from a prepared PDF. */
export type Fault = 'no-place' | 'several-places' | 'not-the-signature' | 'too-large';

export class PreparedPdfRefused extends Error {
  constructor(readonly fault: Fault) {
    super(`Not a prepared PDF: ${fault}`);
  }
}

/** Takes the bytes that the signature covers. */
export interface Hash {
  update(bytes: Uint8Array): unknown;
}

/** The `<0…0>` that is left out: offsets of its `<` and of the byte after its `>`. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A place shorter than this holds no CMS signature: it is content like any other and is hashed. */
const MIN_HEX_DIGITS = 512;
const MAX_HEX_DIGITS = 4 * 1024 * 1024;
const HISTORY = 32;

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const OBJ = ascii('obj');
const ENDOBJ = ascii('endobj');
const CONTENTS = ascii('/Contents');
const BYTE_RANGE = ascii('/ByteRange');
const SUB_FILTER = ascii('/ETSI.CAdES.detached');
const ZEROS = new Uint8Array(8 * 1024).fill(0x30);

const ZERO = 0x30;
const NINE = 0x39;
const LESS = 0x3c;
const GREATER = 0x3e;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

const enum State {
  Anywhere,
  AfterContents,
  InPlace,
  AfterByteRange,
  InByteRange,
}

/**
 * Walks through a prepared PDF byte by byte, hashes all but the one place for the signature, and remembers what it saw
 * in the object around it. It reads no cross-reference table and believes no object: what a signature will cover
 * follows from the bytes alone (ISO 32000-2, 12.8.1), by the rules of the module `approval`.
 */
export class PreparedPdfScanner {
  private readonly history = new Uint8Array(HISTORY);
  private position = 0;
  private state = State.Anywhere;

  private placeStart = 0;
  private zeros = 0;
  private place: Place | undefined;

  private byteRange: number[] = [];
  private inNumber = false;

  // What the object now being read has, until its end.
  private subFilterHere = false;
  private byteRangeHere: number[] | undefined;
  private placeHere = false;
  // What the object of the place had.
  private subFilterOfPlace = false;
  private byteRangeOfPlace: number[] | undefined;

  constructor(private readonly hash: Hash) {}

  accept(buffer: Uint8Array): void {
    let unhashed = 0;
    for (let i = 0; i < buffer.length; i++) {
      const b = buffer[i] as number;
      switch (this.state) {
        case State.InPlace:
          if (b === ZERO) {
            this.zeros++;
            unhashed = i + 1;
            if (this.zeros > MAX_HEX_DIGITS) throw new PreparedPdfRefused('too-large');
          } else if (b === GREATER && this.zeros >= MIN_HEX_DIGITS && this.zeros % 2 === 0) {
            this.found(this.position + 1);
            unhashed = i + 1;
          } else {
            this.hashAsContent();
            unhashed = i;
          }
          break;
        case State.AfterContents:
          if (b === LESS) {
            this.hash.update(buffer.subarray(unhashed, i));
            unhashed = i + 1;
            this.placeStart = this.position;
            this.zeros = 0;
            this.state = State.InPlace;
          } else if (!isWhiteSpace(b)) {
            this.state = State.Anywhere;
          }
          break;
        case State.AfterByteRange:
          if (b === OPEN_BRACKET) {
            this.byteRange = [];
            this.inNumber = false;
            this.state = State.InByteRange;
          } else if (!isWhiteSpace(b)) {
            this.state = State.Anywhere;
          }
          break;
        case State.InByteRange:
          this.number(b);
          break;
        case State.Anywhere:
          break;
      }
      this.history[this.position & (HISTORY - 1)] = b;
      this.position++;
      if (this.state !== State.InPlace && this.state !== State.InByteRange) this.keyword(b);
    }
    this.hash.update(buffer.subarray(unhashed));
  }

  /** To be called after the last byte. */
  finish(): Place {
    if (this.state === State.InPlace) this.hashAsContent();
    const found = this.place;
    if (!found) throw new PreparedPdfRefused('no-place');
    this.leaveObject();
    const expected = [0, found.start, found.end, this.position - found.end];
    const named = this.byteRangeOfPlace;
    if (!this.subFilterOfPlace || named?.length !== 4 || !expected.every((value, i) => value === named[i])) {
      throw new PreparedPdfRefused('not-the-signature');
    }
    return found;
  }

  private found(end: number): void {
    if (this.place) throw new PreparedPdfRefused('several-places');
    this.place = { start: this.placeStart, end };
    this.placeHere = true;
    this.state = State.Anywhere;
  }

  /** It looked like the place but is not: its bytes count as content. */
  private hashAsContent(): void {
    this.hash.update(Uint8Array.of(LESS));
    for (let left = this.zeros; left > 0; left -= ZEROS.length) {
      this.hash.update(ZEROS.subarray(0, Math.min(left, ZEROS.length)));
    }
    this.state = State.Anywhere;
  }

  private number(b: number): void {
    if (b >= ZERO && b <= NINE) {
      if (!this.inNumber) {
        if (this.byteRange.length === 4) {
          this.state = State.Anywhere;
          return;
        }
        this.byteRange.push(0);
        this.inNumber = true;
      }
      const last = this.byteRange.length - 1;
      const next = (this.byteRange[last] as number) * 10 + (b - ZERO);
      if (!Number.isSafeInteger(next)) {
        this.state = State.Anywhere;
        return;
      }
      this.byteRange[last] = next;
    } else if (isWhiteSpace(b)) {
      this.inNumber = false;
    } else {
      if (b === CLOSE_BRACKET && this.byteRange.length === 4) {
        // Two ByteRanges in one object are no signature of ours.
        this.byteRangeHere = this.byteRangeHere ? [] : this.byteRange;
      }
      this.state = State.Anywhere;
    }
  }

  private keyword(last: number): void {
    switch (last) {
      case 0x6a: // j
        if (this.endsWith(ENDOBJ) || (this.endsWith(OBJ) && this.startsAnObject())) this.leaveObject();
        break;
      case 0x73: // s
        if (this.endsWith(CONTENTS)) this.state = State.AfterContents;
        break;
      case 0x65: // e
        if (this.endsWith(BYTE_RANGE)) this.state = State.AfterByteRange;
        break;
      case 0x64: // d
        if (this.endsWith(SUB_FILTER)) this.subFilterHere = true;
        break;
    }
  }

  private leaveObject(): void {
    if (this.placeHere) {
      this.subFilterOfPlace = this.subFilterHere;
      this.byteRangeOfPlace = this.byteRangeHere;
    }
    this.placeHere = false;
    this.subFilterHere = false;
    this.byteRangeHere = undefined;
  }

  private endsWith(word: Uint8Array): boolean {
    if (this.position < word.length) return false;
    for (let i = 0; i < word.length; i++) {
      if (this.history[(this.position - word.length + i) & (HISTORY - 1)] !== word[i]) return false;
    }
    return true;
  }

  /** Whether a number stands before `obj`, as in `12 0 obj`; a reason for signing may well speak of an obj. */
  private startsAnObject(): boolean {
    const before = this.before(OBJ.length + 1);
    return isWhiteSpace(this.before(OBJ.length)) && before >= ZERO && before <= NINE;
  }

  /** The byte that stands before the last `length` ones. */
  private before(length: number): number {
    return this.position <= length ? 0x20 : (this.history[(this.position - length - 1) & (HISTORY - 1)] as number);
  }
}

/** ISO 32000-2, 7.2.3. */
function isWhiteSpace(b: number): boolean {
  return b === 0x20 || b === 0x0a || b === 0x0d || b === 0x09 || b === 0x0c || b === 0;
}
