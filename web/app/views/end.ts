import { html, type TemplateResult } from 'lit';
import type { InboxRequest } from '../inbox/inbox.ts';
import type { Review } from '../review/review.ts';
import { addressOf } from '../route.ts';
import { problemWords, texts } from '../texts/texts.ts';
import type { IconName } from './icons.ts';
import { statement } from './parts.ts';

/** What there is to say of a request that can't, or need not, be answered any more; undefined while it can. */
export function endOf(review: Review, entry: InboxRequest | undefined, waiting: InboxRequest[]): TemplateResult | undefined {
  const t = texts().end;
  const now = entry ?? review.request;
  if (!now) return undefined;
  const here = review.answering === 'approved' || review.answering === 'declined';
  const say = (kind: 'ok' | 'warning' | 'error' | 'plain', icon: IconName, title: string, lead: string): TemplateResult =>
    statement(kind, icon, title, lead, next(waiting.filter((r) => r.requestId !== review.requestId)));
  const elsewhere = (): TemplateResult =>
    statement('warning', 'smartphone', t.elsewhere, t.elsewhereHow,
      html`<a class="button primary" href="#/devices">${t.toDevices}</a><a class="button" href="#/">${t.toInbox}</a>`);
  switch (now.outcome) {
    case 'signed':
      return here || !review.seenOpen ? say('ok', 'circleCheck', t.signed, t.signedHow) : elsewhere();
    case 'partly-signed':
      return say('warning', 'circleAlert', t.partly, t.partlyHow);
    case 'failed':
      return say('error', 'circleX', t.failed, now.closedReason ? problemWords(now.closedReason).what : '');
  }
  if (now.state === 'closed') return closed(now.closedReason ?? '', review, say, elsewhere);
  if (now.state === 'approved') return here || !review.seenOpen ? say('ok', 'shieldCheck', t.approved, t.approvedHow) : elsewhere();
  if (here) {
    return review.answering === 'approved'
      ? say('plain', 'fingerprint', t.waiting, t.waitingHow)
      : say('plain', 'circleX', t.declined, t.declinedHow);
  }
  if (now.state === 'answered' && !now.answerRefused) return elsewhere();
  return review.timeLeft <= 0 ? say('warning', 'timerOff', t.expired, t.expiredHow) : undefined;
}

/** Who signs forty a day goes on to the next without passing the list. */
function next(waiting: InboxRequest[]): TemplateResult {
  const t = texts().end;
  const [first] = waiting;
  const list = (kind: string): TemplateResult => html`<a class="button ${kind}" href="#/">${t.toInbox}</a>`;
  if (!first) return list('primary');
  const address = addressOf({ at: 'request', requestId: first.requestId });
  return html`<a class="button primary" href=${address}>${t.next(waiting.length)}</a>${list('')}`;
}

function closed(
  reason: string,
  review: Review,
  say: (kind: 'ok' | 'warning' | 'error' | 'plain', icon: IconName, title: string, lead: string) => TemplateResult,
  elsewhere: () => TemplateResult,
): TemplateResult {
  const t = texts().end;
  switch (reason) {
    case 'declined':
      return review.answering === 'declined' || !review.seenOpen
        ? say('plain', 'circleX', t.declined, t.declinedHow)
        : elsewhere();
    case 'expired':
      return say('warning', 'timerOff', t.expired, t.expiredHow);
    case 'cancelled':
      return say('plain', 'circleX', t.cancelled, t.cancelledHow);
    case 'approval-wrong-match-code':
      return say('error', 'shieldAlert', t.wrongCode, t.wrongCodeHow);
    default: {
      const { what, remedy } = problemWords(reason);
      return say('error', 'circleX', t.failed, reason === '' ? '' : `${what}. ${remedy}`);
    }
  }
}
