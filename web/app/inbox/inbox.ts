import type { DeviceApi } from '../device/api.ts';
import { readEvents } from '../device/event-stream.ts';
import type { NewDevice } from '../device/new-devices.ts';

/** One request as the inbox lists it; docs/api.md, InboxRequest. */
export interface InboxRequest {
  readonly requestId: string;
  readonly requester: string;
  readonly tenant: string;
  readonly state: 'open' | 'answered' | 'approved' | 'closed';
  readonly reason: string | null;
  readonly askedAt: string;
  readonly approveUntil: string;
  readonly documents: number;
  readonly firstName: string;
  readonly closedReason: string | null;
  readonly answerRefused: string | null;
  readonly outcome: string | null;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const PAGE = 50;

/** What waits for this signer, live, and what has been. */
export class Inbox {
  private readonly known = new Map<string, InboxRequest>();
  private lastEventId: string | undefined;
  private following: AbortController | undefined;
  private next: string | null = null;

  /** `connecting` until the first news, `live` while it flows, `away` while the platform can't be reached. */
  connection: 'connecting' | 'live' | 'away' = 'connecting';
  historyRead = false;

  constructor(
    private readonly api: DeviceApi,
    private readonly changed: (refusal?: unknown) => void,
    private readonly deviceBound: (device: NewDevice) => void,
  ) {}

  /** What can still be answered, the most urgent first. */
  open(now: number): InboxRequest[] {
    return [...this.known.values()]
      .filter((r) => (r.state === 'open' || r.state === 'answered') && Date.parse(r.approveUntil) > now)
      .sort((a, b) => Date.parse(a.approveUntil) - Date.parse(b.approveUntil));
  }

  /** What is over, the latest first. */
  past(now: number): InboxRequest[] {
    const open = new Set(this.open(now));
    return [...this.known.values()]
      .filter((r) => !open.has(r))
      .sort((a, b) => Date.parse(b.askedAt) - Date.parse(a.askedAt));
  }

  find(requestId: string): InboxRequest | undefined {
    return this.known.get(requestId);
  }

  /** Who has asked: each tenant with the name that its latest request gave. */
  requesters(): Map<string, string> {
    const oldestFirst = [...this.known.values()].sort((a, b) => Date.parse(a.askedAt) - Date.parse(b.askedAt));
    return new Map(oldestFirst.map((r) => [r.tenant, r.requester]));
  }

  get moreHistory(): boolean {
    return this.next !== null;
  }

  async readHistory(): Promise<void> {
    if (this.historyRead && this.next === null) return;
    const after = this.historyRead && this.next !== null ? `&after=${encodeURIComponent(this.next)}` : '';
    const page = (await this.api.json('inbox', `/v1/inbox?state=all&limit=${PAGE}${after}`)) as {
      requests: InboxRequest[];
      next: string | null;
    };
    // What the stream has said meanwhile is newer.
    for (const request of page.requests) if (!this.known.has(request.requestId)) this.known.set(request.requestId, request);
    this.next = page.next;
    this.historyRead = true;
    this.changed();
  }

  /** Follows the news until told to stop; to be called again when the network or the screen comes back. */
  follow(): void {
    this.following?.abort();
    const following = new AbortController();
    this.following = following;
    void this.keepFollowing(following.signal);
  }

  stop(): void {
    this.following?.abort();
    this.following = undefined;
  }

  private async keepFollowing(signal: AbortSignal): Promise<void> {
    let wait = FIRST_WAIT_MS;
    while (!signal.aborted) {
      try {
        await this.readStream(signal, () => {
          wait = FIRST_WAIT_MS;
        });
      } catch (e) {
        if (signal.aborted) return;
        this.connection = 'away';
        this.changed(e);
        // Many phones that lost one server do not come back in the same moment.
        await pause(wait * (0.5 + Math.random() / 2), signal);
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      }
    }
  }

  private async readStream(signal: AbortSignal, alive: () => void): Promise<void> {
    const answer = await this.api.open('inbox', '/v1/inbox/events', {
      headers: {
        Accept: 'text/event-stream',
        ...(this.lastEventId !== undefined && { 'Last-Event-ID': this.lastEventId }),
      },
      signal,
    });
    if (!answer.body) throw new TypeError('A stream has a body');
    this.connection = 'live';
    this.changed();
    for await (const event of readEvents(answer.body)) {
      alive();
      if (event.type === 'device-bound') {
        this.deviceBound(JSON.parse(event.data) as NewDevice);
      } else {
        const request = JSON.parse(event.data) as InboxRequest;
        this.known.set(request.requestId, request);
      }
      if (event.id !== '') this.lastEventId = event.id;
      this.changed();
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
