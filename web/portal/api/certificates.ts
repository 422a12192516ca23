import { call } from './call.ts';

export interface Certificate {
  readonly serial: string;
  readonly holder: string;
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly keyType: string;
  readonly status: 'valid' | 'expired' | 'not-yet-valid' | 'suspended' | 'revoked';
  readonly canSign: boolean;
  readonly whyNot: string | null;
}

export async function certificatesOf(userId: string, signal?: AbortSignal): Promise<readonly Certificate[]> {
  const path = `/v1/certificates?${new URLSearchParams({ userId })}`;
  const answer = await call<{ certificates: readonly Certificate[] }>('GET', path, signal ? { signal } : {});
  return answer.certificates;
}
