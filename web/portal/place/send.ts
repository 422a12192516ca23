import type { Document } from '../api/documents.ts';
import type { Draft } from '../draft.ts';
import { placementOf, spotOn } from './spots.ts';

/** Documents whose places the next screen's address carries. */
const REMEMBERED = 50;

/** The sign request that a draft asks for, as docs/api.md describes it. */
export function asked(draft: Draft, documents: readonly Document[]): unknown {
  return {
    documents: documents.map((d) => ({ id: d.id, placement: placementOf(spotOn(draft, documents, d), d) })),
    signer: { userId: draft.userId },
    certificateSerial: draft.serial,
    reason: draft.reason.trim() || null,
    location: draft.location.trim() || null,
    stamp: { ...draft.shown, picture: draft.picture?.id ?? null },
  };
}

/** What the request's screen knows of the draft: every document's own place, and no key any more. */
export function remembered(draft: Draft, documents: readonly Document[]): Draft {
  const spots = Object.fromEntries(documents.slice(0, REMEMBERED).map((d) => [d.id, spotOn(draft, documents, d)]));
  return { ...draft, spots, key: '' };
}
