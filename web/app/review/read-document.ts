import type { Fault, Place } from '../approval/prepared-pdf.ts';
import { PreparedPdfRefused } from '../approval/prepared-pdf.ts';
import type { DeviceApi } from '../device/api.ts';
import { offline, ProblemError, problemOf } from '../../problems/problem.ts';
import { trustedScript } from '../trusted-script.ts';
import type { ActiveName } from './active-names.ts';
import readerUrl from './read-document.worker.ts?worker&url';

/** A document as this device read it: every byte, hashed here. */
export interface ReadDocument {
  readonly digest: string;
  readonly size: number;
  readonly place: Place;
  /** The very bytes that were hashed: what is shown is what is signed. */
  readonly pdf: Blob;
  readonly activeNames: readonly ActiveName[];
}

export interface ToReader {
  readonly address: string;
  readonly headers: Record<string, string>;
}

export type FromReader =
  | { readonly kind: 'progress'; readonly size: number }
  | ({ readonly kind: 'read' } & ReadDocument)
  | { readonly kind: 'refused'; readonly fault: Fault }
  | { readonly kind: 'problem'; readonly status: number; readonly body: string }
  | { readonly kind: 'unreachable' };

/** Streams the prepared bytes through a worker that hashes them, so that a large file does not stop the screen. */
export async function readDocument(
  api: DeviceApi,
  requestId: string,
  documentId: string,
  progress: (size: number) => void,
): Promise<ReadDocument> {
  const path = `/v1/prepared/${encodeURIComponent(requestId)}/${encodeURIComponent(documentId)}`;
  const reading: ToReader = { address: api.address(path).href, headers: await api.headers('prepared', path, 'GET') };
  const worker = new Worker(trustedScript(readerUrl), { type: 'module' });
  try {
    return await new Promise<ReadDocument>((resolve, reject) => {
      worker.onerror = (): void => reject(new ProblemError(offline()));
      worker.onmessage = ({ data }: MessageEvent<FromReader>): void => {
        switch (data.kind) {
          case 'progress':
            progress(data.size);
            break;
          case 'read':
            resolve(data);
            break;
          case 'refused':
            reject(new PreparedPdfRefused(data.fault));
            break;
          case 'problem':
            reject(new ProblemError(problemOf(data.status, data.body)));
            break;
          case 'unreachable':
            reject(new ProblemError(offline()));
            break;
        }
      };
      worker.postMessage(reading);
    });
  } finally {
    worker.terminate();
  }
}
