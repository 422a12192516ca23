import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import arrowRight from 'lucide-static/icons/arrow-right.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import userX from 'lucide-static/icons/user-x.svg?raw';
import { icon } from '../../design/icon.ts';
import { day } from '../../i18n/formats.ts';
import { asProblem, type Problem } from '../../problems/problem.ts';
import { wordsFor } from '../../problems/words.ts';
import { serverClock } from '../api/call.ts';
import { certificatesOf, type Certificate } from '../api/certificates.ts';
import { readDocument, type Document } from '../api/documents.ts';
import { listRequests } from '../api/requests.ts';
import { toFragment, type Draft } from '../draft.ts';
import { PortalElement } from '../element.ts';
import { becomes, goTo } from '../navigation.ts';
import { texts } from '../texts/texts.ts';
import { problemNotice } from './notice.ts';

const SOON_DAYS = 30;

/** Step 2: who signs, and with which certificate. */
@customElement('kyso-choose-signer')
export class ChooseSigner extends PortalElement {
  @property({ attribute: false }) draft!: Draft;
  @state() private certificates: readonly Certificate[] | undefined;
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  @state() private documents: readonly Document[] = [];
  @state() private recent: ReadonlyMap<string, string> = new Map();
  private lookedUp = '';
  private read = '';

  protected override firstUpdated(): void {
    this.querySelector<HTMLInputElement>('#user-id')?.focus();
    listRequests({}).then(
      (page) => (this.recent = new Map(page.signRequests.map((r) => [r.signer.userId, r.certificate.holder]))),
      () => undefined, // Suggestions are a convenience; the look-up itself says what is wrong.
    );
  }

  protected override willUpdate(): void {
    if (this.draft.userId && this.draft.userId !== this.lookedUp) void this.lookUp(this.draft.userId);
    const ids = this.draft.documents.join();
    if (ids !== this.read) {
      this.read = ids;
      Promise.all(this.draft.documents.map((id) => readDocument(id))).then(
        (documents) => (this.documents = documents),
        (why: unknown) => (this.problem = asProblem(why)),
      );
    }
    if (this.draft.documents.length === 0) queueMicrotask(() => becomes('/'));
  }

  protected override render(): TemplateResult {
    const t = texts().signer;
    return html`<div class="workspace">
      <section class="card panel wide" aria-labelledby="signer-title">
        <h1 id="signer-title">${t.title}</h1>
        <form class="look-up" @submit=${this.submit}>
          <div class="field"><label for="user-id">${t.userId}</label>
            <input class="input mono" id="user-id" name="userId" list="recent" .value=${this.draft.userId || 'ICA.'} autocomplete="off"
              autocapitalize="characters" spellcheck="false" aria-describedby="user-id-hint" aria-invalid=${this.problem ? 'true' : 'false'} />
            <datalist id="recent">${[...this.recent].map(([userId, holder]) => html`<option value=${userId}>${holder}</option>`)}</datalist>
            <span class="hint" id="user-id-hint">${t.hint}</span></div>
          <button class=${`button ${this.certificates ? '' : 'primary'}`} ?disabled=${this.busy}>${icon(search)}${t.lookUp}</button>
        </form>
        <div aria-live="polite">${this.result()}</div>
      </section>
      <aside class="card panel" aria-labelledby="looks-title">
        <h2 id="looks-title">${t.looks}</h2>
        <ul class="names">${this.documents.map((d) => html`<li class="breakable">${d.name}</li>`)}</ul>
        <div class="actions">
          <a class="button" href=${`/${toFragment(this.draft)}`}>${texts().back}</a>
          <button class="button primary" ?disabled=${!this.chosen()} @click=${this.next}>${texts().next}${icon(arrowRight)}</button>
        </div>
        ${this.certificates && !this.chosen() ? html`<p class="muted small">${t.choose}</p>` : nothing}
      </aside>
    </div>`;
  }

  private result(): unknown {
    const t = texts().signer;
    if (this.busy) return html`<p class="muted" role="status">${t.lookingUp}</p>`;
    if (this.problem?.code === 'unknown-signer') return this.empty(t.unknown);
    if (this.problem) return problemNotice(this.problem);
    if (!this.certificates) return nothing;
    if (this.certificates.length === 0) return this.empty(t.none);
    return html`<fieldset class="certificates"><legend>${t.certificates}</legend>
      ${this.certificates.map((certificate) => this.certificate(certificate))}</fieldset>`;
  }

  private empty(what: string): TemplateResult {
    return html`<div class="notice warning">${icon(userX)}<strong>${what}</strong><p>${texts().signer.noneRemedy}</p></div>`;
  }

  private certificate(c: Certificate): TemplateResult {
    const t = texts().signer;
    const id = `c-${c.serial}`;
    const why = c.whyNot ? wordsFor(c.whyNot) : undefined;
    return html`<label class=${`certificate ${c.canSign ? '' : 'disabled'}`} for=${id}>
      <input type="radio" name="certificate" id=${id} value=${c.serial} ?disabled=${!c.canSign} .checked=${c.serial === this.draft.serial}
        aria-describedby=${why ? `${id}-why` : nothing} @change=${() => this.choose(c.serial)} />
      <span class="certificate-text">
        <span class="row between"><strong class="holder">${c.holder}</strong>${this.validity(c)}</span>
        ${why ? html`<span class="why" id=${`${id}-why`}><strong>${what(why.what)}</strong> ${why.remedy}</span>` : nothing}
        <span class="facts">
          <span><span class="muted">${t.issuer}</span> ${c.issuer}</span>
          <span><span class="muted">${t.from}</span> ${day(c.notBefore)} <span class="muted">${t.until.toLowerCase()}</span> ${day(c.notAfter)}</span>
          <span><span class="muted">${t.key}</span> ${t.keys[c.keyType] ?? c.keyType}</span>
          <span class="breakable"><span class="muted">${t.serial}</span> <span class="mono">${c.serial}</span></span>
        </span>
      </span>
    </label>`;
  }

  private validity(c: Certificate): TemplateResult {
    const t = texts().signer;
    if (c.status !== 'valid') return html`<span class="pill error">${t.status[c.status] ?? c.status}</span>`;
    const days = Math.floor((Date.parse(c.notAfter) - serverClock.now()) / 86_400_000);
    return days <= SOON_DAYS
      ? html`<span class="pill warning">${t.endsIn(days)}</span>`
      : html`<span class="pill ok">${t.valid}</span>`;
  }

  private chosen(): Certificate | undefined {
    return this.certificates?.find((c) => c.serial === this.draft.serial && c.canSign);
  }

  private submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed = this.querySelector<HTMLInputElement>('#user-id')?.value.trim().toUpperCase() ?? '';
    this.lookedUp = '';
    becomes(`/sign/signer${toFragment({ ...this.draft, userId: typed, serial: typed === this.draft.userId ? this.draft.serial : '' })}`);
    if (typed === '') this.problem = { code: 'invalid-user-id', status: 422, detail: '', reference: undefined, members: {} };
  };

  private async lookUp(userId: string): Promise<void> {
    this.lookedUp = userId;
    this.busy = true;
    this.problem = undefined;
    this.certificates = undefined;
    try {
      const found = await certificatesOf(userId);
      if (this.lookedUp !== userId) return;
      // Those that can sign first; the others stay, saying why not.
      this.certificates = [...found].sort((a, b) => Number(b.canSign) - Number(a.canSign));
      const usable = found.filter((c) => c.canSign);
      if (usable.length === 1 && usable[0] && !this.draft.serial) this.choose(usable[0].serial);
    } catch (why) {
      this.problem = asProblem(why);
      this.lookedUp = userId;
    } finally {
      this.busy = false;
    }
  }

  private choose(serial: string): void {
    becomes(`/sign/signer${toFragment({ ...this.draft, serial })}`);
  }

  private next = (): void => {
    goTo(`/sign/place${toFragment({ ...this.draft, key: this.draft.key || crypto.randomUUID() })}`);
  };
}

function what(sentence: string): string {
  return `${sentence}.`;
}
