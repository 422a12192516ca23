import { html, nothing, type TemplateResult } from 'lit';
import { bytes, dateTime, day } from '../../i18n/formats.ts';
import type { CertificateFacts, Change, Finding, Signature, Verification } from '../api/verifications.ts';
import { texts } from './texts/texts.ts';
import { byCode, changedSince, commonName, standingOf, type Since, type Standing } from './verdict.ts';

const PILLS: Record<Standing, string> = { valid: 'ok', invalid: 'error', undecided: 'warning' };
const SINCE: Record<Since, string> = { nothing: 'ok', allowed: 'ok', forbidden: 'error', doubtful: 'warning', broken: 'error' };

/** One signature in plain words; what experts want to know is folded away below. */
export function signatureView(signature: Signature, verification: Verification): TemplateResult {
  const t = texts();
  const standing = standingOf(signature, verification);
  const since = changedSince(signature, verification);
  const stamp = signature.kind === 'document-timestamp';
  return html`<article class=${`signature ${standing}`}>
    <div class="row between">
      <h3><span class="muted signature-role">${stamp ? t.stampedBy : standing === 'valid' ? t.by : t.claimsBy}</span>
        <bdi class="breakable">${signature.signer?.name ?? t.nobody}</bdi></h3>
      <span class=${`pill ${PILLS[standing]}`}>${t.standing[standing]}</span>
    </div>
    ${findingList(signature.findings.filter((f) => f.code !== 'no-timestamp'))}
    <dl class="facts-grid">
      <dt>${t.when}</dt><dd>${time(signature)}</dd>
      <dt>${t.changes}</dt><dd><span class=${`since ${SINCE[since]}`}>${t.since[since]}</span>${changes(signature.coverage.changesAfter)}</dd>
      ${stamp ? nothing : html`<dt>${t.levelLabel}</dt><dd>${signature.level ? (t.levels[signature.level] ?? signature.level) : t.noLevel}</dd>`}
      ${fact(t.reason, signature.reason)}
      ${fact(t.location, signature.location)}
      ${stamp ? nothing : html`<dt>${t.where}</dt><dd>${signature.page > 0 ? t.onPage(signature.page) : t.invisible}</dd>`}
      ${signature.certification ? fact(t.certification, t.certifications[signature.certification] ?? signature.certification) : nothing}
    </dl>
    <details class="more"><summary>${t.details}</summary>${details(signature, verification)}</details>
  </article>`;
}

/** What is wrong or to be noted, each kind once. */
export function findingList(findings: readonly Finding[]): unknown {
  const t = texts();
  if (findings.length === 0) return nothing;
  return html`<ul class="findings">${byCode(findings).map((finding) => {
    const [what, meaning] = t.findings[finding.code] ?? t.findingUnknown;
    return html`<li class=${`finding ${finding.severity}`} data-code=${finding.code}><strong>${what}.</strong> ${meaning}</li>`;
  })}</ul>`;
}

function time(signature: Signature): TemplateResult {
  const t = texts();
  const at = signature.provenAt ?? signature.claimedAt;
  if (!at) return html`${t.notKnown}`;
  return html`<time datetime=${at}>${dateTime(at)}</time><span class="muted small">${signature.provenAt ? t.proven : t.claimed}</span>`;
}

function changes(all: readonly Change[]): unknown {
  const t = texts();
  if (all.length === 0) return nothing;
  const told = new Set(all.map((c) => `${t.revision(c.revision)}: ${t.change[c.kind] ?? c.kind}${c.allowed ? '' : ` (${t.notAllowed})`}`));
  return html`<ul class="muted small">${[...told].map((line) => html`<li>${line}</li>`)}</ul>`;
}

function fact(label: string, value: string | null): unknown {
  return value ? html`<dt>${label}</dt><dd class="breakable"><bdi>${value}</bdi></dd>` : nothing;
}

function details(signature: Signature, verification: Verification): TemplateResult {
  const t = texts();
  const { coverage } = signature;
  const sentences = new Set([...signature.findings.map((f) => f.detail), ...coverage.changesAfter.map((c) => c.detail)]);
  return html`<dl class="facts-grid">
      <dt>${t.indication}</dt><dd class="mono breakable">${signature.indication}${signature.subIndication ? ` / ${signature.subIndication}` : ''}</dd>
      <dt>${t.covers}</dt><dd>${coverage.wholeFile ? t.coversAll : t.coversPart(coverage.revision, verification.revisions, bytes(coverage.bytes))}</dd>
      ${fact(t.algorithm, signature.algorithm)}
      ${fact(t.format, signature.subFilter)}
      ${fact(t.field, signature.field)}
    </dl>
    ${sentences.size > 0 ? html`<ul class="sentences small" lang="en">${[...sentences].map((line) => html`<li class="breakable">${line}</li>`)}</ul>` : nothing}
    ${signature.chain.length > 0 ? html`<h4>${t.chain}</h4><ol class="chain">${signature.chain.map(certificate)}</ol>` : nothing}
    ${signature.timestamps.length > 0 ? html`<h4>${t.timestamps}</h4><ul class="chain">${signature.timestamps.map((stamp) => html`<li>
      <time datetime=${stamp.time}>${dateTime(stamp.time)}</time> · <bdi class="breakable">${commonName(stamp.tsa)}</bdi> · ${stamp.holds ? t.holds : t.holdsNot}</li>`)}</ul>` : nothing}`;
}

function certificate(facts: CertificateFacts): TemplateResult {
  const t = texts();
  const { revocation } = facts;
  const said = revocation
    ? [t.revocation[revocation.status], revocation.revokedAt ? dateTime(revocation.revokedAt) : '', revocation.source ? t.source[revocation.source] : '']
    : [];
  return html`<li><strong class="breakable"><bdi>${facts.name}</bdi></strong>
    <span class="muted small breakable"><bdi>${facts.subject}</bdi></span>
    <span class="muted small breakable">${t.issuer}: <bdi>${facts.issuer}</bdi></span>
    <span class="muted small breakable">${t.serial}: <span class="mono">${facts.serial}</span></span>
    <span class="muted small">${t.valid}: ${day(facts.notBefore)} – ${day(facts.notAfter)}</span>
    ${facts.anchor ? html`<span class="small">${t.anchor[facts.anchor]}</span>` : nothing}
    ${said.length > 0 ? html`<span class="small">${said.filter(Boolean).join(', ')}</span>` : nothing}</li>`;
}
