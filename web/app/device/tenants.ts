import { asProblem, type Problem } from '../../problems/problem.ts';
import { consentDigest } from '../approval/consent.ts';
import type { DeviceApi } from './api.ts';
import { confirmWithPasskey, PasskeyRefused, type PasskeyRefusal } from './passkey.ts';

/** What this signer lets one tenant do. */
export interface Consent {
  readonly tenant: string;
  readonly withoutCode: boolean;
  readonly blocked: boolean;
}

export class Tenants {
  consents: readonly Consent[] | undefined;
  problem: Problem | undefined;
  passkeyRefusal: PasskeyRefusal | undefined;
  /** The tenant for which the signer is asked to confirm. */
  confirming: string | undefined;

  constructor(
    private readonly api: DeviceApi,
    private readonly changed: () => void,
  ) {}

  async load(): Promise<void> {
    try {
      const answer = (await this.api.json('devices', '/v1/consents')) as { consents: Consent[] };
      this.consents = answer.consents;
      this.problem = undefined;
    } catch (e) {
      this.problem = asProblem(e);
    }
    this.changed();
  }

  of(tenant: string): Consent {
    return this.consents?.find((c) => c.tenant === tenant) ?? { tenant, withoutCode: false, blocked: false };
  }

  /** The passkey confirms it where the tenant may ask without a code from now on. */
  async set({ tenant, withoutCode, blocked }: Consent): Promise<void> {
    this.passkeyRefusal = undefined;
    try {
      const path = `/v1/consents/${encodeURIComponent(tenant)}`;
      if (withoutCode && !this.of(tenant).withoutCode) {
        this.confirming = tenant;
        this.changed();
        const assertion = await this.confirmed(tenant);
        await this.api.json('devices', path, { method: 'PUT', body: { withoutCode, blocked, assertion } });
      } else if (withoutCode || blocked) {
        await this.api.json('devices', path, { method: 'PUT', body: { withoutCode, blocked } });
      } else {
        await this.api.json('devices', path, { method: 'DELETE' });
      }
    } catch (e) {
      if (e instanceof PasskeyRefused) this.passkeyRefusal = e.why;
      else this.problem = asProblem(e);
      this.confirming = undefined;
      this.changed();
      return;
    }
    await this.load();
    this.confirming = undefined;
    this.changed();
  }

  private async confirmed(tenant: string): Promise<AuthenticationResponseJSON> {
    const { nonce } = (await this.api.json('devices', '/v1/devices/confirmations', { method: 'POST', body: {} })) as {
      nonce: string;
    };
    const { rpId, deviceId, passkeyId } = this.api.device;
    return confirmWithPasskey(rpId, passkeyId, await consentDigest({ rpId, deviceId, tenant, nonce }));
  }
}
