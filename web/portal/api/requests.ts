import { call } from './call.ts';

export interface TimelineEntry {
  readonly sequence: number;
  readonly type: string;
  readonly at: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface RequestDocument {
  readonly id: string;
  readonly name: string;
  readonly state: 'prepared' | 'signed' | 'not-signed';
  readonly reason: string | null;
  readonly detail: string | null;
  readonly revision: number | null;
  readonly sha256: string | null;
  readonly size: number | null;
}

export type RequestState = 'asked' | 'awaiting-approval' | 'approved' | 'finished';

export interface ListedRequest {
  readonly id: string;
  readonly state: RequestState;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly requester: string;
  readonly signer: { readonly userId: string };
  readonly certificate: { readonly serial: string; readonly holder: string; readonly issuer: string };
  readonly level: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly documentCount: number;
  readonly firstName: string;
}

export interface SignRequest {
  readonly id: string;
  readonly state: RequestState;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly requester: string;
  readonly signer: { readonly userId: string };
  readonly certificate: { readonly serial: string; readonly holder: string; readonly issuer: string };
  readonly level: string;
  readonly reason_text: string | null;
  readonly location: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly matchCode: string | null;
  readonly documents: readonly RequestDocument[];
  readonly timeline: readonly TimelineEntry[];
}

export interface RequestPage {
  readonly signRequests: readonly ListedRequest[];
  readonly next: string | null;
}

export function readRequest(id: string, signal?: AbortSignal): Promise<SignRequest> {
  return call('GET', `/v1/sign-requests/${id}`, signal ? { signal } : {});
}

export interface RequestSearch {
  readonly state?: string;
  /** In the names of files and of the signer. */
  readonly search?: string;
  readonly after?: string | null;
  readonly limit?: number;
}

export function listRequests(what: RequestSearch): Promise<RequestPage> {
  const query = new URLSearchParams({ limit: String(what.limit ?? 30) });
  if (what.state) query.set('state', what.state);
  if (what.search) query.set('search', what.search);
  if (what.after) query.set('after', what.after);
  return call('GET', `/v1/sign-requests?${query}`);
}

export function ask(body: unknown, key: string): Promise<SignRequest> {
  return call('POST', '/v1/sign-requests', { body, headers: { 'Idempotency-Key': key } });
}

export function cancel(id: string): Promise<SignRequest> {
  return call('POST', `/v1/sign-requests/${id}/cancel`);
}

export function remind(id: string): Promise<SignRequest> {
  return call('POST', `/v1/sign-requests/${id}/reminders`);
}

export function evidenceAddress(id: string): string {
  return `/v1/sign-requests/${id}/evidence`;
}
