import { html, nothing, type TemplateResult } from 'lit';
import type { App } from '../app.ts';
import { texts } from '../texts/texts.ts';
import { drawn } from './icons.ts';
import { notice, problemNotice } from './parts.ts';

export function activationView(app: App): TemplateResult {
  const t = texts().activation;
  const { form } = app;
  const typed = (event: Event): string => (event.target as HTMLInputElement).value;
  return html`<section class="stack">
    <div class="lead">
      <span class="emblem">${drawn('fingerprint')}</span>
      <h1>${t.title}</h1>
      <p class="muted">${t.lead}</p>
    </div>
    ${form.scanned ? notice('warning', 'shieldAlert', t.codeScanned) : nothing}
    <form class="card stack" novalidate @submit=${(event: Event): void => {
      event.preventDefault();
      void app.activate();
    }}>
      <div class="field">
        <label for="code">${t.code}</label>
        <input id="code" class="input mono code" type="text" .value=${form.code}
          @input=${(event: Event): void => void (form.code = typed(event))}
          autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" enterkeyhint="next"
          placeholder="XXXX-XXXX-XXXX-XXXX-XXXX"
          aria-describedby="code-hint ${form.wrong === 'code' ? 'code-wrong' : ''}"
          aria-invalid=${form.wrong === 'code' ? 'true' : 'false'} />
        <p class="hint" id="code-hint">${t.codeHint}</p>
        ${form.wrong === 'code' ? html`<p class="wrong" id="code-wrong">${drawn('circleAlert')} ${t.codeWrong}</p>` : nothing}
      </div>
      <div class="field">
        <label for="name">${t.name}</label>
        <input id="name" class="input" type="text" maxlength="80" .value=${form.name}
          @input=${(event: Event): void => void (form.name = typed(event))}
          autocomplete="off" enterkeyhint="go"
          aria-describedby="name-hint ${form.wrong === 'name' ? 'name-wrong' : ''}"
          aria-invalid=${form.wrong === 'name' ? 'true' : 'false'} />
        <p class="hint" id="name-hint">${t.nameHint}</p>
        ${form.wrong === 'name' ? html`<p class="wrong" id="name-wrong">${drawn('circleAlert')} ${t.nameMissing}</p>` : nothing}
      </div>
      ${form.problem ? problemNotice(form.problem) : nothing}
      ${form.refused ? html`<div role="alert">${notice('warning', 'triangleAlert', t[form.refused])}</div>` : nothing}
      <button class="button primary" type="submit" ?disabled=${form.busy}>
        ${drawn('keyRound')} ${form.busy ? t.going : t.go}
      </button>
    </form>
    <ul class="assurances">
      ${t.steps.map((step) => html`<li>${drawn('shieldCheck')}<span>${step}</span></li>`)}
    </ul>
  </section>`;
}
