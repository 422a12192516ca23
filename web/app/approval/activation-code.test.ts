import { createHmac, hkdfSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { ActivationCode } from './activation-code.ts';
import { Fields } from './fields.ts';

test.each(['7KQ2-9DMX-0123-4567-89AB', '7kq29dmx0123456789ab', ' 7KQ2 9DMX O123 4567 89AB ', '7KQ2-9DMX-OI23-4567-89AB'])(
  'reads %s',
  (typed) => {
    expect(ActivationCode.parse(typed)?.activationId).toBe('7KQ29DM');
  },
);

test.each(['', '7KQ2-9DMX', '7KQ2-9DMX-0123-4567-89ABC', '7KQ2-9DMX-0123-4567-89AU', '7KQ2-9DMX-0123-4567-89A€'])(
  'refuses %s',
  (typed) => {
    expect(ActivationCode.parse(typed)).toBeUndefined();
  },
);

test('proves the code by a MAC under the key that follows from it', async () => {
  const code = ActivationCode.parse('7KQ2-9DMX-0123-4567-89AB');
  const key = hkdfSync('sha256', 'X0123456789AB', 'kyso-activation-v1', '7KQ29DM', 32);
  const proven = new Fields()
    .text('kyso-activation-proof')
    .int32(1)
    .text('thumbprint')
    .bytes(Uint8Array.of(1, 2))
    .bytes(Uint8Array.of(3))
    .toBytes();
  const mac = await code?.mac('thumbprint', Uint8Array.of(1, 2), Uint8Array.of(3));
  expect(Buffer.from(mac ?? [])).toEqual(createHmac('sha256', Buffer.from(key)).update(proven).digest());
});
