import { html, nothing, type TemplateResult } from 'lit';
import type { Page, Rect } from '../../geometry/page.ts';
import type { Document } from '../api/documents.ts';
import type { Draft, DraftPicture, Shown, Spot } from '../draft.ts';
import { texts } from '../texts/texts.ts';
import './picture.ts';
import { LEAST, PRESETS, type Preset } from './spots.ts';

export interface Options {
  readonly draft: Draft;
  readonly documents: readonly Document[];
  readonly at: number;
  readonly spot: Spot;
  readonly page: Page;
  change(to: Partial<Draft>): void;
  choose(at: number): void;
  preset(preset: Preset): void;
  numbers(rect: Rect): void;
  field(name: string): void;
  last(always: boolean): void;
}

/** Everything about the signature's place and content that can be typed or chosen. */
export function optionsPanel(options: Options): TemplateResult {
  const t = texts().place;
  const { draft, documents, at, spot } = options;
  const document = documents[at];
  if (!document) return html``;
  return html`
    ${documents.length > 1 ? html`
      <div class="field"><label for="document">${t.document}</label>
        <select class="input" id="document" @change=${(e: Event) => options.choose((e.target as HTMLSelectElement).selectedIndex)}>
          ${documents.map((d, i) => html`<option ?selected=${i === at}>${d.name}</option>`)}</select></div>
      <label class="check"><input type="checkbox" .checked=${draft.sameForAll}
        @change=${(e: Event) => options.change({ sameForAll: (e.target as HTMLInputElement).checked })} />${t.sameForAll}</label>
      <p class="muted small">${t.sameForAllHint}</p>` : nothing}
    ${document.emptyFields.length > 0 ? html`<div class="field"><label for="field">${t.fields}</label>
      <select class="input" id="field" @change=${(e: Event) => options.field((e.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${spot.kind === 'page'}>${t.free}</option>
        ${document.emptyFields.map((f) => html`<option value=${f.name} ?selected=${spot.kind === 'field' && spot.field === f.name}>${t.field(f.name, f.page)}</option>`)}
      </select></div>` : nothing}
    ${spot.kind === 'page' ? html`
      <fieldset class="presets"><legend>${t.presets}</legend><div class="preset-grid">
        ${PRESETS.map((preset) => html`<button class="preset" type="button" aria-label=${t.preset[preset]} title=${t.preset[preset]}
          @click=${() => options.preset(preset)}><span class=${`mark-${preset}`}></span></button>`)}</div></fieldset>
      ${numbers(options, spot.rect)}
      ${options.page.number === document.pages.length && document.pages.length > 1 || documents.length > 1 && spot.page === 'last'
        ? html`<label class="check"><input type="checkbox" .checked=${spot.page === 'last'}
            @change=${(e: Event) => options.last((e.target as HTMLInputElement).checked)} />${t.lastPage}</label>` : nothing}` : nothing}
    <details class="more"><summary>${t.content}</summary><div class="stack">
      ${content(options)}
    </div></details>`;
}

function numbers(options: Options, rect: Rect): TemplateResult {
  const t = texts().place;
  const one = (name: keyof Rect, least: number): TemplateResult => html`<label class="field"><span class="label">${t[name]}</span>
    <input class="input" type="number" inputmode="decimal" step="any" min=${least} .value=${String(Math.round(rect[name] * 10) / 10)}
      @change=${(e: Event) => {
        const value = Number((e.target as HTMLInputElement).value);
        if (Number.isFinite(value)) options.numbers({ ...rect, [name]: Math.max(least, value) });
      }} /></label>`;
  const turned = options.page.rotation % 180 !== 0;
  return html`<fieldset class="numbers"><legend>${t.position}</legend><div class="number-grid">
    ${one('x', -100_000)} ${one('y', -100_000)}
    ${one('width', turned ? LEAST.height : LEAST.width)} ${one('height', turned ? LEAST.width : LEAST.height)}</div></fieldset>`;
}

function content(options: Options): TemplateResult {
  const t = texts().place;
  const { draft } = options;
  const line = (name: keyof Shown): TemplateResult => html`<label class="check"><input type="checkbox" .checked=${draft.shown[name]}
    @change=${(e: Event) => options.change({ shown: { ...draft.shown, [name]: (e.target as HTMLInputElement).checked } })} />${t.show[name]}</label>`;
  const text = (name: 'reason' | 'location'): TemplateResult => html`<div class="field"><label for=${name}>${t[name]} <span class="muted small">(${t.optional})</span></label>
    <input class="input" id=${name} maxlength="200" .value=${draft[name]}
      @change=${(e: Event) => options.change({ [name]: (e.target as HTMLInputElement).value })} /></div>`;
  return html`${text('reason')} ${text('location')}
    <kyso-stamp-picture .chosen=${draft.picture}
      @kyso-picture=${(e: CustomEvent<DraftPicture | undefined>) => options.change({ picture: e.detail })}></kyso-stamp-picture>
    <div class="checks">${line('name')} ${line('time')} ${line('reason')} ${line('location')} ${line('serial')}</div>`;
}
