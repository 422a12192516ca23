import type { SignRequest, TimelineEntry } from '../api/requests.ts';

/** What a request goes through, as people think of it. */
export const STAGES = ['asked', 'sent', 'opened', 'approved', 'signing', 'signed'] as const;
export type Stage = (typeof STAGES)[number];

export interface StageReached {
  readonly stage: Stage;
  readonly at: string | undefined;
  readonly state: 'reached' | 'waiting' | 'ahead';
}

/** Which stages are behind, and the one that is waited for. A later stage implies the earlier ones. */
export function stagesOf(timeline: readonly TimelineEntry[], over: boolean): StageReached[] {
  const first = (...types: string[]): string | undefined => timeline.find((entry) => types.includes(entry.type))?.at;
  const times: Record<Stage, string | undefined> = {
    asked: first('asked'),
    sent: first('sent'),
    opened: first('opened'),
    approved: first('approved'),
    signing: first('document-signed', 'document-failed'),
    signed: over ? first('finished') : undefined,
  };
  const last = STAGES.findLastIndex((stage) => times[stage] !== undefined);
  return STAGES.map((stage, i) => ({
    stage,
    at: times[stage],
    state: i <= last ? 'reached' : i === last + 1 && !over ? 'waiting' : 'ahead',
  }));
}

/** Entries joined by their sequence: streams begin again, answers overlap. */
export function joined(known: readonly TimelineEntry[], more: readonly TimelineEntry[]): TimelineEntry[] {
  const all = new Map(known.map((entry) => [entry.sequence, entry]));
  for (const entry of more) all.set(entry.sequence, entry);
  return [...all.values()].sort((a, b) => a.sequence - b.sequence);
}

export type Ending = 'declined' | 'expired' | 'cancelled' | 'no-device' | 'revoked' | 'wrong-code' | 'failed';

const CERTIFICATE_GONE = ['certificate-revoked', 'certificate-suspended', 'certificate-expired', 'certificate-status-stale', 'certificate-not-yet-valid'];

/** Why a request ended without any signature. */
export function endingOf(request: SignRequest): Ending {
  const reason = request.reason ?? request.documents.find((d) => d.reason)?.reason ?? '';
  if (CERTIFICATE_GONE.includes(reason)) return 'revoked';
  if (reason === 'no-authenticator') return 'no-device';
  if (reason === 'approval-wrong-match-code') return 'wrong-code';
  switch (request.outcome) {
    case 'declined': return 'declined';
    case 'cancelled': return 'cancelled';
    case 'expired': return request.timeline.some((e) => e.type === 'no-device') && !request.timeline.some((e) => e.type === 'sent') ? 'no-device' : 'expired';
    default: return 'failed';
  }
}
