import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type Language = 'vi' | 'en';

const STORED_AS = 'kyso-language';
const changes = new EventTarget();
let current: Language = 'vi';

/** The language that everything is shown in. */
export function language(): Language {
  return current;
}

/** Vietnamese unless this browser was switched to English before. To be called once, before anything is drawn. */
export function restoreLanguage(): void {
  apply(localStorage.getItem(STORED_AS) === 'en' ? 'en' : 'vi');
}

export function switchLanguage(to: Language): void {
  localStorage.setItem(STORED_AS, to);
  apply(to);
}

function apply(to: Language): void {
  current = to;
  document.documentElement.lang = to;
  changes.dispatchEvent(new Event('change'));
}

/** Another tab's switch counts here, too. */
if (typeof window !== 'undefined') {
  window.addEventListener('storage', (event) => {
    if (event.key === STORED_AS) apply(event.newValue === 'en' ? 'en' : 'vi');
  });
}

/** Draws its host again when the language changes. */
export class FollowsLanguage implements ReactiveController {
  private readonly draw = (): void => this.host.requestUpdate();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    changes.addEventListener('change', this.draw);
  }

  hostDisconnected(): void {
    changes.removeEventListener('change', this.draw);
  }
}
