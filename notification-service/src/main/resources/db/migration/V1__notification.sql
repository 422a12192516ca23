-- device/: who may be told. A projection of authenticator-changed; a revoked device stays as its own tombstone.
CREATE TABLE device (
    device_id  text PRIMARY KEY,
    signer     text        NOT NULL,
    name       text        NOT NULL,
    status     text        NOT NULL CHECK (status IN ('bound', 'revoked')),
    version    bigint      NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX device_of_signer ON device (signer) WHERE status = 'bound';

-- push/: how they are told.
-- target: where pushes go and the browser's keys, wrapped, because whoever reads it can disturb the device.
CREATE TABLE push_subscription (
    device_id  text PRIMARY KEY,
    signer     text        NOT NULL,
    channel    text        NOT NULL CHECK (channel IN ('web-push', 'fcm', 'apns')),
    target     bytea       NOT NULL,
    changed_at timestamptz NOT NULL
);

-- Browsers bind their subscriptions to this key, so there is one, for good.
CREATE TABLE push_vapid_key (
    only_one    boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    public_key  bytea       NOT NULL,
    private_key bytea       NOT NULL,
    made_at     timestamptz NOT NULL
);

-- One row per request, device and telling: 0 when it was asked, the version of the session at each reminder.
CREATE TABLE push_notice (
    request_id    text        NOT NULL,
    device_id     text        NOT NULL,
    telling       bigint      NOT NULL,
    requester     text        NOT NULL,
    asked_at      timestamptz NOT NULL,
    approve_until timestamptz NOT NULL,
    state         text        NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sent', 'withdrawn', 'gone', 'refused', 'expired')),
    why           text,
    settled_at    timestamptz,
    PRIMARY KEY (request_id, device_id, telling)
);

-- The version of what the requester was told about a request (signer-reached).
CREATE TABLE signer_reached (
    request_id text PRIMARY KEY,
    version    bigint NOT NULL
);

-- inbox/: what they see and answer.
-- asked: the whole of approval-requested, as the phone reads it.
CREATE TABLE inbox_request (
    request_id      text PRIMARY KEY,
    tenant          text        NOT NULL,
    signer          text        NOT NULL,
    requester       text        NOT NULL,
    reason          text,
    documents       integer     NOT NULL,
    first_name      text        NOT NULL,
    asked_at        timestamptz NOT NULL,
    approve_until   timestamptz NOT NULL,
    asked           text        NOT NULL,
    session_version bigint      NOT NULL,
    opened_at       timestamptz,
    answered_at     timestamptz,
    answer_refused  text,
    answer_version  bigint      NOT NULL DEFAULT 0
);
CREATE INDEX inbox_request_of_signer ON inbox_request (signer, asked_at DESC, request_id DESC);

-- What the signing-service decided. It may come before the request itself does.
CREATE TABLE inbox_decision (
    request_id text PRIMARY KEY,
    version    bigint      NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('approved', 'closed')),
    reason     text,
    decided_at timestamptz NOT NULL
);

-- What devices answered, so that an answer sent twice travels once.
CREATE TABLE inbox_answer (
    request_id  text        NOT NULL,
    device_id   text        NOT NULL,
    digest      bytea       NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (request_id, device_id, digest)
);

-- History: signed documents and how requests ended, whichever is heard of first.
CREATE TABLE inbox_document (
    request_id  text        NOT NULL,
    document_id text        NOT NULL,
    revision    integer     NOT NULL,
    sha256      text        NOT NULL,
    level       text        NOT NULL,
    signed_at   timestamptz NOT NULL,
    PRIMARY KEY (request_id, document_id)
);
CREATE TABLE inbox_outcome (
    request_id  text PRIMARY KEY,
    outcome     text        NOT NULL,
    signed      integer     NOT NULL,
    not_signed  integer     NOT NULL,
    finished_at timestamptz NOT NULL
);

-- Live updates: changes of a signer's inbox, numbered under the signer's row lock, so that a stream which resumes
-- after a number has missed none before it.
CREATE TABLE inbox_signer (
    signer        text PRIMARY KEY,
    last_sequence bigint NOT NULL
);
CREATE TABLE inbox_change (
    signer     text        NOT NULL,
    sequence   bigint      NOT NULL,
    request_id text        NOT NULL,
    type       text        NOT NULL CHECK (type IN ('request', 'answer-refused', 'closed', 'approved')),
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (signer, sequence)
);

-- Which device's open stream showed which request.
CREATE TABLE inbox_delivery (
    request_id   text        NOT NULL,
    device_id    text        NOT NULL,
    delivered_at timestamptz NOT NULL,
    PRIMARY KEY (request_id, device_id)
);
