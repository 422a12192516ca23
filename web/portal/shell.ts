import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import check from 'lucide-static/icons/check.svg?raw';
import languages from 'lucide-static/icons/languages.svg?raw';
import logOutIcon from 'lucide-static/icons/log-out.svg?raw';
import menuIcon from 'lucide-static/icons/menu.svg?raw';
import { icon } from '../design/icon.ts';
import { language, switchLanguage } from '../i18n/language.ts';
import { asProblem, offline, type Problem } from '../problems/problem.ts';
import { onSessionEnd } from './api/call.ts';
import { logOut, readSession, type Session } from './api/session.ts';
import { fromFragment } from './draft.ts';
import { PortalElement } from './element.ts';
import { followLink, goTo, onNavigation } from './navigation.ts';
import { chooseTheme, theme, type Theme } from './theme.ts';
import { texts } from './texts/texts.ts';
import { problemNotice } from './pages/notice.ts';
import './pages/log-in.ts';
import './pages/choose-documents.ts';

const STEPS = ['documents', 'signer', 'place', 'confirm', 'done'] as const;
type Step = (typeof STEPS)[number];

/** The frame around every screen, and which screen an address means. */
@customElement('kyso-portal')
export class Portal extends PortalElement {
  @state() private session: Session | undefined;
  @state() private problem: Problem | undefined;
  @state() private ended = false;
  @state() private unloaded = false;
  /** The step that the request screen is at: it knows whether its request is over. */
  @state() private requestStep: Step | undefined;
  private unlisten: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.unlisten = onNavigation(() => {
      this.requestStep = undefined;
      this.requestUpdate();
    });
    document.addEventListener('click', followLink);
    onSessionEnd(() => {
      if (this.session?.loggedIn) {
        this.ended = true;
        this.session = { ...this.session, loggedIn: false };
      }
    });
    this.addEventListener('kyso-logged-in', (event) => {
      this.session = (event as CustomEvent<Session>).detail;
      this.ended = false;
      if (location.pathname === '/login') goTo('/');
    });
    this.addEventListener('kyso-step', (event) => (this.requestStep = (event as CustomEvent<Step>).detail));
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unlisten?.();
    document.removeEventListener('click', followLink);
  }

  private async begin(): Promise<void> {
    this.problem = undefined;
    try {
      this.session = await readSession();
    } catch (why) {
      this.problem = asProblem(why);
    }
  }

  protected override render(): TemplateResult {
    const t = texts();
    document.title = t.product;
    return html`
      <a class="skip" href="#main">${t.skip}</a>
      ${this.header()}
      <main id="main" tabindex="-1">${this.screen()}</main>
    `;
  }

  private header(): TemplateResult {
    const t = texts();
    const inside = this.session?.loggedIn === true;
    return html`<header class="header">
      <div class="bar">
        <a class="brand" href="/">${mark()}<span>${t.product}</span></a>
        ${inside ? html`<nav class="nav" aria-label=${t.nav.label}>${this.links()}</nav>` : nothing}
        <div class="tools">
          <button class="button plain" lang=${language() === 'vi' ? 'en' : 'vi'} aria-label=${t.otherLanguageLabel}
            @click=${() => switchLanguage(language() === 'vi' ? 'en' : 'vi')}>
            ${icon(languages)}<span>${t.otherLanguage}</span>
          </button>
          <details class="menu" @click=${closeAfterChoice} @keydown=${closeOnEscape}>
            <summary class="button plain" aria-label=${t.menu}>${icon(menuIcon)}</summary>
            <div class="menu-panel card">
              ${inside ? html`<p class="who"><strong>${this.session?.name}</strong><span class="muted">${this.session?.tenantName}</span></p>
                <div class="menu-links">${this.links()}</div>` : nothing}
              <label class="field"><span class="label">${t.theme.label}</span>
                <select class="input" .value=${theme()} @change=${(e: Event) => chooseTheme((e.target as HTMLSelectElement).value as Theme)}>
                  <option value="system">${t.theme.system}</option>
                  <option value="light">${t.theme.light}</option>
                  <option value="dark">${t.theme.dark}</option>
                </select>
              </label>
              ${inside ? html`<button class="button" @click=${this.leave}>${icon(logOutIcon)}${t.logOut}</button>` : nothing}
            </div>
          </details>
        </div>
      </div>
      ${inside && this.step() ? this.steps(this.step() as Step) : nothing}
    </header>`;
  }

  private links(): TemplateResult[] {
    const t = texts().nav;
    const at = location.pathname;
    const signing = at === '/' || at.startsWith('/sign');
    return ([['/', t.sign, signing], ['/requests', t.requests, at.startsWith('/requests')], ['/documents', t.documents, at === '/documents'],
      ['/verify', t.verify, at === '/verify']] as const)
      .map(([href, text, current]) => html`<a href=${href} aria-current=${current ? 'page' : nothing}>${text}</a>`);
  }

  private step(): Step | undefined {
    switch (location.pathname) {
      case '/': return 'documents';
      case '/sign/signer': return 'signer';
      case '/sign/place': return 'place';
      default: return location.pathname.startsWith('/requests/') ? this.requestStep : undefined;
    }
  }

  /** Steps that are behind are links back, as long as nothing was sent. */
  private steps(current: Step): TemplateResult {
    const t = texts().steps;
    const at = STEPS.indexOf(current);
    const back = ['/', '/sign/signer'];
    return html`<nav class="steps" aria-label=${t.label}><ol>
      ${STEPS.map((step, i) => {
        const done = i < at || current === 'done';
        const inner = html`<span class="dot">${done ? icon(check) : i + 1}</span><span class="name">${t[step]}</span>
          ${done ? html`<span class="visually-hidden">, ${t.finished}</span>` : nothing}`;
        const target = done && at < 3 ? back[i] : undefined;
        return html`<li class=${done ? 'done' : i === at ? 'current' : ''} aria-current=${i === at ? 'step' : nothing}>
          ${target === undefined ? html`<span class="step">${inner}</span>` : html`<a class="step" href=${target + location.hash}>${inner}</a>`}
        </li>`;
      })}
    </ol></nav>`;
  }

  private screen(): unknown {
    const t = texts();
    if (this.problem) {
      return html`<div class="narrow stack">${problemNotice(this.problem)}
        <button class="button primary" @click=${this.begin}>${t.retry}</button></div>`;
    }
    if (this.unloaded) {
      // Browsers remember what they could not load: only the page as a whole asks for it again.
      return html`<div class="narrow stack">${problemNotice(offline())}
        <button class="button primary" @click=${() => location.reload()}>${t.reload}</button></div>`;
    }
    if (!this.session) return html`<p class="narrow muted" role="status">${t.loading}</p>`;
    if (!this.session.loggedIn) return html`<kyso-log-in .ended=${this.ended}></kyso-log-in>`;
    const path = location.pathname;
    const draft = fromFragment(location.hash);
    switch (path) {
      case '/':
      case '/login':
        return html`<kyso-choose-documents .draft=${draft} .maxBytes=${this.session.maxFileBytes}></kyso-choose-documents>`;
      case '/sign/signer':
        return this.later(() => import('./pages/choose-signer.ts'), html`<kyso-choose-signer .draft=${draft}></kyso-choose-signer>`);
      case '/sign/place':
        return this.later(() => import('./place/place.ts'), html`<kyso-place .draft=${draft}></kyso-place>`);
      case '/documents':
        return this.later(() => import('./pages/document-list.ts'), html`<kyso-document-list></kyso-document-list>`);
      case '/verify':
        return this.later(() => import('./verify/verify.ts'), html`<kyso-verify .maxBytes=${this.session.maxFileBytes} .asked=${location.search}></kyso-verify>`);
      case '/requests':
        return this.later(() => import('./pages/request-list.ts'), html`<kyso-request-list></kyso-request-list>`);
      default: {
        const request = /^\/requests\/([0-9a-f-]{36})$/.exec(path)?.[1];
        return request
          ? this.later(() => import('./request/request.ts'), html`<kyso-request .requestId=${request}></kyso-request>`)
          : html`<div class="narrow stack"><h1>${t.pageNotFound}</h1><p><a class="button primary" href="/">${t.toStart}</a></p></div>`;
      }
    }
  }

  /** A screen whose script comes when it is first shown; its element upgrades by itself. */
  private later(load: () => Promise<unknown>, screen: TemplateResult): TemplateResult {
    load().catch(() => (this.unloaded = true));
    return screen;
  }

  private leave = async (): Promise<void> => {
    try {
      this.session = await logOut();
      goTo('/');
    } catch (why) {
      this.problem = asProblem(why);
    }
  };
}

function closeAfterChoice(event: Event): void {
  const target = event.target as HTMLElement;
  if (target.closest('a, .menu-panel button')) (event.currentTarget as HTMLDetailsElement).open = false;
}

function closeOnEscape(event: KeyboardEvent): void {
  const details = event.currentTarget as HTMLDetailsElement;
  if (event.key === 'Escape' && details.open) {
    details.open = false;
    details.querySelector('summary')?.focus();
  }
}

function mark(): TemplateResult {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8"></rect>
    <path d="M11 7v18M11 17 21 7M14.5 13.5 23 25" fill="none" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"></path>
  </svg>`;
}
