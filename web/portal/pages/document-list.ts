import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import download from 'lucide-static/icons/download.svg?raw';
import pen from 'lucide-static/icons/pen-line.svg?raw';
import trash from 'lucide-static/icons/trash-2.svg?raw';
import { icon } from '../../design/icon.ts';
import { bytes, dateTime } from '../../i18n/formats.ts';
import { asProblem, type Problem } from '../../problems/problem.ts';
import { wordsFor } from '../../problems/words.ts';
import { contentAddress, deleteDocument, listDocuments, type ListedDocument } from '../api/documents.ts';
import { NEW_DRAFT, toFragment } from '../draft.ts';
import { PortalElement } from '../element.ts';
import { becomes, goTo } from '../navigation.ts';
import { texts } from '../texts/texts.ts';
import { problemNotice } from './notice.ts';

const PAUSE = 250;

/** The tenant's documents, newest first, to sign or delete several at once. */
@customElement('kyso-document-list')
export class DocumentList extends PortalElement {
  @state() private documents: readonly ListedDocument[] = [];
  @state() private next: string | null = null;
  @state() private busy = true;
  @state() private problem: Problem | undefined;
  @state() private chosen: ReadonlySet<string> = new Set();
  private asked: string | undefined;
  private typing: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  private search(): string {
    return new URLSearchParams(location.search).get('name') ?? '';
  }

  protected override willUpdate(): void {
    if (location.search !== this.asked) {
      this.asked = location.search;
      void this.load(null);
    }
  }

  private async load(after: string | null): Promise<void> {
    const asked = this.asked;
    this.busy = true;
    this.problem = undefined;
    try {
      const page = await listDocuments(this.search(), after);
      if (asked !== this.asked) return;
      this.documents = after === null ? page.documents : [...this.documents, ...page.documents];
      this.next = page.next;
      const there = new Set(this.documents.map((d) => d.id));
      this.chosen = new Set([...this.chosen].filter((id) => there.has(id)));
    } catch (why) {
      this.problem = asProblem(why);
    } finally {
      this.busy = false;
    }
  }

  protected override render(): TemplateResult {
    const t = texts().documentList;
    return html`<section class="list" aria-labelledby="documents-title">
      <h1 id="documents-title">${t.title}</h1>
      <div class="list-tools" role="search"><div class="field"><label for="search">${t.search}</label>
        <input class="input" id="search" type="search" .value=${this.search()} @input=${this.typed} /></div></div>
      ${this.problem ? problemNotice(this.problem) : nothing}
      ${this.documents.length > 0 ? this.table() : this.busy ? html`<p class="muted" role="status">${texts().loading}</p>`
        : this.problem ? nothing : html`<p class="muted" role="status">${this.search() ? t.noneMatching : t.none}</p>`}
      ${this.next ? html`<button class="button" ?disabled=${this.busy} @click=${() => this.load(this.next)}>${t.more}</button>` : nothing}
      ${this.chosen.size > 0 ? this.batch() : nothing}
    </section>`;
  }

  private table(): TemplateResult {
    const t = texts().documentList;
    return html`<div class="card table-card"><table>
      <caption class="visually-hidden">${t.title}</caption>
      <thead><tr><th scope="col" class="tight"><span class="visually-hidden">${t.choose('')}</span></th><th scope="col">${t.name}</th><th scope="col" class="tight">${t.size}</th>
        <th scope="col">${t.state}</th><th scope="col" class="tight">${t.at}</th><th scope="col" class="tight"><span class="visually-hidden">${t.download('')}</span></th></tr></thead>
      <tbody>${repeat(this.documents, (d) => d.id, (d) => html`<tr class="document-row">
        <td class="tight c-check"><label class="check"><input type="checkbox" .checked=${this.chosen.has(d.id)} @change=${() => this.choose(d.id)} />
          <span class="visually-hidden">${t.choose(d.name)}</span></label></td>
        <td class="c-name"><strong class="breakable">${d.name}</strong>
          ${d.revision > 1 ? html` <span class="pill ok">${t.signedOnce(d.revision)}</span>` : nothing}</td>
        <td class="tight muted small c-size">${bytes(d.size)}</td>
        <td class="small c-state">${d.whyNot ? html`<span class="why">${wordsFor(d.whyNot).what}</span>` : t.canSign}</td>
        <td class="tight muted small c-at"><time datetime=${d.createdAt}>${dateTime(d.createdAt)}</time></td>
        <td class="tight c-get"><a class="button plain square" aria-label=${t.download(d.name)} href=${contentAddress(d.id)} download=${d.name}>${icon(download)}</a></td>
      </tr>`)}</tbody>
    </table></div>`;
  }

  private batch(): TemplateResult {
    const t = texts().documentList;
    const count = this.chosen.size;
    const signable = this.documents.filter((d) => this.chosen.has(d.id)).every((d) => d.canSign);
    const close = (event: Event): void => (event.target as HTMLElement).closest('dialog')?.close();
    return html`<div class="batch card" role="region" aria-label=${t.chosen(count)}>
      <strong aria-live="polite">${t.chosen(count)}</strong><span class="gap"></span>
      <button class="button danger" @click=${() => this.querySelector('dialog')?.showModal()}>${icon(trash)}${t.remove(count)}</button>
      <button class="button primary" ?disabled=${!signable} @click=${this.sign}>${icon(pen)}${t.sign(count)}</button>
      <dialog class="card dialog" aria-labelledby="delete-title">
        <h2 id="delete-title">${t.removeSure(count)}</h2><p class="muted">${t.removeSureText}</p>
        <div class="actions"><button class="button" autofocus @click=${close}>${t.keep}</button>
          <button class="button danger" @click=${(e: Event) => { close(e); void this.deleteChosen(); }}>${t.remove(count)}</button></div>
      </dialog>
    </div>`;
  }

  private choose(id: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen = chosen;
  }

  private sign = (): void => {
    const documents = this.documents.filter((d) => this.chosen.has(d.id)).map((d) => d.id);
    goTo(`/${toFragment({ ...NEW_DRAFT, documents })}`);
  };

  private async deleteChosen(): Promise<void> {
    try {
      for (const id of this.chosen) await deleteDocument(id);
      this.chosen = new Set();
      await this.load(null);
    } catch (why) {
      await this.load(null);
      this.problem = asProblem(why);
    }
  }

  private typed = (event: Event): void => {
    const name = (event.target as HTMLInputElement).value;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      becomes(`/documents${name ? `?${new URLSearchParams({ name })}` : ''}`);
      this.requestUpdate();
    }, PAUSE);
  };
}
