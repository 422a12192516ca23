import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw';
import fileCheck from 'lucide-static/icons/file-check.svg?raw';
import rotate from 'lucide-static/icons/rotate-cw.svg?raw';
import uploadIcon from 'lucide-static/icons/upload.svg?raw';
import fileIcon from 'lucide-static/icons/file-text.svg?raw';
import x from 'lucide-static/icons/x.svg?raw';
import { icon } from '../../design/icon.ts';
import { bytes } from '../../i18n/formats.ts';
import { asProblem, type Problem } from '../../problems/problem.ts';
import { wordsOf } from '../../problems/words.ts';
import { readDocument, upload, type Document, type Upload } from '../api/documents.ts';
import { toFragment, type Draft } from '../draft.ts';
import { PortalElement } from '../element.ts';
import { FileDrop } from '../file-drop.ts';
import { becomes, goTo } from '../navigation.ts';
import { texts } from '../texts/texts.ts';

/** A file of the request: on its way, refused, or a document. */
interface Item {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly file: File | undefined;
  sent: number;
  document: Document | undefined;
  problem: Problem | undefined;
  upload: Upload | undefined;
}

const AT_ONCE = 2;

/** Step 1: files become documents. */
@customElement('kyso-choose-documents')
export class ChooseDocuments extends PortalElement {
  @property({ attribute: false }) draft!: Draft;
  @property({ attribute: false }) maxBytes = 0;
  @state() private items: Item[] = [];
  private readonly drop = new FileDrop(this, (files) => void this.add(files));

  private readonly warn = (event: BeforeUnloadEvent): void => {
    if (this.items.some((item) => item.upload)) event.preventDefault();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeunload', this.warn);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this.warn);
    for (const item of this.items) item.upload?.stop();
  }

  /** What the address names and is not here yet is read from the server: a reload, a step back, a list's choice. */
  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('draft')) return;
    const wanted = this.draft.documents;
    this.items = this.items.filter((item) => !item.document || wanted.includes(item.document.id));
    for (const id of wanted) {
      if (this.items.some((item) => item.key === id || item.document?.id === id)) continue;
      const item: Item = { key: id, name: '', size: 0, file: undefined, sent: 0, document: undefined, problem: undefined, upload: undefined };
      this.items = [...this.items, item];
      this.read(item);
    }
  }

  /** An item of the address: its key is the document's id. */
  private read(item: Item): void {
    readDocument(item.key).then(
      (document) => this.change(item, { document }),
      (why: unknown) => this.change(item, { problem: asProblem(why) }),
    );
  }

  protected override render(): TemplateResult {
    const t = texts().documents;
    return html`<div class="workspace"
      @dragenter=${this.drop.enter} @dragover=${this.drop.hover} @dragleave=${this.drop.leave} @drop=${this.drop.drop}>
      <section class=${`drop ${this.drop.over ? 'over' : ''}`} aria-labelledby="drop-title">
        <span class="drop-icon">${icon(uploadIcon)}</span>
        <h1 id="drop-title">${t.title}</h1>
        <p class="muted drop-hint">${t.drop} ${t.or}</p>
        <button class="button primary" @click=${() => this.input()?.click()}>${t.choose}</button>
        <input class="visually-hidden" type="file" id="files" accept="application/pdf,.pdf" multiple tabindex="-1" aria-label=${t.choose}
          @change=${this.picked} />
        <p class="muted small">${t.limits(bytes(this.maxBytes))} ${t.limitsMore}</p>
      </section>
      <section class="card panel" aria-labelledby="chosen-title">
        <h2 id="chosen-title">${t.chosen}</h2>
        ${this.items.length === 0 ? html`<p class="muted">${t.none}</p>` : html`<ul class="files">
          ${repeat(this.items, (item) => item.key, (item) => this.row(item))}</ul>`}
        <p><a href="/documents">${t.earlier}</a></p>
        ${this.items.some((item) => item.problem) ? html`<p class="muted small">${t.someFailed}</p>` : nothing}
        <div class="actions">
          <button class="button primary" ?disabled=${!this.ready()} @click=${this.next}>${texts().next}</button>
        </div>
      </section>
    </div>`;
  }

  private row(item: Item): TemplateResult {
    const t = texts().documents;
    const name = item.document?.name || item.name || `PDF ${item.key.slice(0, 8)}`;
    const refused = item.document && !item.document.canSign ? item.document.whyNot : undefined;
    return html`<li class=${`file ${item.problem || refused ? 'failed' : ''}`}>
      <span class="file-icon">${icon(item.problem || refused ? circleAlert : item.document ? fileCheck : fileIcon)}</span>
      <div class="file-text">
        <strong class="breakable">${item.file || item.document || item.problem ? name : texts().loading}</strong>
        ${item.document ? this.facts(item.document) : nothing}
        ${refused ? this.why({ code: refused, status: 422, detail: '', reference: undefined, members: {} }, name) : nothing}
        ${item.problem ? this.why(item.problem, name) : nothing}
        ${item.file && !item.document && !item.problem ? this.progress(item) : nothing}
      </div>
      ${item.problem && retriable(item.problem) ? html`<button class="button plain square" aria-label=${t.again(name)}
        @click=${() => this.again(item)}>${icon(rotate)}</button>` : nothing}
      <button class="button plain square" aria-label=${item.upload ? t.stop(name) : t.remove(name)}
        @click=${() => this.takeOut(item)}>${icon(x)}</button>
    </li>`;
  }

  private facts(document: Document): TemplateResult {
    const t = texts().documents;
    const facts = [bytes(document.size), t.pages(document.pages.length)];
    if (document.signatures.length > 0) facts.push(t.signatures(document.signatures.length));
    if (document.repaired) facts.push(t.repaired);
    return html`<span class="muted small">${facts.join(' · ')}</span>`;
  }

  private why(problem: Problem, name: string): TemplateResult {
    const words = wordsOf(problem);
    return html`<span class="why" role="alert"><span class="visually-hidden">${texts().documents.failed(name)}: </span>
      <strong>${words.what}.</strong> ${words.remedy}
      ${problem.reference && problem.status >= 500 ? html`<span class="muted mono small breakable">${problem.reference}</span>` : nothing}</span>`;
  }

  private progress(item: Item): TemplateResult {
    const t = texts().documents;
    if (!item.upload) return html`<span class="muted small">${t.waiting}</span>`;
    const all = item.sent >= item.size;
    return html`<progress aria-label=${`${t.upload} ${item.name}`} max=${item.size} .value=${item.sent}></progress>
      <span class="muted small">${all ? t.checking : t.progress(bytes(item.sent), bytes(item.size))}</span>`;
  }

  private input(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>('#files');
  }

  private picked = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    void this.add([...(input.files ?? [])]);
    input.value = '';
  };

  private async add(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const item: Item = {
        key: crypto.randomUUID(), name: file.name, size: file.size, file, sent: 0, document: undefined,
        problem: await this.refusedBeforehand(file), upload: undefined,
      };
      this.items = [...this.items, item];
    }
    this.send();
  }

  /** What needs no upload to be known. */
  private async refusedBeforehand(file: File): Promise<Problem | undefined> {
    const refuse = (code: string): Problem => ({ code, status: 422, detail: '', reference: undefined, members: {} });
    if (this.maxBytes > 0 && file.size > this.maxBytes) return refuse('document-too-large');
    const start = await file.slice(0, 1024).text().catch(() => '');
    return start.includes('%PDF-') ? undefined : refuse('not-a-pdf');
  }

  private send(): void {
    let running = this.items.filter((item) => item.upload).length;
    for (const item of this.items) {
      if (running >= AT_ONCE) break;
      if (!item.file || item.upload || item.document || item.problem) continue;
      running++;
      const sending = upload(item.file, item.key, (sent) => this.change(item, { sent }));
      item.upload = sending;
      sending.done
        .then(
          (document) => {
            this.change(item, { upload: undefined, document });
            becomes(`/${toFragment({ ...this.draft, documents: [...this.draft.documents, document.id] })}`);
          },
          (why: unknown) => {
            if (why instanceof DOMException && why.name === 'AbortError') return;
            this.change(item, { upload: undefined, problem: asProblem(why), sent: 0 });
          },
        )
        .finally(() => this.send());
    }
    this.requestUpdate();
  }

  private change(item: Item, to: Partial<Item>): void {
    Object.assign(item, to);
    this.requestUpdate();
  }

  private again(item: Item): void {
    this.change(item, { problem: undefined, sent: 0 });
    if (!item.file) this.read(item);
    this.send();
  }

  private takeOut(item: Item): void {
    item.upload?.stop();
    this.items = this.items.filter((other) => other !== item);
    const id = item.document?.id ?? item.key;
    const { [id]: _, ...spots } = this.draft.spots;
    becomes(`/${toFragment({ ...this.draft, spots, documents: this.draft.documents.filter((d) => d !== id) })}`);
  }

  private ready(): boolean {
    return this.items.length > 0 && this.items.every((item) => item.document?.canSign === true);
  }

  private next = (): void => {
    goTo(`/sign/signer${toFragment(this.draft)}`);
  };
}

/** Whether the same bytes may be taken another time. */
function retriable(problem: Problem): boolean {
  return problem.status === 0 || problem.status >= 500 || problem.status === 429 || problem.status === 401;
}
