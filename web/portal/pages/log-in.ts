import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw';
import info from 'lucide-static/icons/info.svg?raw';
import { icon } from '../../design/icon.ts';
import { asProblem, type Problem } from '../../problems/problem.ts';
import { logIn } from '../api/session.ts';
import { PortalElement } from '../element.ts';
import { texts } from '../texts/texts.ts';
import { problemNotice } from './notice.ts';

@customElement('kyso-log-in')
export class LogIn extends PortalElement {
  /** Whether somebody was logged in a moment ago. */
  @property({ attribute: false }) ended = false;
  @state() private problem: Problem | undefined;
  @state() private incomplete = false;
  @state() private busy = false;
  @state() private shown = false;

  protected override firstUpdated(): void {
    this.querySelector<HTMLInputElement>('#username')?.focus();
  }

  protected override render(): TemplateResult {
    const t = texts().logIn;
    return html`<form class="card narrow log-in stack" novalidate @submit=${this.submit}>
      <div class="stack-tight"><h1>${t.title}</h1><p class="muted">${t.intro}</p></div>
      ${this.ended ? html`<div class="notice" role="status">${icon(info)}<p>${t.ended}</p></div>` : nothing}
      ${this.incomplete ? html`<div class="notice error" role="alert">${icon(circleAlert)}<strong>${t.unsent}</strong></div>` : nothing}
      ${this.problem ? this.refused(this.problem) : nothing}
      <div class="field"><label for="username">${t.username}</label>
        <input class="input" id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required /></div>
      <div class="field"><label for="password">${t.password}</label>
        <input class="input" id="password" name="password" type=${this.shown ? 'text' : 'password'} autocomplete="current-password" required /></div>
      <label class="check"><input type="checkbox" @change=${(e: Event) => (this.shown = (e.target as HTMLInputElement).checked)} />${t.show}</label>
      <button class="button primary" ?disabled=${this.busy}>${t.submit}</button>
    </form>`;
  }

  private refused(problem: Problem): TemplateResult {
    const t = texts().logIn;
    return problem.code === 'unauthenticated'
      ? html`<div class="notice error" role="alert">${icon(circleAlert)}<strong>${t.wrong}</strong><p>${t.wrongRemedy}</p></div>`
      : problemNotice(problem);
  }

  private submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const username = String(fields.get('username') ?? '').trim();
    const password = String(fields.get('password') ?? '');
    this.problem = undefined;
    this.incomplete = username === '' || password === '';
    if (this.incomplete) return;
    this.busy = true;
    try {
      const session = await logIn(username, password);
      this.dispatchEvent(new CustomEvent('kyso-logged-in', { detail: session, bubbles: true }));
    } catch (why) {
      this.problem = asProblem(why);
    } finally {
      this.busy = false;
    }
  };
}
