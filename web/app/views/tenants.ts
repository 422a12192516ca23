import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Session } from '../app.ts';
import { texts } from '../texts/texts.ts';
import { drawn } from './icons.ts';
import { notice, problemNotice } from './parts.ts';

/** Tenants that have asked this signer, or about which the signer has decided something. */
export function tenantsView({ inbox, tenants }: Session): TemplateResult {
  const t = texts();
  const names = inbox.requesters();
  for (const { tenant } of tenants.consents ?? []) if (!names.has(tenant)) names.set(tenant, tenant);
  return html`<section class="stack">
    <h1>${t.tenants.title}</h1>
    <p class="muted">${t.tenants.lead}</p>
    ${tenants.problem ? problemNotice(tenants.problem) : nothing}
    ${tenants.passkeyRefusal ? html`<div role="alert">${notice('warning', 'triangleAlert', t.tenants.notConfirmed)}</div>` : nothing}
    ${!tenants.consents
      ? html`<p class="muted" role="status">${t.loading}</p>`
      : names.size === 0
        ? html`<div class="card empty"><span class="emblem">${drawn('building')}</span>
            <h2>${t.tenants.empty}</h2><p class="muted">${t.tenants.emptyHow}</p></div>`
        : html`<ul class="stack">
            ${[...names].map(([tenant, name]) => {
              const consent = tenants.of(tenant);
              const confirming = tenants.confirming === tenant;
              return html`<li class="card stack">
                <h2 class="breakable">${drawn('building')} ${name}${name === tenant ? nothing : html` <span class="muted">(${tenant})</span>`}</h2>
                ${choice(`code-${tenant}`, t.tenants.withoutCode, t.tenants.withoutCodeHint, consent.withoutCode || confirming, (on) =>
                  void tenants.set({ ...consent, withoutCode: on }), confirming)}
                ${choice(`block-${tenant}`, t.tenants.blocked, t.tenants.blockedHint, consent.blocked, (on) =>
                  void tenants.set({ ...consent, blocked: on }))}
              </li>`;
            })}
          </ul>`}
  </section>`;
}

function choice(id: string, name: string, hint: string, on: boolean, set: (on: boolean) => void, busy = false): TemplateResult {
  return html`<div class="choice">
    <input id=${id} type="checkbox" role="switch" .checked=${live(on)} ?disabled=${busy} aria-describedby="${id}-hint"
      @change=${(event: Event): void => set((event.target as HTMLInputElement).checked)} />
    <label for=${id}>${name}</label>
    <p class="hint muted" id="${id}-hint">${hint}</p>
  </div>`;
}
