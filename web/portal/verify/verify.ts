import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import badgeCheck from 'lucide-static/icons/badge-check.svg?raw';
import fileQuestion from 'lucide-static/icons/file-question-mark.svg?raw';
import fileSearch from 'lucide-static/icons/file-search.svg?raw';
import rotate from 'lucide-static/icons/rotate-cw.svg?raw';
import shieldAlert from 'lucide-static/icons/shield-alert.svg?raw';
import shieldX from 'lucide-static/icons/shield-x.svg?raw';
import x from 'lucide-static/icons/x.svg?raw';
import { icon } from '../../design/icon.ts';
import { bytes, dateTime, digestGroups } from '../../i18n/formats.ts';
import { asProblem, type Problem } from '../../problems/problem.ts';
import type { Sending } from '../api/documents.ts';
import { storedFile, verify, type Verification } from '../api/verifications.ts';
import { PortalElement } from '../element.ts';
import { FileDrop } from '../file-drop.ts';
import { problemNotice } from '../pages/notice.ts';
import { findingList, signatureView } from './signature.ts';
import { texts } from './texts/texts.ts';
import { signaturesOfPeople } from './verdict.ts';

/** A file that somebody wants to know about. */
interface Item {
  readonly key: string;
  readonly name: string;
  file: File | undefined;
  sent: number;
  sending: Sending<Verification> | undefined;
  verification: Verification | undefined;
  problem: Problem | undefined;
}

type Outcome = Verification['outcome'];

const SEALS: Record<Outcome, string> = { 'valid': badgeCheck, 'not-valid': shieldX, 'unknown': shieldAlert, 'not-signed': fileQuestion };

/** Drop a signed PDF: who signed what when, whether it changed since, and why not if it doesn't hold. */
@customElement('kyso-verify')
export class Verify extends PortalElement {
  @property({ attribute: false }) maxBytes = 0;
  /** A document of this tenant that the address asks about, in the form of a query. */
  @property({ attribute: false }) asked = '';
  @state() private items: Item[] = [];
  @state() private said = '';
  private readonly drop = new FileDrop(this, (files) => this.add(files));
  private answered = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const item of this.items) item.sending?.stop();
  }

  protected override willUpdate(): void {
    if (this.asked === this.answered) return;
    this.answered = this.asked;
    const query = new URLSearchParams(this.asked);
    const id = query.get('document') ?? '';
    if (/^[0-9a-f-]{36}$/.test(id)) void this.fetch(id, Number(query.get('revision')) || undefined, query.get('name') ?? 'document.pdf');
  }

  protected override render(): TemplateResult {
    const t = texts();
    return html`<div class=${`workspace verify ${this.items.length === 0 ? 'nothing-yet' : ''}`}
      @dragenter=${this.drop.enter} @dragover=${this.drop.hover} @dragleave=${this.drop.leave} @drop=${this.drop.drop}>
      <section class="results" aria-labelledby="results-title">
        <h2 id="results-title" class="visually-hidden">${t.results}</h2>
        <p class="visually-hidden" role="status">${this.said}</p>
        ${repeat(this.items, (item) => item.key, (item) => this.result(item))}
      </section>
      <section class=${`drop ${this.drop.over ? 'over' : ''}`} aria-labelledby="verify-title">
        <span class="drop-icon">${icon(fileSearch)}</span>
        <h1 id="verify-title">${t.title}</h1>
        <p class="muted">${t.intro}</p>
        <p class="drop-hint"><strong>${t.drop}</strong></p>
        <button class="button primary" @click=${() => this.querySelector<HTMLInputElement>('#files')?.click()}>${t.choose}</button>
        <input class="visually-hidden" type="file" id="files" accept="application/pdf,.pdf" multiple tabindex="-1" aria-label=${t.choose}
          @change=${this.picked} />
        <p class="muted small">${t.limits(bytes(this.maxBytes))}</p>
      </section>
    </div>`;
  }

  private result(item: Item): TemplateResult {
    const t = texts();
    return html`<article class=${`card panel result ${item.verification?.outcome ?? ''}`} aria-label=${item.name}>
      <div class="result-head">
        ${item.verification ? html`<span class="seal">${icon(SEALS[item.verification.outcome])}</span>` : nothing}
        <div class="file-text">
          ${item.verification ? html`<h2>${t.outcomes[item.verification.outcome]}</h2>` : nothing}
          <span class="breakable muted"><bdi>${item.name}</bdi>${item.file ? ` · ${bytes(item.file.size)}` : ''}</span>
        </div>
        ${item.problem && item.file ? html`<button class="button plain square" aria-label=${t.again(item.name)} @click=${() => this.again(item)}>${icon(rotate)}</button>` : nothing}
        <button class="button plain square" aria-label=${item.sending ? t.stop(item.name) : t.remove(item.name)} @click=${() => this.takeOut(item)}>${icon(x)}</button>
      </div>
      ${item.verification ? this.verdict(item.verification) : item.problem ? problemNotice(item.problem) : this.progress(item)}
    </article>`;
  }

  private verdict(verification: Verification): TemplateResult {
    const t = texts();
    return html`<p>${t.summary[verification.outcome](signaturesOfPeople(verification).length)}</p>
      ${findingList(verification.findings)}
      ${verification.signatures.map((signature) => signatureView(signature, verification))}
      <details class="more"><summary>${t.whole}</summary>
        <dl class="facts-grid">
          <dt>${t.digest}</dt><dd class="mono digest">${digestGroups(verification.sha256).join(' ')}</dd>
          <dt>${t.revisions}</dt><dd>${verification.revisions}</dd>
          <dt>${t.checkedAt}</dt><dd><time datetime=${verification.verifiedAt}>${dateTime(verification.verifiedAt)}</time></dd>
        </dl>
        ${verification.findings.length > 0 ? html`<ul class="sentences small" lang="en">${verification.findings.map((f) => html`<li class="breakable">${f.detail}</li>`)}</ul>` : nothing}
      </details>`;
  }

  private progress(item: Item): TemplateResult {
    const t = texts();
    if (!item.file) return html`<p class="muted" role="status">${t.fetching}</p>`;
    if (!item.sending) return html`<p class="muted">${t.waiting}</p>`;
    const all = item.sent >= item.file.size;
    return html`<progress aria-label=${`${t.checking} ${item.name}`} max=${item.file.size} .value=${item.sent}></progress>
      <p class="muted small">${all ? t.checking : t.sending(bytes(item.sent), bytes(item.file.size))}</p>`;
  }

  private picked = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this.add([...(input.files ?? [])]);
    input.value = '';
  };

  private add(files: readonly File[]): void {
    this.items = [...files.map((file) => this.refusedBeforehand(itemOf(file.name, file))), ...this.items];
    this.send();
  }

  private refusedBeforehand(item: Item): Item {
    if (item.file && this.maxBytes > 0 && item.file.size > this.maxBytes) {
      item.problem = { code: 'document-too-large', status: 413, detail: '', reference: undefined, members: {} };
    }
    return item;
  }

  private async fetch(id: string, revision: number | undefined, name: string): Promise<void> {
    const item = itemOf(name, undefined);
    this.items = [item, ...this.items];
    try {
      this.change(item, { file: await storedFile(id, revision, name) });
      this.send();
    } catch (why) {
      this.change(item, { problem: asProblem(why) });
    }
  }

  /** One file after the other: the server takes few at a time. */
  private send(): void {
    if (!this.isConnected || this.items.some((item) => item.sending)) return;
    const item = this.items.find((one) => one.file && !one.verification && !one.problem);
    if (!item?.file) return;
    const sending = verify(item.file, (sent) => this.change(item, { sent }));
    this.change(item, { sending });
    sending.done
      .then(
        (verification) => {
          this.change(item, { sending: undefined, verification });
          this.said = texts().said(item.name, texts().outcomes[verification.outcome]);
        },
        (why: unknown) => {
          if (why instanceof DOMException && why.name === 'AbortError') this.change(item, { sending: undefined });
          else this.change(item, { sending: undefined, problem: asProblem(why), sent: 0 });
        },
      )
      .finally(() => this.send());
  }

  private change(item: Item, to: Partial<Item>): void {
    Object.assign(item, to);
    this.requestUpdate();
  }

  private again(item: Item): void {
    this.change(item, { problem: undefined, sent: 0 });
    this.refusedBeforehand(item);
    this.send();
  }

  private takeOut(item: Item): void {
    this.items = this.items.filter((other) => other !== item);
    item.sending?.stop();
  }
}

function itemOf(name: string, file: File | undefined): Item {
  return { key: crypto.randomUUID(), name, file, sent: 0, sending: undefined, verification: undefined, problem: undefined };
}
