/** Where in the app somebody is: the address's fragment, so that nothing of it ever reaches a server. */
export type Route =
  | { readonly at: 'inbox' }
  | { readonly at: 'history' }
  | { readonly at: 'request'; readonly requestId: string }
  | { readonly at: 'document'; readonly requestId: string; readonly documentId: string }
  | { readonly at: 'devices' }
  | { readonly at: 'tenants' };

export function routeOf(fragment: string): Route {
  const [first, second, third, fourth] = fragment.replace(/^#\/?/, '').split('/').map(decoded);
  if (first === 'requests' && second) {
    return third === 'documents' && fourth
      ? { at: 'document', requestId: second, documentId: fourth }
      : { at: 'request', requestId: second };
  }
  if (first === 'history' || first === 'devices' || first === 'tenants') return { at: first };
  return { at: 'inbox' };
}

export function addressOf(route: Route): string {
  switch (route.at) {
    case 'inbox':
      return '#/';
    case 'request':
      return `#/requests/${encodeURIComponent(route.requestId)}`;
    case 'document':
      return `#/requests/${encodeURIComponent(route.requestId)}/documents/${encodeURIComponent(route.documentId)}`;
    default:
      return `#/${route.at}`;
  }
}

/** An activation code that came in the fragment, as from a QR code: it is no place, so it has no slash in front. */
export function codeIn(fragment: string): string | undefined {
  const text = fragment.replace(/^#/, '');
  return text !== '' && !text.startsWith('/') ? decoded(text) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
