import { sha256 } from '@noble/hashes/sha2.js';
import { encodeBase64Url } from '../approval/base64url.ts';
import { PreparedPdfRefused, PreparedPdfScanner } from '../approval/prepared-pdf.ts';
import { ActiveNames } from './active-names.ts';
import type { FromReader, ToReader } from './read-document.ts';

const worker = self as unknown as DedicatedWorkerGlobalScope;

/** Bytes in memory at a time; a browser may keep the blobs that they become on disk. */
const PART_BYTES = 8 * 1024 * 1024;

worker.onmessage = (event: MessageEvent<ToReader>): void => {
  read(event.data).then(say, () => say({ kind: 'unreachable' }));
};

async function read({ address, headers }: ToReader): Promise<FromReader> {
  const answer = await fetch(address, {
    headers: { ...headers, Accept: 'application/pdf' },
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
  });
  if (!answer.ok || !answer.body) return { kind: 'problem', status: answer.status, body: await answer.text() };
  const hash = sha256.create();
  const scanner = new PreparedPdfScanner(hash);
  const names = new ActiveNames();
  const blobs: Blob[] = [];
  let part: Uint8Array<ArrayBuffer>[] = [];
  let inPart = 0;
  let size = 0;
  try {
    for (const reader = answer.body.getReader(); ; ) {
      const { value, done } = await reader.read();
      if (done) break;
      scanner.accept(value);
      names.accept(value);
      part.push(value);
      inPart += value.length;
      size += value.length;
      if (inPart >= PART_BYTES) {
        blobs.push(new Blob(part));
        part = [];
        inPart = 0;
      }
      say({ kind: 'progress', size });
    }
    const place = scanner.finish();
    const pdf = new Blob([...blobs, ...part], { type: 'application/pdf' });
    return { kind: 'read', digest: encodeBase64Url(hash.digest()), size, place, pdf, activeNames: names.found() };
  } catch (e) {
    if (e instanceof PreparedPdfRefused) return { kind: 'refused', fault: e.fault };
    throw e;
  }
}

function say(message: FromReader): void {
  worker.postMessage(message);
}
