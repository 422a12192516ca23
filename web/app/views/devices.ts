import { html, nothing, type TemplateResult } from 'lit';
import { dateTime } from '../../i18n/formats.ts';
import type { App, Session } from '../app.ts';
import type { Devices, ListedDevice } from '../device/devices.ts';
import type { NewDevices } from '../device/new-devices.ts';
import { texts } from '../texts/texts.ts';
import { drawn } from './icons.ts';
import { notice, problemNotice } from './parts.ts';
import { qrCode } from './qr.ts';

export function devicesView(app: App, { devices, newDevices }: Session): TemplateResult {
  const t = texts();
  const bound = (devices.list?.filter((d) => d.status === 'bound') ?? []).sort((a, b) => Number(b.current) - Number(a.current));
  const revoked = devices.list?.filter((d) => d.status === 'revoked') ?? [];
  return html`<section class="stack">
    <h1>${t.devices.title}</h1>
    <p class="muted">${t.devices.lead}</p>
    ${newDeviceNotices(app, newDevices)}
    ${devices.problem ? problemNotice(devices.problem) : nothing}
    ${devices.list
      ? html`<ul class="list card">${[...bound, ...revoked].map((device) => item(app, devices, device))}</ul>`
      : devices.busy
        ? html`<p class="muted" role="status">${t.loading}</p>`
        : html`<button class="button" @click=${(): void => void devices.load()}>${t.retry}</button>`}
    ${further(devices)}
  </section>`;
}

/** Devices that somebody bound in the signer's name: to be recognised, or revoked. */
export function newDeviceNotices(app: App, newDevices: NewDevices): TemplateResult[] {
  const t = texts().devices;
  return newDevices.unrecognised().map((device) => html`<div class="stack" role="alert">
    ${notice('warning', 'smartphone', t.added(device.name), t.addedHow(dateTime(device.boundAt)))}
    <div class="row">
      ${app.route.at === 'devices' ? nothing : html`<button class="button" @click=${(): void => app.go({ at: 'devices' })}>${t.addedLook}</button>`}
      <button class="button plain" @click=${(): void => newDevices.recognise(device.deviceId)}>${t.addedMine}</button>
    </div>
  </div>`);
}

function item(app: App, devices: Devices, device: ListedDevice): TemplateResult {
  const t = texts().devices;
  const revoke = (): void => void app.revoke(device.id, device.current);
  return html`<li class="item device">
    <span class="emblem small">${drawn('smartphone')}</span>
    <div>
      <strong class="breakable">${device.name}</strong>
      ${device.current ? html`<span class="pill">${t.current}</span>` : nothing}
      ${device.status === 'revoked' ? html`<span class="pill error">${t.revoked}</span>` : nothing}
      <p class="muted">${t.bound(dateTime(device.boundAt))}<br />
        ${device.lastUsedAt ? t.used(dateTime(device.lastUsedAt)) : t.neverUsed}</p>
    </div>
    ${device.status === 'bound'
      ? html`<button class="button danger" ?disabled=${devices.busy} aria-label=${t.revokeLabel(device.name)} @click=${revoke}>
          ${drawn('trash')} ${t.revoke}</button>`
      : nothing}
  </li>`;
}

function further(devices: Devices): TemplateResult {
  const t = texts();
  const code = devices.furtherCode;
  return html`<section class="card stack" aria-labelledby="further">
    <h2 id="further">${drawn('plus')} ${t.devices.add}</h2>
    ${code
      ? html`<div role="status" class="stack">
          ${qrCode(`${location.origin}/#${code.code}`, t.devices.addQr)}
          <p>${t.devices.addCode}</p>
          <p class="mono big" data-code>${code.code}</p>
          <p class="muted">${t.devices.addUntil(dateTime(code.expiresAt))} <strong>${location.host}</strong></p>
        </div>`
      : html`<p>${t.devices.addLead}</p>
          ${devices.passkeyRefusal ? html`<div role="alert">${notice('warning', 'triangleAlert', t.request.passkeyCancelled)}</div>` : nothing}
          <button class="button primary" ?disabled=${devices.busy} @click=${(): void => void devices.addFurther()}>
            ${drawn('fingerprint')} ${t.devices.addGo}</button>`}
  </section>`;
}
