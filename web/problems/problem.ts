/** A refusal (RFC 9457) as a screen needs it. */
export interface Problem {
  /** A code of the API, or `offline` where no answer came at all. */
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  /** What to look for in the logs. */
  readonly reference: string | undefined;
  readonly members: Readonly<Record<string, unknown>>;
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
  }
}

export const OFFLINE = 'offline';

/** What a failed answer says; what is no problem detail reads as one all the same. */
export function problemOf(status: number, body: string, reference?: string): Problem {
  let members: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) members = parsed as Record<string, unknown>;
  } catch {
    // A proxy's own page: its status says enough.
  }
  const text = (name: string): string | undefined => {
    const value = members[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    code: text('code') ?? codeOfStatus(status),
    status,
    detail: text('detail') ?? '',
    reference: text('reference') ?? reference,
    members,
  };
}

function codeOfStatus(status: number): string {
  switch (status) {
    case 401: return 'unauthenticated';
    case 403: return 'forbidden';
    case 404: return 'not-found';
    case 413: return 'request-too-large';
    case 429: return 'rate-limited';
    default: return status >= 500 ? 'service-unavailable' : 'malformed-request';
  }
}

/** No answer came: the network is away, or the server is. */
export function offline(reference?: string): Problem {
  return { code: OFFLINE, status: 0, detail: '', reference, members: {} };
}

/** Whether the same call may well succeed in a moment. */
export function isPassing(thrown: unknown): boolean {
  if (!(thrown instanceof ProblemError)) return false;
  const { code, status } = thrown.problem;
  return code === OFFLINE || status === 429 || status >= 502;
}

/** Anything that was thrown, as a problem to show. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  return { code: 'internal-error', status: 0, detail: String(thrown), reference: undefined, members: {} };
}
