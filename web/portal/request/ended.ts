import { html, nothing, type TemplateResult } from 'lit';
import ban from 'lucide-static/icons/ban.svg?raw';
import clock from 'lucide-static/icons/clock-alert.svg?raw';
import phone from 'lucide-static/icons/smartphone.svg?raw';
import shieldX from 'lucide-static/icons/shield-x.svg?raw';
import circleX from 'lucide-static/icons/circle-x.svg?raw';
import thumbsDown from 'lucide-static/icons/hand.svg?raw';
import { icon } from '../../design/icon.ts';
import { wordsFor } from '../../problems/words.ts';
import type { SignRequest } from '../api/requests.ts';
import { fromFragment, NEW_DRAFT, toFragment, type Draft } from '../draft.ts';
import { texts } from '../texts/texts.ts';
import { details } from './confirm.ts';
import type { Ending } from './progress.ts';

const ICONS: Record<Ending, string> = {
  'declined': thumbsDown, 'expired': clock, 'cancelled': ban, 'no-device': phone, 'revoked': shieldX, 'wrong-code': shieldX, 'failed': circleX,
};

/** Over without a signature: why, and the one thing to do next. */
export function endedPanel(request: SignRequest, ending: Ending): TemplateResult {
  const t = texts().ended;
  const words = t[ending];
  const code = ending === 'failed' || ending === 'revoked' ? (request.reason ?? request.documents.find((d) => d.reason)?.reason) : null;
  const known = code ? wordsFor(code) : undefined;
  return html`<section class=${`card panel ended ${ending === 'cancelled' ? '' : 'bad'}`} aria-labelledby="ended-title">
      <span class="seal">${icon(ICONS[ending])}</span>
      <h1 id="ended-title">${words.title}</h1>
      <p class="muted">${words.text(request.certificate.holder)}</p>
      ${ending === 'declined' && request.detail ? html`<div class="notice"><strong>${t.reasonGiven}</strong><p class="breakable">${request.detail}</p></div>` : nothing}
      ${known ? html`<div class="notice error"><strong>${known.what}</strong><p>${known.remedy}</p></div>` : nothing}
      <a class="button primary" data-first href=${again(request, ending)}>${words.action}</a>
      <p class="muted small">${texts().reference}: <span class="mono breakable">${request.id}</span></p>
    </section>
    ${details(request)}`;
}

/** Back to where it can be mended, with everything that still stands. */
function again(request: SignRequest, ending: Ending): string {
  const sent = fromFragment(location.hash);
  const draft: Draft = {
    ...NEW_DRAFT,
    ...(sent.documents.length > 0 ? sent : {}),
    documents: request.documents.map((d) => d.id),
    userId: request.signer.userId,
    serial: ending === 'revoked' ? '' : request.certificate.serial,
    reason: request.reason_text ?? '',
    location: request.location ?? '',
    key: '',
  };
  return `/sign/${ending === 'revoked' ? 'signer' : 'place'}${toFragment(draft)}`;
}
