import type { ActivationCode } from '../approval/activation-code.ts';
import { decodeBase64Url, encodeBase64Url } from '../approval/base64url.ts';
import type { PublicApi } from './api.ts';
import { type BoundDevice, keepDevice } from './bound-device.ts';
import { DeviceKey } from './device-key.ts';
import { createPasskey } from './passkey.ts';

interface Started {
  readonly id: string;
  readonly publicKey: PublicKeyCredentialCreationOptionsJSON;
}

/** Binds this device to its signer: the code is never sent, but proven over the new passkey. */
export async function activate(api: PublicApi, code: ActivationCode, deviceName: string): Promise<BoundDevice> {
  const key = await DeviceKey.fresh();
  const started = (await api.post('/v1/activations', {
    activationId: code.activationId,
    deviceName,
    deviceKey: key.publicJwk,
  })) as Started;
  const passkey = await createPasskey(started.publicKey);
  const mac = await code.mac(key.thumbprint, decodeBase64Url(started.publicKey.challenge), passkey.attestationObject);
  const bound = (await api.post(
    `/v1/activations/${encodeURIComponent(started.id)}/passkey`,
    { mac: encodeBase64Url(mac), credential: passkey.response },
    key,
  )) as { deviceId: string; rpId: string };
  const device = { deviceId: bound.deviceId, name: deviceName, rpId: bound.rpId, passkeyId: passkey.id, key };
  await keepDevice(device);
  return device;
}
