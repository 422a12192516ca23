import { asProblem, type Problem } from '../../problems/problem.ts';
import { challengeDigest, milliseconds } from '../approval/challenge.ts';
import { type Fault, PreparedPdfRefused } from '../approval/prepared-pdf.ts';
import type { DeviceApi } from '../device/api.ts';
import { confirmWithPasskey, PasskeyRefused, type PasskeyRefusal } from '../device/passkey.ts';
import { type ReadDocument, readDocument } from './read-document.ts';

/** The whole of what is asked: `ApprovalRequested` and what became of it. */
export interface AskedRequest {
  readonly requestId: string;
  readonly tenant: string;
  readonly requester: string;
  readonly signer: string;
  readonly credentialId: string;
  readonly certificateDigest: string;
  readonly certificateSerial: string;
  readonly certificateHolder: string;
  readonly certificateIssuer: string;
  readonly algorithm: string;
  readonly nonce: string;
  readonly rpId: string;
  readonly matchCodeRequired: boolean;
  readonly level: string;
  readonly reason: string | null;
  readonly location: string | null;
  readonly askedAt: string;
  readonly approveUntil: string;
  readonly documents: readonly AskedDocument[];
  readonly state: 'open' | 'answered' | 'approved' | 'closed';
  readonly closedReason: string | null;
  readonly answerRefused: string | null;
  readonly outcome: string | null;
}

export interface AskedDocument {
  readonly documentId: string;
  readonly name: string;
  readonly digest: string;
}

/** How far this device is with one document. */
export type Reading =
  | { readonly kind: 'unread' }
  | { readonly kind: 'reading'; readonly size: number }
  | { readonly kind: 'read'; readonly document: ReadDocument }
  | { readonly kind: 'failed'; readonly problem: Problem }
  /** The bytes are not what the request speaks of: it must not be signed. */
  | { readonly kind: 'refused'; readonly fault: Fault | 'other-digest' };

export type Answering = 'no' | 'asking-passkey' | 'sending' | 'approved' | 'declined';

/** One request under the signer's eyes: steps 6 and 7 of the signing cycle. */
export class Review {
  request: AskedRequest | undefined;
  problem: Problem | undefined;
  answering: Answering = 'no';
  passkeyRefusal: PasskeyRefusal | undefined;
  sendProblem: Problem | undefined;
  matchCode = '';
  /** Whether it could be answered when it was first seen here; what ended before is history, not news. */
  seenOpen = false;
  declining = false;
  reason = '';
  private readonly readings = new Map<string, Reading>();

  constructor(
    readonly requestId: string,
    private readonly api: DeviceApi,
    private readonly changed: () => void,
  ) {}

  async load(): Promise<void> {
    this.problem = undefined;
    try {
      const path = `/v1/inbox/${encodeURIComponent(this.requestId)}`;
      this.request = (await this.api.json('inbox', path)) as AskedRequest;
      this.seenOpen ||= this.request.state === 'open';
    } catch (e) {
      this.problem = asProblem(e);
    }
    this.changed();
    const [first] = this.request?.documents ?? [];
    if (first && this.request?.state === 'open') await this.read(first.documentId);
  }

  reading(documentId: string): Reading {
    return this.readings.get(documentId) ?? { kind: 'unread' };
  }

  /** Milliseconds until an approval no longer counts, by the server's clock. */
  get timeLeft(): number {
    return this.request ? milliseconds(this.request.approveUntil) - this.api.clock.now() : 0;
  }

  /** Whether something was found that must not be signed. */
  get refused(): boolean {
    return [...this.readings.values()].some((r) => r.kind === 'refused');
  }

  get readable(): boolean {
    return [...this.readings.values()].every((r) => r.kind !== 'reading');
  }

  get opened(): number {
    return [...this.readings.values()].filter((r) => r.kind === 'read').length;
  }

  get canApprove(): boolean {
    const code = !this.request?.matchCodeRequired || /^[0-9]{2}$/.test(this.matchCode);
    return code && !this.refused && this.readable && this.answering === 'no' && this.timeLeft > 0;
  }

  /** Reads one document: all of its bytes, hashed here, and held against what the request says. */
  async read(documentId: string): Promise<void> {
    const asked = this.request?.documents.find((d) => d.documentId === documentId);
    const before = this.reading(documentId).kind;
    if (!asked || before === 'reading' || before === 'read') return;
    this.note(documentId, { kind: 'reading', size: 0 });
    try {
      const document = await readDocument(this.api, this.requestId, documentId, (size) =>
        this.note(documentId, { kind: 'reading', size }),
      );
      const same = document.digest === asked.digest;
      this.note(documentId, same ? { kind: 'read', document } : { kind: 'refused', fault: 'other-digest' });
    } catch (e) {
      this.note(
        documentId,
        e instanceof PreparedPdfRefused
          ? { kind: 'refused', fault: e.fault }
          : { kind: 'failed', problem: asProblem(e) },
      );
    }
  }

  async readAll(): Promise<void> {
    for (const { documentId } of this.request?.documents ?? []) await this.read(documentId);
  }

  /** Has the passkey sign everything that is on screen, and hands it over. */
  async approve(): Promise<void> {
    const { request } = this;
    if (!request || !this.canApprove) return;
    this.answer('asking-passkey');
    try {
      const documents = request.documents.map((asked) => {
        const reading = this.reading(asked.documentId);
        const read = reading.kind === 'read' ? reading.document : undefined;
        return {
          documentId: asked.documentId,
          name: asked.name,
          digest: read?.digest ?? asked.digest,
          opened: read !== undefined,
        };
      });
      const { rpId, passkeyId } = this.api.device;
      const challenge = await challengeDigest({
        rpId,
        tenant: request.tenant,
        requester: request.requester,
        requestId: request.requestId,
        nonce: request.nonce,
        signer: request.signer,
        credentialId: request.credentialId,
        certificateDigest: request.certificateDigest,
        algorithm: request.algorithm,
        deadline: request.approveUntil,
        matchCode: request.matchCodeRequired ? this.matchCode : null,
        documents,
      });
      const assertion = await confirmWithPasskey(rpId, passkeyId, challenge);
      this.answer('sending');
      await this.send({
        decision: 'approve',
        assertion,
        openedDocuments: documents.filter((d) => d.opened).map((d) => d.documentId),
      });
      this.answer('approved');
    } catch (e) {
      this.failed(e);
    }
  }

  async decline(): Promise<void> {
    this.answer('sending');
    try {
      await this.send({ decision: 'decline', reason: this.reason.trim() || null });
      this.answer('declined');
    } catch (e) {
      this.failed(e);
    }
  }

  /** The signing-service did not count the answer: the request waits for another. */
  answerRefused(): void {
    if (this.answering === 'approved' || this.answering === 'declined') this.answer('no');
    this.matchCode = '';
  }

  private async send(body: object): Promise<void> {
    const path = `/v1/inbox/${encodeURIComponent(this.requestId)}/decision`;
    await this.api.json('inbox', path, { method: 'POST', body });
  }

  private failed(e: unknown): void {
    if (e instanceof PasskeyRefused) this.passkeyRefusal = e.why;
    else this.sendProblem = asProblem(e);
    this.answering = 'no';
    this.changed();
  }

  private answer(answering: Answering): void {
    this.answering = answering;
    this.passkeyRefusal = undefined;
    this.sendProblem = undefined;
    this.changed();
  }

  private note(documentId: string, reading: Reading): void {
    this.readings.set(documentId, reading);
    this.changed();
  }
}
