-- A key and whose it is. The certificate is another service's to know; `certificate` holds what it said.
CREATE TABLE credential (
    id           uuid PRIMARY KEY,
    signer       text        NOT NULL,
    key_type     text        NOT NULL CHECK (key_type IN ('p256', 'rsa2048', 'rsa3072')),
    public_key   bytea       NOT NULL,
    key_version  int         NOT NULL,
    created_at   timestamptz NOT NULL,
    destroyed_at timestamptz,
    mac          bytea       NOT NULL
);
CREATE INDEX credential_signer ON credential (signer);

-- The software key store: private keys wrapped under the installation's master key.
CREATE TABLE software_key (
    credential_id uuid PRIMARY KEY,
    version       int   NOT NULL,
    wrapped       bytea NOT NULL
);

-- Projection of certificate-changed; credential_id only where signer and public key match a credential of ours.
CREATE TABLE certificate (
    digest        text PRIMARY KEY,
    version       bigint      NOT NULL,
    signer        text        NOT NULL,
    credential_id uuid,
    serial        text        NOT NULL,
    holder        text        NOT NULL,
    issuer        text        NOT NULL,
    not_before    timestamptz NOT NULL,
    not_after     timestamptz NOT NULL,
    status        text        NOT NULL CHECK (status IN ('good', 'suspended', 'revoked')),
    status_at     timestamptz NOT NULL,
    chain         text        NOT NULL,
    mac           bytea       NOT NULL
);
CREATE INDEX certificate_credential ON certificate (credential_id);

CREATE TABLE trust_anchor (
    digest  text PRIMARY KEY,
    version bigint NOT NULL,
    name    text   NOT NULL,
    der     bytea  NOT NULL,
    mac     bytea  NOT NULL
);

-- A code that binds one device. key_wrapped opens only with this id, signer and expiry.
CREATE TABLE activation (
    id          text PRIMARY KEY,
    signer      text        NOT NULL,
    key_wrapped bytea       NOT NULL,
    made_by     text        NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    tries       int         NOT NULL DEFAULT 0,
    used_at     timestamptz
);

-- One run of the WebAuthn registration.
CREATE TABLE registration (
    id                    uuid PRIMARY KEY,
    activation_id         text        NOT NULL REFERENCES activation,
    challenge             bytea       NOT NULL,
    device_name           text        NOT NULL,
    device_key_thumbprint text        NOT NULL,
    expires_at            timestamptz NOT NULL
);
CREATE INDEX registration_expires ON registration (expires_at);

CREATE TABLE authenticator (
    device_id          uuid PRIMARY KEY,
    signer             text        NOT NULL,
    device_name        text        NOT NULL,
    key_thumbprint     text        NOT NULL,
    passkey_id         text        NOT NULL UNIQUE,
    public_key         text        NOT NULL,
    aaguid             text        NOT NULL,
    backup_eligible    boolean     NOT NULL,
    attestation_object text        NOT NULL,
    client_data_json   text        NOT NULL,
    activation_id      text        NOT NULL,
    bound_at           timestamptz NOT NULL,
    revoked_at         timestamptz,
    version            bigint      NOT NULL,
    last_used_at       timestamptz,
    mac                bytea       NOT NULL
);
CREATE INDEX authenticator_signer ON authenticator (signer);

-- What a signer decided about a tenant, on the phone.
CREATE TABLE consent (
    signer       text        NOT NULL,
    tenant       text        NOT NULL,
    without_code boolean     NOT NULL,
    blocked      boolean     NOT NULL,
    device_id    uuid        NOT NULL,
    changed_at   timestamptz NOT NULL,
    mac          bytea       NOT NULL,
    PRIMARY KEY (signer, tenant)
);

-- One sign request as this service knows it. asked, opened, ending and evidence are JSON under the row's MAC.
CREATE TABLE session (
    request_id      text PRIMARY KEY,
    tenant          text        NOT NULL,
    signer          text        NOT NULL,
    state           text        NOT NULL CHECK (state IN ('asked', 'awaiting', 'approved', 'closed')),
    version         bigint      NOT NULL,
    deadline        timestamptz NOT NULL,
    asked           text        NOT NULL,
    opened          text,
    ending          text,
    evidence        text,
    refused_answers int         NOT NULL DEFAULT 0,
    mac             bytea       NOT NULL
);
CREATE INDEX session_open ON session (signer, tenant) WHERE state IN ('asked', 'awaiting');

-- The one result of a document's signature; whoever commits it first has it.
CREATE TABLE signature (
    request_id  text        NOT NULL,
    document_id text        NOT NULL,
    outcome     text        NOT NULL CHECK (outcome IN ('created', 'failed')),
    reason      text,
    cms_sha256  bytea,
    at          timestamptz NOT NULL,
    PRIMARY KEY (request_id, document_id)
);

-- Why a document's signature has not succeeded so far.
CREATE TABLE signature_trouble (
    request_id  text        NOT NULL,
    document_id text        NOT NULL,
    reason      text        NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (request_id, document_id)
);
