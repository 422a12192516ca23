import { asProblem, type Problem, ProblemError } from '../problems/problem.ts';
import { ActivationCode } from './approval/activation-code.ts';
import { activate } from './device/activation.ts';
import { DeviceApi, PublicApi } from './device/api.ts';
import { type BoundDevice, forgetDevice, keptDevice } from './device/bound-device.ts';
import { Devices } from './device/devices.ts';
import { NewDevices } from './device/new-devices.ts';
import { type Notifications, notifications, turnNotificationsOn } from './device/notifications.ts';
import { PasskeyRefused, passkeysWork } from './device/passkey.ts';
import { Tenants } from './device/tenants.ts';
import { Inbox } from './inbox/inbox.ts';
import { Review } from './review/review.ts';
import { ShownPdf } from './review/shown-pdf.ts';
import { addressOf, codeIn, type Route, routeOf } from './route.ts';
import { redraw } from './screen.ts';

/** What the form for activating this device holds. */
export interface ActivationForm {
  code: string;
  name: string;
  scanned: boolean;
  busy: boolean;
  wrong: 'code' | 'name' | undefined;
  refused: 'cancelled' | 'failed' | undefined;
  problem: Problem | undefined;
}

/** What a bound device works with. */
export interface Session {
  readonly device: DeviceApi;
  readonly inbox: Inbox;
  readonly devices: Devices;
  readonly newDevices: NewDevices;
  readonly tenants: Tenants;
}

/** How far one document is with being drawn. */
export type Shown = ShownPdf | 'opening' | 'failed';

/** The app's state, and what can be done to it; screens are drawn from this and nothing else. */
export class App {
  phase: 'starting' | 'unsupported' | 'activating' | 'bound' | 'revoked' = 'starting';
  route: Route = { at: 'inbox' };
  session: Session | undefined;
  review: Review | undefined;
  notifications: Notifications | undefined;
  notificationsLater = false;
  notificationsBusy = false;
  readonly form: ActivationForm;
  private readonly shown = new Map<string, Shown>();

  constructor(private readonly api: PublicApi) {
    this.form = {
      code: '',
      name: deviceName(),
      scanned: false,
      busy: false,
      wrong: undefined,
      refused: undefined,
      problem: undefined,
    };
  }

  async start(): Promise<void> {
    this.takeCode();
    const device = await keptDevice();
    if (device) this.bind(device);
    else this.phase = (await passkeysWork()) ? 'activating' : 'unsupported';
    this.follow();
    redraw();
  }

  /** Milliseconds since 1970, as the server counts them. */
  get now(): number {
    return this.api.clock.now();
  }

  /** A change of the address's fragment: another place, or a code. */
  follow(): void {
    if (this.takeCode()) return;
    this.route = routeOf(location.hash);
    const { session } = this;
    if (!session) return;
    switch (this.route.at) {
      case 'request':
      case 'document':
        this.look(this.route.requestId);
        break;
      case 'history':
        session.inbox.readHistory().catch((e: unknown) => this.heed(e));
        break;
      case 'devices':
        session.devices.load().catch((e: unknown) => this.heed(e));
        break;
      case 'tenants':
        session.tenants.load().catch((e: unknown) => this.heed(e));
        session.inbox.readHistory().catch((e: unknown) => this.heed(e));
        break;
      case 'inbox':
        break;
    }
    redraw();
  }

  go(route: Route): void {
    location.hash = addressOf(route);
  }

  async activate(): Promise<void> {
    const { form } = this;
    form.problem = undefined;
    form.refused = undefined;
    const code = ActivationCode.parse(form.code);
    form.wrong = code ? (form.name.trim() === '' ? 'name' : undefined) : 'code';
    if (!code || form.wrong) {
      redraw();
      document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    form.busy = true;
    redraw();
    try {
      this.bind(await activate(this.api, code, form.name.trim()));
      form.code = '';
    } catch (e) {
      if (e instanceof PasskeyRefused) form.refused = e.why === 'cancelled' ? 'cancelled' : 'failed';
      else form.problem = asProblem(e);
    }
    form.busy = false;
    redraw();
  }

  async turnNotificationsOn(): Promise<void> {
    const { session } = this;
    if (!session) return;
    this.notificationsBusy = true;
    redraw();
    try {
      this.notifications = await turnNotificationsOn(session.device, this.api);
    } catch (e) {
      this.notifications = 'failed';
      this.heed(e);
    }
    this.notificationsBusy = false;
    redraw();
  }

  /** After a device was revoked, here or elsewhere: nothing stays. */
  async forget(): Promise<void> {
    this.session?.inbox.stop();
    this.session = undefined;
    this.review = undefined;
    await forgetDevice();
    this.phase = 'revoked';
    redraw();
  }

  async activateAgain(): Promise<void> {
    this.phase = (await passkeysWork()) ? 'activating' : 'unsupported';
    this.go({ at: 'inbox' });
    redraw();
  }

  async revoke(id: string, current: boolean): Promise<void> {
    if (!(await this.session?.devices.revoke(id))) return;
    this.session?.newDevices.forget(id);
    if (current) await this.forget();
  }

  /** A document that was read here, drawn from those bytes. */
  drawing(documentId: string): Shown {
    const shown = this.shown.get(documentId);
    if (shown) return shown;
    const reading = this.review?.reading(documentId);
    if (reading?.kind !== 'read') return 'opening';
    this.shown.set(documentId, 'opening');
    ShownPdf.of(reading.document).then(
      (pdf) => {
        this.shown.set(documentId, pdf);
        redraw();
      },
      () => {
        this.shown.set(documentId, 'failed');
        redraw();
      },
    );
    return 'opening';
  }

  /** The network or the screen came back: what was missed is asked for at once. */
  comeBack(): void {
    this.session?.inbox.follow();
    redraw();
  }

  /** Whatever goes wrong anywhere: a device that was revoked elsewhere finds out by being refused. */
  heed(e: unknown): void {
    if (e instanceof ProblemError && e.problem.code === 'device-revoked') void this.forget();
    redraw();
  }

  private look(requestId: string): void {
    if (this.review?.requestId === requestId || !this.session) return;
    for (const shown of this.shown.values()) if (shown instanceof ShownPdf) void shown.close();
    this.shown.clear();
    this.review = new Review(requestId, this.session.device, redraw);
    void this.review.load();
  }

  private bind(device: BoundDevice): void {
    const api = new DeviceApi(device, this.api);
    const newDevices = new NewDevices(localStorage, redraw);
    const inbox = new Inbox(
      api,
      (refusal) => {
        const review = this.review;
        const entry = review && inbox.find(review.requestId);
        if (review && entry?.state === 'open' && entry.answerRefused) review.answerRefused();
        this.heed(refusal);
      },
      (bound) => newDevices.hear(bound),
    );
    this.session = { device: api, inbox, devices: new Devices(api, redraw), newDevices, tenants: new Tenants(api, redraw) };
    this.phase = 'bound';
    inbox.follow();
    notifications().then((state) => {
      this.notifications = state;
      redraw();
    }, this.heed.bind(this));
  }

  /** A code in the address is taken out of it at once: it must not stay in the history. */
  private takeCode(): boolean {
    const code = codeIn(location.hash);
    if (code === undefined) return false;
    history.replaceState(null, '', '#/');
    this.form.code = code;
    this.form.scanned = true;
    redraw();
    return true;
  }
}

/** What most people would call it. */
function deviceName(): string {
  const agent = navigator.userAgent;
  const first = (names: Readonly<Record<string, string>>): string | undefined =>
    Object.entries(names).find(([mark]) => agent.includes(mark))?.[1];
  const device = first({
    iPhone: 'iPhone', iPad: 'iPad', Android: 'Android', Windows: 'Windows', Macintosh: 'Mac', CrOS: 'Chromebook', Linux: 'Linux',
  });
  const browser = first({
    Edg: 'Edge', SamsungBrowser: 'Samsung Internet', FxiOS: 'Firefox', Firefox: 'Firefox', CriOS: 'Chrome', Chrome: 'Chrome', Safari: 'Safari',
  });
  return [device, browser].filter((name) => name !== undefined).join(', ');
}
