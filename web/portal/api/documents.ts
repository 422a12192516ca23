import type { Page, Rect } from '../../geometry/page.ts';
import { insisting, type PdfBytes } from '../../pdf/bytes.ts';
import { isPassing, offline, ProblemError } from '../../problems/problem.ts';
import { answerOf, call, csrfHeader, newTrace, refusal } from './call.ts';

export interface ListedDocument {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly revision: number;
  readonly createdAt: string;
  readonly repaired: boolean;
  readonly canSign: boolean;
  readonly whyNot: string | null;
}

export interface EmptyField extends Rect {
  readonly name: string;
  readonly page: number;
}

export interface ExistingSignature {
  readonly field: string;
  readonly name: string | null;
  readonly signedAt: string | null;
}

export interface Document extends ListedDocument {
  readonly pages: readonly Page[];
  readonly emptyFields: readonly EmptyField[];
  readonly signatures: readonly ExistingSignature[];
  readonly certification: string | null;
}

export interface DocumentPage {
  readonly documents: readonly ListedDocument[];
  readonly next: string | null;
}

export function readDocument(id: string, signal?: AbortSignal): Promise<Document> {
  return call('GET', `/v1/documents/${id}`, signal ? { signal } : {});
}

export function listDocuments(name: string, after: string | null, signal?: AbortSignal): Promise<DocumentPage> {
  const query = new URLSearchParams({ limit: '30' });
  if (name) query.set('name', name);
  if (after) query.set('after', after);
  return call('GET', `/v1/documents?${query}`, signal ? { signal } : {});
}

export function deleteDocument(id: string): Promise<void> {
  return call('DELETE', `/v1/documents/${id}`);
}

export function contentAddress(id: string, revision?: number): string {
  return `/v1/documents/${id}/content${revision === undefined ? '' : `?revision=${revision}`}`;
}

/** From this size on, in bytes, it is worth a call to learn where pages are. */
const LARGE = 2 * 1024 * 1024;

/** A revision's bytes, read in ranges. */
export function contentOf(id: string, size: number, revision: number): PdfBytes {
  const bytes = async (address: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Uint8Array> => {
    const answer = await answerOf('GET', address, { headers, signal });
    return new Uint8Array(await answer.arrayBuffer());
  };
  const content: PdfBytes = {
    size,
    read: (begin, end, signal) =>
      bytes(contentAddress(id, revision), { Accept: 'application/pdf', Range: `bytes=${begin}-${end - 1}` }, signal),
  };
  if (size >= LARGE) {
    content.index = (signal) =>
      bytes(`/v1/documents/${id}/page-index?revision=${revision}`, { Accept: 'application/octet-stream' }, signal);
  }
  return insisting(content, isPassing);
}

export interface Sending<T> {
  readonly done: Promise<T>;
  stop(): void;
}

export type Upload = Sending<Document>;

/** @param key makes a repeated upload of the same file the same document */
export function upload(file: File, key: string, progress: (sentBytes: number) => void): Upload {
  return sendPdf('/v1/documents', file, { 'Idempotency-Key': key }, progress);
}

/** Sends a file. `progress` hears the bytes that have really left; `fetch` can't tell them. */
export function sendPdf<T>(
  path: string, file: File, headers: Readonly<Record<string, string>>, progress: (sentBytes: number) => void,
): Sending<T> {
  const call = new XMLHttpRequest();
  const trace = newTrace();
  const done = new Promise<T>((resolve, reject) => {
    call.open('POST', path);
    const all = {
      'Accept': 'application/json',
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'traceparent': trace.header,
      ...csrfHeader(),
      ...headers,
    };
    for (const [name, value] of Object.entries(all)) call.setRequestHeader(name, value);
    call.upload.addEventListener('progress', (event) => progress(event.loaded));
    call.addEventListener('load', () => {
      if (call.status === 201 || call.status === 200) resolve(JSON.parse(call.responseText) as T);
      else reject(refusal(call.status, call.responseText, trace.id));
    });
    call.addEventListener('error', () => reject(new ProblemError(offline(trace.id))));
    call.addEventListener('abort', () => reject(new DOMException('Stopped', 'AbortError')));
    call.send(file);
  });
  return { done, stop: () => call.abort() };
}
