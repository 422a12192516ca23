import type { Rect } from '../geometry/page.ts';

/** Where the signature is to be on one document. */
export type Spot =
  | { readonly kind: 'page'; readonly page: number | 'last'; readonly rect: Rect }
  | { readonly kind: 'field'; readonly field: string };

/** What a stamp shows. */
export interface Shown {
  readonly name: boolean;
  readonly time: boolean;
  readonly reason: boolean;
  readonly location: boolean;
  readonly serial: boolean;
}

/** The picture that a stamp shows, with what its preview needs to know. */
export interface DraftPicture {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** A sign request that is being put together. It lives in the address alone: reload, back and a second tab are safe. */
export interface Draft {
  readonly documents: readonly string[];
  readonly userId: string;
  readonly serial: string;
  /** By document; a single one under `all` counts for every document. */
  readonly spots: Readonly<Record<string, Spot>>;
  readonly sameForAll: boolean;
  readonly shown: Shown;
  readonly picture: DraftPicture | undefined;
  readonly reason: string;
  readonly location: string;
  /** The idempotency key: sending the same draft twice makes one request. */
  readonly key: string;
}

export const NEW_DRAFT: Draft = {
  documents: [],
  userId: '',
  serial: '',
  spots: {},
  sameForAll: true,
  shown: { name: true, time: true, reason: true, location: true, serial: false },
  picture: undefined,
  reason: '',
  location: '',
  key: '',
};

const LINES = ['name', 'time', 'reason', 'location', 'serial'] as const;

export function toFragment(draft: Draft): string {
  const fields = new URLSearchParams();
  if (draft.documents.length > 0) fields.set('d', draft.documents.join('.'));
  if (draft.userId) fields.set('u', draft.userId);
  if (draft.serial) fields.set('c', draft.serial);
  for (const [document, spot] of Object.entries(draft.spots)) fields.append('p', `${document}~${spotToText(spot)}`);
  if (!draft.sameForAll) fields.set('each', '1');
  const shown = LINES.map((line) => (draft.shown[line] ? '1' : '0')).join('');
  if (shown !== '11110') fields.set('s', shown);
  if (draft.picture) fields.set('i', `${draft.picture.id}~${draft.picture.width}~${draft.picture.height}`);
  if (draft.reason) fields.set('r', draft.reason);
  if (draft.location) fields.set('l', draft.location);
  if (draft.key) fields.set('k', draft.key);
  const text = fields.toString();
  return text === '' ? '' : `#${text}`;
}

/** What the fragment says; what can't be read in it is as if it were not there. */
export function fromFragment(fragment: string): Draft {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const shown = fields.get('s') ?? '';
  const spots: Record<string, Spot> = {};
  for (const entry of fields.getAll('p')) {
    const at = entry.indexOf('~');
    const spot = at > 0 ? spotFromText(entry.slice(at + 1)) : undefined;
    if (spot) spots[entry.slice(0, at)] = spot;
  }
  return {
    documents: (fields.get('d') ?? '').split('.').filter((id) => /^[0-9a-f-]{36}$/.test(id)),
    userId: fields.get('u') ?? '',
    serial: fields.get('c') ?? '',
    spots,
    sameForAll: fields.get('each') !== '1',
    shown: /^[01]{5}$/.test(shown)
      ? { name: shown[0] === '1', time: shown[1] === '1', reason: shown[2] === '1', location: shown[3] === '1', serial: shown[4] === '1' }
      : NEW_DRAFT.shown,
    picture: pictureFromText(fields.get('i') ?? ''),
    reason: fields.get('r') ?? '',
    location: fields.get('l') ?? '',
    key: fields.get('k') ?? '',
  };
}

function pictureFromText(text: string): DraftPicture | undefined {
  const parts = /^([0-9a-f-]{36})~([1-9]\d{0,3})~([1-9]\d{0,3})$/.exec(text);
  return parts?.[1] ? { id: parts[1], width: Number(parts[2]), height: Number(parts[3]) } : undefined;
}

function spotToText(spot: Spot): string {
  if (spot.kind === 'field') return `f:${spot.field}`;
  const { x, y, width, height } = spot.rect;
  return `${spot.page}:${x},${y},${width},${height}`;
}

function spotFromText(text: string): Spot | undefined {
  if (text.startsWith('f:')) return { kind: 'field', field: text.slice(2) };
  const parts = /^(last|[1-9]\d{0,5}):(-?[\d.]+),(-?[\d.]+),([\d.]+),([\d.]+)$/.exec(text);
  if (!parts) return undefined;
  const [x, y, width, height] = parts.slice(2).map(Number);
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined;
  if (![x, y, width, height].every(Number.isFinite)) return undefined;
  return { kind: 'page', page: parts[1] === 'last' ? 'last' : Number(parts[1]), rect: { x, y, width, height } };
}
