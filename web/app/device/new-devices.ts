/** A device that the signer got beside this one; docs/api.md, NewDevice. */
export interface NewDevice {
  readonly deviceId: string;
  readonly name: string;
  readonly boundAt: string;
  readonly status: 'bound' | 'revoked';
}

const STORED_AS = 'kyso-recognised-devices';
/** More than anybody binds in the week for which the platform tells of a device. */
const MOST_KEPT = 50;

/** Devices that somebody bound in the signer's name, until the signer has said that this is right or revoked them. */
export class NewDevices {
  private readonly heard = new Map<string, NewDevice>();

  /** @param store where it is kept on this device which ones are recognised */
  constructor(
    private readonly store: Pick<Storage, 'getItem' | 'setItem'>,
    private readonly changed: () => void,
  ) {}

  hear(device: NewDevice): void {
    if (device.status === 'bound') this.heard.set(device.deviceId, device);
    else this.heard.delete(device.deviceId);
    this.changed();
  }

  /** The signer has not said yet that these are right; the latest first. */
  unrecognised(): NewDevice[] {
    const recognised = new Set(this.recognised());
    return [...this.heard.values()]
      .filter((device) => !recognised.has(device.deviceId))
      .sort((a, b) => Date.parse(b.boundAt) - Date.parse(a.boundAt));
  }

  recognise(deviceId: string): void {
    const kept = this.recognised().filter((id) => id !== deviceId);
    this.store.setItem(STORED_AS, JSON.stringify([...kept, deviceId].slice(-MOST_KEPT)));
    this.changed();
  }

  /** It was revoked. */
  forget(deviceId: string): void {
    this.heard.delete(deviceId);
    this.changed();
  }

  private recognised(): string[] {
    try {
      const kept: unknown = JSON.parse(this.store.getItem(STORED_AS) ?? '[]');
      return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
    } catch {
      // Whatever stands there is nobody's word that a device is right.
      return [];
    }
  }
}
