import { describe, expect, it } from 'vitest';
import type { SignRequest, TimelineEntry } from '../api/requests.ts';
import { endingOf, joined, stagesOf } from './progress.ts';
import { shareLeft } from './ring.ts';

function entries(...types: string[]): TimelineEntry[] {
  return types.map((type, i) => ({ sequence: i + 1, type, at: `2026-01-01T00:00:0${i}Z`, detail: {} }));
}

function ended(outcome: string, reason: string | null, ...types: string[]): SignRequest {
  return { outcome, reason, documents: [], timeline: entries(...types) } as unknown as SignRequest;
}

describe('stages', () => {
  const states = (over: boolean, ...types: string[]): string => stagesOf(entries(...types), over).map((s) => s.state[0]).join('');

  it('wait for the next thing', () => expect(states(false, 'asked', 'approval-requested', 'sent')).toBe('rrwaaa'));
  it('are implied by later ones', () => expect(states(false, 'asked', 'approved')).toBe('rrrrwa'));
  it('wait for nothing when all is over', () => expect(states(true, 'asked', 'sent', 'finished')).not.toContain('w'));
});

describe('entries', () => {
  it('are joined by sequence, whatever came twice', () => {
    const [first, second, third] = entries('asked', 'sent', 'opened') as [TimelineEntry, TimelineEntry, TimelineEntry];
    expect(joined([first, second], [second, third])).toEqual([first, second, third]);
    expect(joined([third], [first])).toEqual([first, third]);
  });
});

describe('endings', () => {
  it.each([
    [ended('declined', null), 'declined'],
    [ended('expired', 'expired', 'asked', 'sent'), 'expired'],
    [ended('expired', 'expired', 'asked', 'no-device'), 'no-device'],
    [ended('refused', 'no-authenticator'), 'no-device'],
    [ended('refused', 'certificate-revoked'), 'revoked'],
    [ended('refused', 'approval-wrong-match-code'), 'wrong-code'],
    [ended('cancelled', null), 'cancelled'],
    [ended('failed', 'output-check-failed'), 'failed'],
  ])('%#', (request, ending) => expect(endingOf(request)).toBe(ending));
});

describe('the ring', () => {
  it.each([[0, 1], [50, 0.5], [100, 0], [150, 0], [-10, 1]])('at %d of 100 shows %d', (now, share) => expect(shareLeft(now, 0, 100)).toBe(share));
});
