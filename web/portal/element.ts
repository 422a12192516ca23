import { LitElement } from 'lit';
import { FollowsLanguage } from '../i18n/language.ts';

/** A part of the portal: drawn into the document itself, and again when the language changes. */
export abstract class PortalElement extends LitElement {
  constructor() {
    super();
    new FollowsLanguage(this);
  }

  protected override createRenderRoot(): this {
    return this;
  }
}
