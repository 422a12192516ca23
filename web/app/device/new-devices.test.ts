import { expect, test } from 'vitest';
import { type NewDevice, NewDevices } from './new-devices.ts';

const tablet: NewDevice = { deviceId: 'tablet', name: 'Máy tính bảng', boundAt: '2026-11-28T10:00:00Z', status: 'bound' };
const later: NewDevice = { deviceId: 'later', name: 'Máy lạ', boundAt: '2026-11-28T11:00:00Z', status: 'bound' };

function fresh(kept = new Map<string, string>()): { devices: NewDevices; kept: Map<string, string>; changes: () => number } {
  let changes = 0;
  const store = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  return { devices: new NewDevices(store, () => changes++), kept, changes: () => changes };
}

test('shows each new device once, the latest first', () => {
  const { devices, changes } = fresh();
  devices.hear(tablet);
  devices.hear(later);
  devices.hear(tablet);
  expect(devices.unrecognised()).toEqual([later, tablet]);
  expect(changes()).toBe(3);
});

test('a device that its signer recognised is not shown again, after a restart neither', () => {
  const { devices, kept } = fresh();
  devices.hear(tablet);
  devices.hear(later);
  devices.recognise('tablet');
  expect(devices.unrecognised()).toEqual([later]);
  const again = fresh(kept).devices;
  again.hear(tablet);
  again.hear(later);
  expect(again.unrecognised()).toEqual([later]);
});

test('a revoked device is nothing to be decided any more', () => {
  const { devices } = fresh();
  devices.hear(tablet);
  devices.hear({ ...tablet, status: 'revoked' });
  devices.hear(later);
  devices.forget('later');
  expect(devices.unrecognised()).toEqual([]);
});

test.each(['', 'no JSON', '"tablet"', '{"tablet":true}', '[17]'])('what else may be kept hides nothing: %s', (text) => {
  const { devices } = fresh(new Map([['kyso-recognised-devices', text]]));
  devices.hear(tablet);
  expect(devices.unrecognised()).toEqual([tablet]);
});
