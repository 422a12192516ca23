import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asProblem, type Problem } from '../../problems/problem.ts';
import { stampLines } from '../../stamp/lines.ts';
import { readDocument, type Document } from '../api/documents.ts';
import { pictureOf } from '../api/pictures.ts';
import { cancel, readRequest, remind, type SignRequest } from '../api/requests.ts';
import { serverClock } from '../api/call.ts';
import { fromFragment, type Draft } from '../draft.ts';
import { PortalElement } from '../element.ts';
import { problemNotice } from '../pages/notice.ts';
import { pageOf, spotOn } from '../place/spots.ts';
import { texts } from '../texts/texts.ts';
import '../view/viewer.ts';
import { confirmPanel } from './confirm.ts';
import { donePanel } from './done.ts';
import { endedPanel } from './ended.ts';
import { endingOf, joined } from './progress.ts';
import { Watch } from './watch.ts';

/** Steps 4 and 5: a request from the moment it is sent. All it shows comes from the server, so any tab at any time may. */
@customElement('kyso-request')
export class RequestScreen extends PortalElement {
  @property({ attribute: false }) requestId = '';
  @state() private request: SignRequest | undefined;
  @state() private document: Document | undefined;
  @state() private problem: Problem | undefined;
  @state() private acting: Problem | undefined;
  @state() private connected = true;
  @state() private busy = false;
  @state() private said = '';
  @state() private now = serverClock.now();
  @state() private remindedAt: number | undefined;
  @state() private viewed = '';
  private watch: Watch | undefined;
  private ticking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ticking = setInterval(() => (this.now = serverClock.now()), 250);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticking);
    this.watch?.close();
    this.watch = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('requestId')) void this.load();
  }

  private async load(): Promise<void> {
    this.problem = undefined;
    try {
      this.become(await readRequest(this.requestId));
    } catch (why) {
      if (!this.request) this.problem = asProblem(why);
    }
  }

  private become(request: SignRequest): void {
    const before = this.request;
    this.request = before && before.id === request.id ? { ...request, timeline: joined(before.timeline, request.timeline) } : request;
    this.tell(request.outcome === 'signed' || request.outcome === 'partly-signed' ? 'done' : 'confirm');
    const shown = (this.viewed && request.documents.find((d) => d.id === this.viewed)) || request.documents[0];
    if (shown && this.document?.id !== shown.id) void this.view(shown.id);
    if (request.state === 'finished') {
      this.watch?.close();
      this.watch = undefined;
      if (before && before.state !== 'finished') void this.updateComplete.then(() => this.focusFirst());
    } else {
      this.watch ??= new Watch(request.id, (entry) => {
        if (!this.request) return;
        this.request = { ...this.request, timeline: joined(this.request.timeline, [entry]) };
        if (entry.type === 'finished' || entry.type === 'approved' || entry.type === 'approval-requested') void this.load();
      }, (connected) => {
        if (connected && !this.connected) void this.load();
        this.connected = connected;
      });
    }
  }

  private async view(id: string): Promise<void> {
    this.viewed = id;
    try {
      this.document = await readDocument(id);
    } catch {
      // A document that was deleted since: the request speaks for itself.
      this.document = undefined;
    }
  }

  private tell(step: 'confirm' | 'done'): void {
    this.dispatchEvent(new CustomEvent('kyso-step', { detail: step, bubbles: true }));
  }

  private focusFirst(): void {
    this.querySelector<HTMLElement>('[data-first]')?.focus();
  }

  protected override render(): TemplateResult {
    const { request } = this;
    if (!request) {
      return html`<div class="narrow stack">${this.problem
        ? html`${problemNotice(this.problem)}<button class="button primary" @click=${this.load}>${texts().retry}</button>`
        : html`<p class="muted" role="status">${texts().loading}</p>`}</div>`;
    }
    return html`<div class="workspace request">
      ${this.viewer(request)}
      <div class="stack">${this.panel(request)}</div>
    </div>`;
  }

  private viewer(request: SignRequest): unknown {
    const { document } = this;
    if (!document) return html`<section class="viewer"></section>`;
    const item = request.documents.find((d) => d.id === document.id);
    const signed = item?.state === 'signed' && item.revision !== null && item.size !== null;
    const draft = fromFragment(location.hash);
    const known = !signed && draft.spots[document.id] ? spotOn(draft, [document], document) : undefined;
    const field = known?.kind === 'field' ? document.emptyFields.find((f) => f.name === known.field) : undefined;
    const box = known?.kind === 'page' ? known.rect : field;
    const page = known?.kind === 'page' ? pageOf(document, known.page).number : field ? field.page : document.pages.length;
    return html`<kyso-viewer .document=${document} .revision=${signed ? item.revision : document.revision}
      .size=${signed ? item.size : document.size} .first=${page} .box=${box} .lines=${box ? linesOf(request, draft) : []} .picture=${box ? pictureOf(draft) : undefined}></kyso-viewer>`;
  }

  private panel(request: SignRequest): TemplateResult {
    if (request.state !== 'finished') {
      return confirmPanel({
        request, now: this.now, connected: this.connected, busy: this.busy, problem: this.acting, said: this.said,
        remindedAt: this.remindedAt,
        resend: () => this.act(async () => {
          this.become(await remind(request.id));
          this.remindedAt = serverClock.now();
          this.said = texts().confirm.resent;
        }),
        cancel: () => this.act(async () => this.become(await cancel(request.id))),
      });
    }
    return request.outcome === 'signed' || request.outcome === 'partly-signed'
      ? donePanel(request, this.viewed, (id) => void this.view(id))
      : endedPanel(request, endingOf(request));
  }

  private async act(what: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.acting = undefined;
    try {
      await what();
    } catch (why) {
      this.acting = asProblem(why);
      void this.load();
    } finally {
      this.busy = false;
    }
  }
}

/** What the stamp says, as far as is known before it is there: its time is about the request's. */
function linesOf(request: SignRequest, { shown }: Draft): string[] {
  return stampLines({
    holder: shown.name ? request.certificate.holder : undefined,
    time: shown.time ? new Date(request.createdAt) : undefined,
    reason: shown.reason ? (request.reason_text ?? undefined) : undefined,
    location: shown.location ? (request.location ?? undefined) : undefined,
    serial: shown.serial ? request.certificate.serial : undefined,
  });
}
