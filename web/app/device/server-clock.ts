/**
 * The server's time, for this device's clock may be wrong: deadlines are the server's, and a proof counts for a minute
 * of its time only. Corrected by the `Date` header of answers, which is cut to whole seconds.
 */
export class ServerClock {
  private offset: number | undefined;

  constructor(private readonly local: () => number = Date.now) {}

  /** Milliseconds since 1970, as the server counts them. */
  now(): number {
    return this.local() + (this.offset ?? 0);
  }

  /**
   * @param date of an answer
   * @param sent when the call was made, by this device's clock
   * @returns whether the clock was far off until now
   */
  learn(date: string | null, sent: number): boolean {
    const server = date === null ? Number.NaN : Date.parse(date);
    if (Number.isNaN(server)) return false;
    const received = this.local();
    // The header names the second in which the server answered, some time between sent and received.
    const earliest = server - received;
    const latest = server + 999 - sent;
    const before = this.offset ?? 0;
    if (before >= earliest && before <= latest) {
      this.offset = before;
      return false;
    }
    this.offset = before < earliest ? earliest : latest;
    return Math.abs(this.offset - before) > 30_000;
  }
}
