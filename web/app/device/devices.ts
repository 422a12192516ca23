import { asProblem, type Problem } from '../../problems/problem.ts';
import { furtherDeviceDigest } from '../approval/further-device.ts';
import type { DeviceApi } from './api.ts';
import { CodeKey } from './code-key.ts';
import { confirmWithPasskey, PasskeyRefused, type PasskeyRefusal } from './passkey.ts';

export interface ListedDevice {
  readonly id: string;
  readonly name: string;
  readonly boundAt: string;
  readonly lastUsedAt: string | null;
  readonly status: 'bound' | 'revoked';
  readonly current: boolean;
}

export interface FurtherCode {
  readonly code: string;
  readonly expiresAt: string;
}

/** The signer's devices: this one and the others. */
export class Devices {
  list: readonly ListedDevice[] | undefined;
  problem: Problem | undefined;
  passkeyRefusal: PasskeyRefusal | undefined;
  furtherCode: FurtherCode | undefined;
  busy = false;

  constructor(
    private readonly api: DeviceApi,
    private readonly changed: () => void,
  ) {}

  load(): Promise<void> {
    return this.attempt(async () => {
      const answer = (await this.api.json('devices', '/v1/devices')) as { devices: ListedDevice[] };
      this.list = answer.devices;
    });
  }

  /** @returns whether it is revoked now */
  async revoke(id: string): Promise<boolean> {
    await this.attempt(() => this.api.json('devices', `/v1/devices/${encodeURIComponent(id)}`, { method: 'DELETE' }));
    if (this.problem) return false;
    if (!this.list?.find((d) => d.id === id)?.current) await this.load();
    return true;
  }

  /** A code for a further device, for this one's eyes alone; the passkey of this one confirms that it is wanted. */
  addFurther(): Promise<void> {
    return this.attempt(async () => {
      const wanted = (await this.api.json('devices', '/v1/devices/confirmations', { method: 'POST', body: {} })) as {
        nonce: string;
      };
      const { rpId, deviceId, passkeyId } = this.api.device;
      const codeKey = await CodeKey.fresh();
      const challenge = await furtherDeviceDigest({
        rpId,
        deviceId,
        nonce: wanted.nonce,
        codeKeyThumbprint: codeKey.thumbprint,
      });
      const assertion = await confirmWithPasskey(rpId, passkeyId, challenge);
      const made = (await this.api.json('devices', '/v1/devices/activations', {
        method: 'POST',
        body: { assertion, codeKey: codeKey.publicJwk },
      })) as { encryptedCode: string; expiresAt: string };
      this.furtherCode = { code: await codeKey.open(made.encryptedCode), expiresAt: made.expiresAt };
    });
  }

  private async attempt(act: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    this.passkeyRefusal = undefined;
    this.changed();
    try {
      await act();
    } catch (e) {
      if (e instanceof PasskeyRefused) this.passkeyRefusal = e.why;
      else this.problem = asProblem(e);
    }
    this.busy = false;
    this.changed();
  }
}
