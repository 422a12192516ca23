/**
 * Fields one after the other, each with its length as a 32-bit big-endian prefix, so that no two different lists of
 * fields have the same bytes.
 */
export class Fields {
  private readonly parts: Uint8Array[] = [];

  bytes(field: Uint8Array): this {
    this.parts.push(bigEndian(4, field.length), field);
    return this;
  }

  /** The text in Unicode normalisation form C, as UTF-8; an unpaired surrogate has none and is refused. */
  text(field: string): this {
    const normalised = field.normalize('NFC');
    if (/\p{Surrogate}/u.test(normalised)) throw new RangeError('The text has an unpaired surrogate');
    return this.bytes(new TextEncoder().encode(normalised));
  }

  int32(value: number): this {
    return this.bytes(bigEndian(4, value));
  }

  int64(value: number): this {
    return this.bytes(bigEndian(8, value));
  }

  toBytes(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  async sha256(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await crypto.subtle.digest('SHA-256', this.toBytes()));
  }
}

function bigEndian(width: 4 | 8, value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(width));
  if (width === 4) view.setUint32(0, value);
  else view.setBigInt64(0, BigInt(value));
  return new Uint8Array(view.buffer);
}
