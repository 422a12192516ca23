import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { dateTime } from '../../i18n/formats.ts';
import { asProblem, type Problem } from '../../problems/problem.ts';
import { listRequests, type ListedRequest } from '../api/requests.ts';
import { PortalElement } from '../element.ts';
import { becomes, goTo } from '../navigation.ts';
import { texts } from '../texts/texts.ts';
import { problemNotice } from './notice.ts';

const STATES = ['asked', 'awaiting-approval', 'approved', 'finished'] as const;
const PAUSE = 250;

/** The tenant's sign requests, newest first. What is searched and filtered stands in the address. */
@customElement('kyso-request-list')
export class RequestList extends PortalElement {
  @state() private requests: readonly ListedRequest[] = [];
  @state() private next: string | null = null;
  @state() private busy = true;
  @state() private problem: Problem | undefined;
  private asked: string | undefined;
  private typing: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  private wanted(): { state: string; search: string } {
    const query = new URLSearchParams(location.search);
    return { state: query.get('state') ?? '', search: query.get('search') ?? '' };
  }

  protected override willUpdate(): void {
    if (location.search !== this.asked) {
      this.asked = location.search;
      void this.load(null);
    }
  }

  private async load(after: string | null): Promise<void> {
    const asked = this.asked;
    const { state, search } = this.wanted();
    this.busy = true;
    this.problem = undefined;
    try {
      const page = await listRequests({ state, search, after });
      if (asked !== this.asked) return;
      this.requests = after === null ? page.signRequests : [...this.requests, ...page.signRequests];
      this.next = page.next;
    } catch (why) {
      this.problem = asProblem(why);
    } finally {
      this.busy = false;
    }
  }

  protected override render(): TemplateResult {
    const t = texts().requests;
    const { state, search } = this.wanted();
    return html`<section class="list" aria-labelledby="requests-title">
      <h1 id="requests-title">${t.title}</h1>
      <div class="list-tools" role="search">
        <div class="field"><label for="search">${t.search}</label>
          <input class="input" id="search" type="search" .value=${search} @input=${this.typed} /></div>
        <div class="field"><label for="state">${t.filter}</label>
          <select class="input" id="state" @change=${(e: Event) => this.choose({ state: (e.target as HTMLSelectElement).value })}>
            <option value="">${t.all}</option>
            ${STATES.map((s) => html`<option value=${s} ?selected=${s === state}>${t.states[s]}</option>`)}</select></div>
      </div>
      ${this.problem ? problemNotice(this.problem, html`<button class="button" @click=${() => this.load(null)}>${texts().retry}</button>`) : nothing}
      ${this.requests.length > 0 ? this.table() : this.busy ? html`<p class="muted" role="status">${texts().loading}</p>`
        : this.problem ? nothing : html`<p class="muted" role="status">${state || search ? t.noneMatching : t.none}</p>`}
      ${this.next ? html`<button class="button" ?disabled=${this.busy} @click=${() => this.load(this.next)}>${t.more}</button>` : nothing}
    </section>`;
  }

  private table(): TemplateResult {
    const t = texts().requests;
    return html`<div class="card table-card"><table>
      <caption class="visually-hidden">${t.title}</caption>
      <thead><tr><th scope="col">${t.document}</th><th scope="col">${t.signer}</th><th scope="col" class="tight">${t.state}</th><th scope="col" class="tight">${t.at}</th></tr></thead>
      <tbody>${repeat(this.requests, (r) => r.id, (r) => html`<tr>
        <td><a class="breakable" href=${`/requests/${r.id}`}>${r.firstName}</a>
          ${r.documentCount > 1 ? html`<span class="muted small">${t.andMore(r.documentCount - 1)}</span>` : nothing}</td>
        <td>${r.certificate.holder}<div class="muted mono small">${r.signer.userId}</div></td>
        <td class="tight">${statePill(r)}</td>
        <td class="tight muted small"><time datetime=${r.createdAt}>${dateTime(r.createdAt)}</time></td>
      </tr>`)}</tbody>
    </table></div>`;
  }

  private typed = (event: Event): void => {
    const search = (event.target as HTMLInputElement).value;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.choose({ search }), PAUSE);
  };

  private choose(to: { state?: string; search?: string }): void {
    const all = { ...this.wanted(), ...to };
    const query = new URLSearchParams(Object.entries(all).filter(([, value]) => value !== ''));
    const address = `/requests${query.size > 0 ? `?${query}` : ''}`;
    if (to.search === undefined) goTo(address);
    else becomes(address);
    this.requestUpdate();
  }
}

export function statePill(r: { state: string; outcome: string | null }): TemplateResult {
  const t = texts().requests;
  if (r.state !== 'finished') return html`<span class="pill warning">${t.states[r.state] ?? r.state}</span>`;
  const outcome = r.outcome ?? '';
  const kind = outcome === 'signed' ? 'ok' : outcome === 'partly-signed' ? 'warning' : outcome === 'cancelled' ? '' : 'error';
  return html`<span class=${`pill ${kind}`}>${t.outcomes[outcome] ?? outcome}</span>`;
}
