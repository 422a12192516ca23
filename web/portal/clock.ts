/**
 * The server's clock seen through the `Date` of its answers. Each answer bounds the difference between the two clocks:
 * the server wrote a whole second somewhere between sending the call and receiving its answer. The bounds are
 * intersected, so that the difference is soon known to less than half a second.
 */
export class ServerClock {
  private low = -Infinity;
  private high = Infinity;

  /** @param dateHeader in whole seconds, rounded down */
  observe(sent: number, received: number, dateHeader: string | null): void {
    const date = dateHeader === null ? NaN : Date.parse(dateHeader);
    if (Number.isNaN(date)) return;
    const low = date - received;
    const high = date + 1000 - sent;
    if (low > this.high || high < this.low) {
      // One of the clocks was set: what was known before says nothing any more.
      this.low = low;
      this.high = high;
    } else {
      this.low = Math.max(this.low, low);
      this.high = Math.min(this.high, high);
    }
  }

  /** What the server's clock says when this machine's says `local`. */
  at(local: number): number {
    return Number.isFinite(this.low) ? local + (this.low + this.high) / 2 : local;
  }

  now(): number {
    return this.at(Date.now());
  }
}
