import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asProblem, type Problem } from '../../problems/problem.ts';
import { addPicture, deletePicture, listPictures, pictureAddress, type Picture } from '../api/pictures.ts';
import type { DraftPicture } from '../draft.ts';
import { PortalElement } from '../element.ts';
import { problemNotice } from '../pages/notice.ts';
import { texts } from '../texts/texts.ts';
import type { Drawing } from './drawing.ts';
import './drawing.ts';
import { shrunk } from './shrink.ts';

/** Which picture the stamp shows: one that is kept, an upload, a drawing, or none. Fires `kyso-picture`. */
@customElement('kyso-stamp-picture')
export class StampPictureChoice extends PortalElement {
  @property({ attribute: false }) chosen: DraftPicture | undefined;
  @state() private kept: readonly Picture[] = [];
  @state() private busy = false;
  @state() private problem: Problem | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private async load(): Promise<void> {
    try {
      this.kept = await listPictures();
    } catch (why) {
      this.problem = asProblem(why);
    }
  }

  protected override render(): TemplateResult {
    const t = texts().place.picture;
    return html`<fieldset class="pictures"><legend>${t.title}</legend>
      <div class="picture-grid">
        <label class="picture"><input type="radio" name="picture" .checked=${!this.chosen} @change=${() => this.choose(undefined)} /><span>${t.none}</span></label>
        ${this.kept.map((picture, i) => html`<label class="picture"><input type="radio" name="picture" .checked=${this.chosen?.id === picture.id}
            @change=${() => this.choose(picture)} /><img src=${pictureAddress(picture.id)} alt=${t.one(i + 1)} loading="lazy" /></label>`)}
      </div>
      <div class="actions">
        <label class="button">${this.busy ? t.uploading : t.upload}<input class="visually-hidden" type="file"
          accept="image/png,image/jpeg" ?disabled=${this.busy} @change=${this.upload} /></label>
        <button class="button" type="button" ?disabled=${this.busy} @click=${() => this.querySelector<Drawing>('kyso-drawing')?.show()}>${t.draw}</button>
        ${this.chosen ? html`<button class="button plain" type="button" ?disabled=${this.busy} @click=${this.forget}>${t.remove}</button>` : nothing}
      </div>
      <p class="muted small">${t.hint}</p>
      ${this.problem ? problemNotice(this.problem) : nothing}
      <kyso-drawing @kyso-drawn=${(e: CustomEvent<Blob>) => void this.add(e.detail)}></kyso-drawing>
    </fieldset>`;
  }

  private choose(picture: DraftPicture | undefined): void {
    const detail = picture && { id: picture.id, width: picture.width, height: picture.height };
    this.dispatchEvent(new CustomEvent<DraftPicture | undefined>('kyso-picture', { detail }));
  }

  private upload = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (file) await this.add(await shrunk(file));
  };

  private add(file: Blob): Promise<void> {
    return this.act(async () => {
      const picture = await addPicture(file);
      this.kept = [picture, ...this.kept.filter((other) => other.id !== picture.id)];
      this.choose(picture);
    });
  }

  private forget = (): Promise<void> =>
    this.act(async () => {
      const { chosen } = this;
      if (!chosen) return;
      await deletePicture(chosen.id);
      this.kept = this.kept.filter((other) => other.id !== chosen.id);
      this.choose(undefined);
    });

  private async act(what: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    try {
      await what();
    } catch (why) {
      this.problem = asProblem(why);
    } finally {
      this.busy = false;
    }
  }
}
