import { sessionEnded } from '../api/call.ts';
import { readSession } from '../api/session.ts';
import type { TimelineEntry } from '../api/requests.ts';

const TYPES = [
  'asked', 'approval-requested', 'sent', 'opened', 'no-device', 'reminded', 'cancel-asked', 'answer-refused', 'approved',
  'document-signed', 'document-failed', 'finished',
];
const AGAIN_AFTER = 2_000;

/** A request's timeline as it grows. The browser resumes with `Last-Event-ID`; what it gives up is begun again here. */
export class Watch {
  private source: EventSource | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly requestId: string,
    private readonly heard: (entry: TimelineEntry) => void,
    private readonly connected: (now: boolean) => void,
  ) {
    this.begin();
    window.addEventListener('online', this.beginAnew);
    window.addEventListener('offline', this.lost);
  }

  close(): void {
    this.source?.close();
    clearTimeout(this.timer);
    window.removeEventListener('online', this.beginAnew);
    window.removeEventListener('offline', this.lost);
  }

  private begin(): void {
    this.source?.close();
    const source = new EventSource(`/v1/sign-requests/${this.requestId}/events`);
    this.source = source;
    source.addEventListener('open', () => this.connected(true));
    for (const type of TYPES) {
      source.addEventListener(type, (event) => {
        this.connected(true);
        this.heard(JSON.parse((event as MessageEvent<string>).data) as TimelineEntry);
        // The stream ends after this; the browser would open it again for ever.
        if (type === 'finished') source.close();
      });
    }
    source.addEventListener('error', () => {
      this.connected(false);
      if (source.readyState === EventSource.CLOSED) void this.again();
    });
  }

  private readonly beginAnew = (): void => this.begin();
  /** Without a network nothing more is heard on this connection; what was under way must not read as a new one. */
  private readonly lost = (): void => {
    this.source?.close();
    this.connected(false);
  };

  private async again(): Promise<void> {
    try {
      const session = await readSession();
      if (!session.loggedIn) {
        sessionEnded();
        return;
      }
    } catch {
      // Away: tried again below.
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.begin(), AGAIN_AFTER);
  }
}

