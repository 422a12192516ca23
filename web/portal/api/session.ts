import { call } from './call.ts';

export interface Session {
  readonly loggedIn: boolean;
  readonly name: string | null;
  readonly tenant: string | null;
  readonly tenantName: string | null;
  /** The largest file that may be uploaded. */
  readonly maxFileBytes: number;
}

export function readSession(): Promise<Session> {
  return call('GET', '/session');
}

export async function logIn(username: string, password: string): Promise<Session> {
  await call<void>('POST', '/session', { form: { username, password } });
  return readSession();
}

export async function logOut(): Promise<Session> {
  await call<void>('DELETE', '/session');
  return readSession();
}
