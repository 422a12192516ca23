import { asProblem, type Problem } from '../../problems/problem.ts';
import type { DeviceApi } from './api.ts';

/** What this signer lets one tenant do. */
export interface Consent {
  readonly tenant: string;
  readonly withoutCode: boolean;
  readonly blocked: boolean;
}

export class Tenants {
  consents: readonly Consent[] | undefined;
  problem: Problem | undefined;

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

  async set({ tenant, withoutCode, blocked }: Consent): Promise<void> {
    try {
      const path = `/v1/consents/${encodeURIComponent(tenant)}`;
      if (withoutCode || blocked) {
        await this.api.json('devices', path, { method: 'PUT', body: { withoutCode, blocked } });
      } else {
        await this.api.json('devices', path, { method: 'DELETE' });
      }
    } catch (e) {
      this.problem = asProblem(e);
      this.changed();
      return;
    }
    await this.load();
  }
}
