const TEXT = /^[A-Za-z0-9_-]*$/;

/** Base64url without padding, as everywhere in Kyso. */
export function encodeBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Refuses every other spelling of the same bytes: two texts never mean one thing. */
export function decodeBase64Url(text: string, length?: number): Uint8Array<ArrayBuffer> {
  if (!TEXT.test(text) || text.length % 4 === 1) throw new RangeError('Not base64url without padding');
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  if (encodeBase64Url(bytes) !== text) throw new RangeError('Not the canonical base64url of its bytes');
  if (length !== undefined && bytes.length !== length) throw new RangeError(`${length} bytes are expected`);
  return bytes;
}
