import { html, type TemplateResult } from 'lit';
import { minutesAndSeconds } from '../../i18n/formats.ts';
import { texts } from '../texts/texts.ts';

const RADIUS = 66;
const AROUND = 2 * Math.PI * RADIUS;

/** The share of time that is left, from 0 to 1. */
export function shareLeft(now: number, from: number, until: number): number {
  return until <= from ? 0 : Math.min(1, Math.max(0, (until - now) / (until - from)));
}

/** Time left as a ring and in figures. Assistive technology hears the label when it asks, not each second. */
export function ring(now: number, from: number, until: number): TemplateResult {
  const share = shareLeft(now, from, until);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  const t = texts().confirm;
  return html`<div class=${`ring ${left <= 30 ? 'soon' : ''}`} role="timer" aria-label=${`${t.left}: ${t.leftSpoken(Math.floor(left / 60), left % 60)}`}>
    <svg viewBox="0 0 148 148" aria-hidden="true">
      <circle class="track" cx="74" cy="74" r=${RADIUS} fill="none" stroke-width="12"></circle>
      <circle class="rest" cx="74" cy="74" r=${RADIUS} fill="none" stroke-width="12" transform="rotate(-90 74 74)"
        stroke-dasharray=${AROUND} stroke-dashoffset=${AROUND * (1 - share)}></circle>
    </svg>
    <span class="figures" aria-hidden="true">${minutesAndSeconds(until - now)}</span>
  </div>`;
}
