import { describe, expect, it } from 'vitest';
import { fromFragment, NEW_DRAFT, toFragment, type Draft } from './draft.ts';

const ID = '0197a7c0-0000-7000-8000-000000000001';
const OTHER = '0197a7c0-0000-7000-8000-000000000002';

describe('a draft in the address', () => {
  const full: Draft = {
    documents: [ID, OTHER],
    userId: 'ICA.001099012345',
    serial: '72FE',
    spots: {
      [ID]: { kind: 'page', page: 'last', rect: { x: 376, y: 36.25, width: 200, height: 72 } },
      [OTHER]: { kind: 'field', field: 'Chữ ký & "tên" ~1' },
    },
    sameForAll: false,
    shown: { name: true, time: false, reason: true, location: false, serial: true },
    picture: { id: OTHER, width: 320, height: 90 },
    reason: 'Đồng ý = 100 % #1',
    location: 'Hà Nội',
    key: 'k-1',
  };

  it('comes back whole', () => expect(fromFragment(toFragment(full))).toEqual(full));
  it('is empty where nothing was chosen', () => expect(toFragment(NEW_DRAFT)).toBe(''));
  it('is new where nothing is in the address', () => expect(fromFragment('')).toEqual(NEW_DRAFT));
  it('leaves out what can’t be read', () =>
    expect(fromFragment(`#d=../../x.${ID}&p=${ID}~1:a,b,c,d&p=~&s=9&each=2&i=${ID}~0~12`)).toEqual({ ...NEW_DRAFT, documents: [ID] }));
});
