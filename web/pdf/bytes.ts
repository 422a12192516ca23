/** Where a document's bytes come from: read in ranges, so that a page shows before the file is down. */
export interface PdfBytes {
  readonly size: number;
  /** Bytes from `begin` up to, not including, `end`. */
  read(begin: number, end: number, signal: AbortSignal): Promise<Uint8Array>;
  /**
   * An update to be thought of after the last byte, by which any page is found without reading the others. Absent where
   * the bytes are at hand anyway.
   */
  index?(signal: AbortSignal): Promise<Uint8Array>;
}

/** Milliseconds to wait before a range is asked for again: a train goes through a tunnel. */
const PAUSES = [500, 2_000, 5_000, 10_000];

/** The same bytes with that update after them. */
export function withIndex(bytes: PdfBytes, index: Uint8Array): PdfBytes {
  return {
    size: bytes.size + index.length,
    async read(begin, end, signal) {
      if (end <= bytes.size) return bytes.read(begin, end, signal);
      const after = index.slice(Math.max(0, begin - bytes.size), end - bytes.size);
      if (begin >= bytes.size) return after;
      const both = new Uint8Array(end - begin);
      both.set(await bytes.read(begin, bytes.size, signal));
      both.set(after, bytes.size - begin);
      return both;
    },
  };
}

/** The same bytes; a range that did not come is asked for again where `passing` says that waiting helps. */
export function insisting(bytes: PdfBytes, passing: (why: unknown) => boolean, pauses: readonly number[] = PAUSES): PdfBytes {
  return {
    ...bytes,
    async read(begin, end, signal) {
      for (const pause of pauses) {
        try {
          return await bytes.read(begin, end, signal);
        } catch (why) {
          if (signal.aborted || !passing(why)) throw why;
          await new Promise((done) => setTimeout(done, pause));
          signal.throwIfAborted();
        }
      }
      return bytes.read(begin, end, signal);
    },
  };
}
