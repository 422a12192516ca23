import { html, nothing, type TemplateResult } from 'lit';
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw';
import { icon } from '../../design/icon.ts';
import type { Problem } from '../../problems/problem.ts';
import { wordsOf } from '../../problems/words.ts';
import { texts } from '../texts/texts.ts';

/** What happened, what to do, and the id under which the logs know it. */
export function problemNotice(problem: Problem, more: unknown = nothing): TemplateResult {
  const words = wordsOf(problem);
  return html`<div class="notice error" role="alert">
    ${icon(circleAlert)}
    <strong>${words.what}</strong>
    <p>${words.remedy}</p>
    ${problem.reference ? html`<p class="muted small">${texts().reference}: <span class="mono breakable">${problem.reference}</span></p>` : nothing}
    ${more}
  </div>`;
}
