import { html, type TemplateResult } from 'lit';
import { digestGroups } from '../../i18n/formats.ts';
import { texts } from '../texts/texts.ts';

/** As many groups as people compare at a glance. */
const SHORT = 4;

/** A digest, short, with all of it a tap away. */
export function digest(name: string, base64url: string): TemplateResult {
  const groups = digestGroups(base64url);
  return html`<details class="digest">
    <summary>
      <span class="muted">${name}</span>
      <span class="mono">${groups.slice(0, SHORT).join(' ')} …</span>
      <span class="visually-hidden">${texts().request.showDigest}</span>
    </summary>
    <p class="mono breakable">${groups.join(' ')}</p>
  </details>`;
}
