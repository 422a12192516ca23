import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../../problems/problem.ts';
import { problemWords, texts } from '../texts/texts.ts';
import { drawn, type IconName } from './icons.ts';

/** A problem in words: what happened, what to do, and what to look for in the logs. */
export function problemNotice(problem: Problem): TemplateResult {
  const { what, remedy } = problemWords(problem);
  return html`<div class="notice error" role="alert">
    ${drawn('circleAlert')}
    <strong>${what}</strong>
    <p>${remedy}</p>
    ${problem.reference ? html`<p class="muted breakable">${texts().reference(problem.reference)}</p>` : nothing}
  </div>`;
}

export function notice(
  kind: 'ok' | 'warning' | 'error' | '',
  icon: IconName,
  title: string,
  body: string | TemplateResult = '',
): TemplateResult {
  return html`<div class="notice ${kind}">
    ${drawn(icon)}<strong>${title}</strong>${body === '' ? nothing : html`<p>${body}</p>`}
  </div>`;
}

/** A screen that says one thing and offers what to do next. */
export function statement(
  kind: 'ok' | 'warning' | 'error' | 'plain',
  icon: IconName,
  title: string,
  lead: string,
  next: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<section class="statement ${kind}" role="status">
    <span class="emblem">${drawn(icon)}</span>
    <h1>${title}</h1>
    <p>${lead}</p>
    ${next === nothing ? nothing : html`<div class="stack">${next}</div>`}
  </section>`;
}
