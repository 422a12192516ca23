import { html, nothing, type TemplateResult } from 'lit';
import badgeCheck from 'lucide-static/icons/badge-check.svg?raw';
import download from 'lucide-static/icons/download.svg?raw';
import fileSearch from 'lucide-static/icons/file-search.svg?raw';
import fileJson from 'lucide-static/icons/file-key.svg?raw';
import eye from 'lucide-static/icons/eye.svg?raw';
import { icon } from '../../design/icon.ts';
import { bytes, dateTime, digestGroups } from '../../i18n/formats.ts';
import { wordsFor } from '../../problems/words.ts';
import { contentAddress } from '../api/documents.ts';
import { evidenceAddress, type RequestDocument, type SignRequest } from '../api/requests.ts';
import { texts } from '../texts/texts.ts';
import { details } from './confirm.ts';

/** Signed: what came out, and where it can be had. */
export function donePanel(request: SignRequest, viewed: string, view: (id: string) => void): TemplateResult {
  const t = texts().done;
  const signed = request.documents.filter((d) => d.state === 'signed');
  const shown = signed.find((d) => d.id === viewed) ?? signed[0];
  const at = request.timeline.findLast((e) => e.type === 'document-signed')?.at;
  return html`<section class="card panel done" aria-labelledby="done-title">
      <span class="seal">${icon(badgeCheck)}</span>
      <h1 id="done-title">${request.outcome === 'signed' ? t.title : t.partly}</h1>
      <p class="muted">${t.text(signed.length)}</p>
      ${shown ? html`<a class="button primary" data-first href=${contentAddress(shown.id, shown.revision ?? undefined)} download=${signedName(shown.name)}>
        ${icon(download)}${t.download}</a>` : nothing}
      ${shown ? html`<a class="button" href=${verificationAddress(shown)}>${icon(fileSearch)}${t.check}</a>` : nothing}
      <a class="button" href=${evidenceAddress(request.id)} download=${`evidence-${request.id}.json`}>${icon(fileJson)}${t.evidence}</a>
      <p class="muted small">${t.evidenceHint}</p>
    </section>
    ${shown ? html`<section class="card panel" aria-labelledby="summary-title"><h2 id="summary-title">${t.summary}</h2>
      <dl class="facts-list">
        <dt>${t.who}</dt><dd>${request.certificate.holder}<div class="muted small">${request.certificate.issuer}</div></dd>
        ${at ? html`<dt>${t.when}</dt><dd>${dateTime(at)}</dd>` : nothing}
        <dt>${t.level}</dt><dd>${t.levels[request.level] ?? request.level}</dd>
        <dt>${t.covers}</dt><dd>${t.coversAll}</dd>
        ${shown.sha256 ? html`<dt>${t.digest}</dt><dd class="mono digest">${digestGroups(shown.sha256).join(' ')}</dd>` : nothing}
      </dl></section>` : nothing}
    ${request.documents.length > 1 ? results(request, shown?.id ?? '', view) : nothing}
    ${details(request)}
    <a class="button" href="/">${t.another}</a>`;
}

function results(request: SignRequest, shown: string, view: (id: string) => void): TemplateResult {
  const t = texts().done;
  return html`<section class="card panel" aria-labelledby="results-title"><h2 id="results-title">${t.results}</h2>
    <ul class="files">${request.documents.map((d) => result(d, d.id === shown, t, view))}</ul></section>`;
}

function result(d: RequestDocument, shown: boolean, t: ReturnType<typeof texts>['done'], view: (id: string) => void): TemplateResult {
  const words = d.reason ? wordsFor(d.reason) : undefined;
  return html`<li class=${`file ${d.state === 'signed' ? '' : 'failed'}`}>
    <div class="file-text"><strong class="breakable">${d.name}</strong>
      ${d.state === 'signed'
        ? html`<span class="muted small">${t.signed}${d.size === null ? '' : ` · ${bytes(d.size)}`}</span>`
        : html`<span class="why"><strong>${t.notSigned}.</strong> ${words ? `${words.what}. ${words.remedy}` : ''}</span>`}</div>
    ${d.state === 'signed' ? html`
      <button class="button plain square" aria-label=${shown ? t.showing(d.name) : t.view(d.name)} aria-pressed=${shown ? 'true' : 'false'} @click=${() => view(d.id)}>${icon(eye)}</button>
      <a class="button plain square" aria-label=${t.downloadOf(d.name)} href=${contentAddress(d.id, d.revision ?? undefined)} download=${signedName(d.name)}>${icon(download)}</a>` : nothing}
  </li>`;
}

/** Where the signed file is checked as any other one that somebody brings. */
function verificationAddress(d: RequestDocument): string {
  return `/verify?${new URLSearchParams({ document: d.id, revision: String(d.revision ?? ''), name: signedName(d.name) })}`;
}

/** `contract.pdf` signed is `contract-signed.pdf`. */
export function signedName(name: string): string {
  return name.replace(/(\.pdf)?$/i, '-signed.pdf');
}
