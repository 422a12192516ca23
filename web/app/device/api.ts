import { offline, ProblemError, problemOf } from '../../problems/problem.ts';
import type { BoundDevice } from './bound-device.ts';
import type { DeviceKey } from './device-key.ts';
import { ServerClock } from './server-clock.ts';

export type Audience = 'inbox' | 'prepared' | 'devices';

/** A token is renewed this long before it runs out. */
const MARGIN_MS = 20_000;

interface Token {
  readonly value: string;
  readonly renewAt: number;
}

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** Calls that need no token: who calls is proven by the device's key, or by nothing. */
export class PublicApi {
  constructor(
    readonly origin: string,
    readonly clock: ServerClock = new ServerClock(),
  ) {}

  async post(path: string, body: unknown, provenBy?: DeviceKey): Promise<unknown> {
    const send = async (): Promise<Response> => {
      const headers = provenBy
        ? { DPoP: await provenBy.proof('POST', this.address(path), null, this.clock.now()) }
        : undefined;
      return this.send(path, { method: 'POST', body, ...(headers && { headers }) });
    };
    return (await this.checked(send)).json();
  }

  async get(path: string): Promise<unknown> {
    return (await this.checked(() => this.send(path, {}))).json();
  }

  address(path: string): URL {
    return new URL(path, this.origin);
  }

  async send(path: string, call: Call): Promise<Response> {
    const sent = Date.now();
    let answer: Response;
    try {
      answer = await fetch(this.address(path), {
        method: call.method ?? 'GET',
        headers: { ...(call.body !== undefined && { 'Content-Type': 'application/json' }), ...call.headers },
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
        ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
        ...(call.signal && { signal: call.signal }),
      });
    } catch (e) {
      if (e instanceof DOMException && e.name === 'AbortError') throw e;
      throw new ProblemError(offline());
    }
    this.clockWasFarOff = this.clock.learn(answer.headers.get('Date'), sent);
    return answer;
  }

  /** Sends once more where the first proof was dated by a wrong clock, which the answer has corrected. */
  async checked(send: () => Promise<Response>): Promise<Response> {
    let answer = await send();
    if (answer.status === 401 && this.clockWasFarOff) answer = await send();
    if (!answer.ok) throw new ProblemError(problemOf(answer.status, await answer.text()));
    return answer;
  }

  private clockWasFarOff = false;
}

/** A bound device's calls, as docs/api.md lists them. Its tokens live in memory, for minutes, one for each audience. */
export class DeviceApi {
  private readonly tokens = new Map<Audience, Promise<Token>>();

  constructor(
    readonly device: BoundDevice,
    private readonly api: PublicApi,
  ) {}

  get clock(): ServerClock {
    return this.api.clock;
  }

  async json(audience: Audience, path: string, call: Call = {}): Promise<unknown> {
    const answer = await this.open(audience, path, call);
    return answer.status === 204 || answer.status === 202 ? undefined : answer.json();
  }

  /** The answer with its body still to be read. */
  open(audience: Audience, path: string, call: Call = {}): Promise<Response> {
    return this.api.checked(async () => {
      const headers = await this.headers(audience, path, call.method ?? 'GET');
      const answer = await this.api.send(path, { ...call, headers: { ...call.headers, ...headers } });
      if (answer.status === 401) this.tokens.delete(audience);
      return answer;
    });
  }

  /** What one call from another thread is sent with. */
  async headers(audience: Audience, path: string, method: string): Promise<Record<string, string>> {
    const { value } = await this.token(audience);
    const proof = await this.device.key.proof(method, this.api.address(path), value, this.clock.now());
    return { Authorization: `DPoP ${value}`, DPoP: proof };
  }

  address(path: string): URL {
    return this.api.address(path);
  }

  private async token(audience: Audience): Promise<Token> {
    const known = this.tokens.get(audience);
    if (known) {
      const token = await known;
      if (this.clock.now() < token.renewAt) return token;
    }
    const asked = this.freshToken(audience);
    this.tokens.set(audience, asked);
    asked.catch(() => this.tokens.delete(audience));
    return asked;
  }

  private async freshToken(audience: Audience): Promise<Token> {
    const answer = (await this.api.post(
      '/v1/device-tokens',
      { deviceId: this.device.deviceId, audience },
      this.device.key,
    )) as { accessToken: string; expiresIn: number };
    return { value: answer.accessToken, renewAt: this.clock.now() + answer.expiresIn * 1000 - MARGIN_MS };
  }
}
