/** Addresses: every screen has one, and what is being prepared stands in its fragment, which never leaves the browser. */
const changes = new EventTarget();

export function onNavigation(listener: () => void): () => void {
  changes.addEventListener('change', listener);
  window.addEventListener('popstate', listener);
  window.addEventListener('hashchange', listener);
  return () => {
    changes.removeEventListener('change', listener);
    window.removeEventListener('popstate', listener);
    window.removeEventListener('hashchange', listener);
  };
}

export function goTo(address: string): void {
  history.pushState(null, '', address);
  window.scrollTo(0, 0);
  changes.dispatchEvent(new Event('change'));
}

/** Without a further entry in the history. */
export function becomes(address: string): void {
  history.replaceState(null, '', address);
  changes.dispatchEvent(new Event('change'));
}

/** Ordinary links stay within the page, as long as nobody asks for another tab. */
export function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.composedPath().find((target): target is HTMLAnchorElement => target instanceof HTMLAnchorElement);
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (link.pathname.startsWith('/v1/')) return;
  if (link.pathname === location.pathname && link.hash.length > 1 && !link.hash.includes('=')) return;
  event.preventDefault();
  goTo(link.href);
}
