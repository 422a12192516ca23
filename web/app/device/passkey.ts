import { decodeBase64Url, encodeBase64Url } from '../approval/base64url.ts';

/** What the platform's passkey said, or that the signer thought better of it. */
export type PasskeyRefusal = 'cancelled' | 'unsupported' | 'failed';

export class PasskeyRefused extends Error {
  constructor(
    readonly why: PasskeyRefusal,
    cause?: unknown,
  ) {
    super(`Passkey ${why}`, { cause });
  }
}

/** Whether this device can make and use passkeys that check finger, face or PIN. */
export async function passkeysWork(): Promise<boolean> {
  return (
    typeof PublicKeyCredential === 'function' &&
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function' &&
    (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable())
  );
}

export interface NewPasskey {
  readonly id: string;
  readonly attestationObject: Uint8Array<ArrayBuffer>;
  readonly response: RegistrationResponseJSON;
}

export async function createPasskey(options: PublicKeyCredentialCreationOptionsJSON): Promise<NewPasskey> {
  const parsed = PublicKeyCredential.parseCreationOptionsFromJSON({
    ...options,
    authenticatorSelection: { ...options.authenticatorSelection, authenticatorAttachment: 'platform' },
  });
  const credential = await asked(() => navigator.credentials.create({ publicKey: parsed }));
  const response = credential.toJSON() as RegistrationResponseJSON;
  return {
    id: response.id,
    attestationObject: decodeBase64Url(response.response.attestationObject),
    response,
  };
}

/** Has the signer confirm the challenge with finger, face or PIN. */
export async function confirmWithPasskey(
  rpId: string,
  passkeyId: string,
  challenge: Uint8Array,
): Promise<AuthenticationResponseJSON> {
  const options = PublicKeyCredential.parseRequestOptionsFromJSON({
    rpId,
    challenge: encodeBase64Url(challenge),
    allowCredentials: [{ type: 'public-key', id: passkeyId }],
    userVerification: 'required',
  });
  const credential = await asked(() => navigator.credentials.get({ publicKey: options }));
  return credential.toJSON() as AuthenticationResponseJSON;
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await ask();
    if (credential instanceof PublicKeyCredential) return credential;
    throw new PasskeyRefused('failed');
  } catch (e) {
    if (e instanceof PasskeyRefused) throw e;
    const name = e instanceof DOMException ? e.name : '';
    if (name === 'NotAllowedError' || name === 'AbortError') throw new PasskeyRefused('cancelled', e);
    throw new PasskeyRefused(name === 'NotSupportedError' ? 'unsupported' : 'failed', e);
  }
}
