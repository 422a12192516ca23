import { DeviceKey } from './device-key.ts';

/** A device that speaks for a signer. Neither key can be read by a script: one is WebCrypto's, one the passkey's. */
export interface BoundDevice {
  readonly deviceId: string;
  readonly name: string;
  readonly rpId: string;
  /** The passkey's credential id, base64url. */
  readonly passkeyId: string;
  readonly key: DeviceKey;
}

interface Kept extends Omit<BoundDevice, 'key'> {
  readonly key: CryptoKeyPair;
}

const DATABASE = 'kyso-app';
const STORE = 'device';
const ONLY = 'this';

export async function keepDevice(device: BoundDevice): Promise<void> {
  const kept: Kept = { ...device, key: device.key.kept };
  await inStore('readwrite', (store) => store.put(kept, ONLY));
}

export async function forgetDevice(): Promise<void> {
  await inStore('readwrite', (store) => store.delete(ONLY));
}

export async function keptDevice(): Promise<BoundDevice | undefined> {
  const kept = (await inStore('readonly', (store) => store.get(ONLY))) as Kept | undefined;
  return kept && { ...kept, key: await DeviceKey.of(kept.key) };
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = (): void => {
      opening.result.createObjectStore(STORE);
    };
    opening.onsuccess = (): void => resolve(opening.result);
    opening.onerror = (): void => reject(opening.error ?? new Error('This browser keeps nothing'));
  });
}

async function inStore(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = (): void => resolve(request.result);
      transaction.onabort = (): void => reject(transaction.error ?? new Error('Nothing was kept'));
    });
  } finally {
    database.close();
  }
}
