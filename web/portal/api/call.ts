import { offline, problemOf, ProblemError } from '../../problems/problem.ts';
import { ServerClock } from '../clock.ts';

/** The server's clock, as far as its answers have told. */
export const serverClock = new ServerClock();

const ended = new EventTarget();

/** Called when an answer says that there is no session any more. */
export function onSessionEnd(listener: () => void): void {
  ended.addEventListener('ended', listener);
}

export function sessionEnded(): void {
  ended.dispatchEvent(new Event('ended'));
}

export interface CallOptions {
  readonly body?: unknown;
  /** A body of the type that it names itself. */
  readonly raw?: Blob;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** One call of the API with the session's cookie. What is refused is thrown as a [ProblemError]. */
export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  const answer = await answerOf(method, path, options);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

export async function answerOf(method: string, path: string, options: CallOptions = {}): Promise<Response> {
  const trace = newTrace();
  const sent = Date.now();
  const headers: Record<string, string> = { Accept: 'application/json', traceparent: trace.header, ...options.headers };
  if (method !== 'GET') Object.assign(headers, csrfHeader());
  let body: BodyInit | null = null;
  if (options.form) {
    body = new URLSearchParams(options.form);
  } else if (options.raw) {
    headers['Content-Type'] = options.raw.type;
    body = options.raw;
  } else if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.body);
  }
  let answer: Response;
  try {
    answer = await fetch(path, { method, headers, body, signal: options.signal ?? null, redirect: 'error' });
  } catch (why) {
    if (options.signal?.aborted) throw why;
    throw new ProblemError(offline(trace.id));
  }
  serverClock.observe(sent, Date.now(), answer.headers.get('Date'));
  if (answer.ok) return answer;
  throw refusal(answer.status, await answer.text(), trace.id);
}

export function refusal(status: number, body: string, reference: string): ProblemError {
  const problem = problemOf(status, body, reference);
  if (status === 401) sessionEnded();
  return new ProblemError(problem);
}

/** The token that shows a write to come from this page: from its cookie into a header. */
export function csrfHeader(): Record<string, string> {
  const token = /(?:^|; )XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1];
  return token ? { 'X-XSRF-TOKEN': decodeURIComponent(token) } : {};
}

/** A trace context (W3C) that this call begins: its id stands in every service's log lines about it. */
export function newTrace(): { id: string; header: string } {
  const hex = (bytes: number): string =>
    Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (b) => b.toString(16).padStart(2, '0')).join('');
  const id = hex(16);
  return { id, header: `00-${id}-${hex(8)}-01` };
}
