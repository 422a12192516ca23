import { decodeBase64Url } from '../approval/base64url.ts';
import type { DeviceApi, PublicApi } from './api.ts';

export type Notifications =
  /** This browser has none; on an iPhone only an app on the home screen does. */
  | 'unsupported'
  | 'ask'
  | 'denied'
  | 'on'
  /** Allowed, but the browser's push service gave no address. */
  | 'failed';

export async function notifications(): Promise<Notifications> {
  if (!('Notification' in window) || !('PushManager' in window) || !('serviceWorker' in navigator)) {
    return 'unsupported';
  }
  if (Notification.permission === 'denied') return 'denied';
  if (Notification.permission === 'default') return 'ask';
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ? 'on' : 'ask';
}

/** From a tap: asks for permission, subscribes at the browser's push service, and tells the platform where to push. */
export async function turnNotificationsOn(device: DeviceApi, api: PublicApi): Promise<Notifications> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  const registration = await navigator.serviceWorker.ready;
  const { publicKey } = (await api.get('/v1/push-subscription/key')) as { publicKey: string };
  let subscription: PushSubscription;
  try {
    subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: decodeBase64Url(publicKey),
    });
  } catch (e) {
    if (e instanceof DOMException) return 'failed';
    throw e;
  }
  const { endpoint, keys } = subscription.toJSON();
  await device.json('inbox', '/v1/push-subscription', { method: 'PUT', body: { kind: 'web-push', endpoint, keys } });
  return 'on';
}

/** Whether this is an iPhone's browser, which pushes only to apps on its home screen. */
export function needsHomeScreen(): boolean {
  const apple = /iPhone|iPad/.test(navigator.userAgent);
  return apple && !matchMedia('(display-mode: standalone)').matches;
}
