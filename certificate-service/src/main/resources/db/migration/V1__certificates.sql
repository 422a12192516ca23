-- The CA's own keys. Private keys are wrapped by the installation's master key; a role's newest generation is in use.
CREATE TABLE authority_key (
    role            text        NOT NULL,
    generation      integer     NOT NULL,
    serial          text        NOT NULL,
    issuer          text        NOT NULL, -- role of the key that signed the certificate
    certificate     bytea       NOT NULL,
    wrapped_key     bytea       NOT NULL,
    not_after       timestamptz NOT NULL,
    created_at      timestamptz NOT NULL,
    version         bigint      NOT NULL DEFAULT 0, -- of the event that announces it
    published_at    timestamptz,
    PRIMARY KEY (role, generation),
    UNIQUE (issuer, serial)
);

CREATE TABLE subscriber (
    user_id    text        PRIMARY KEY, -- normalised
    signer     text        NOT NULL UNIQUE, -- keyed hash of user_id, as events name the signer
    kind       text        NOT NULL CHECK (kind IN ('CITIZEN_ID', 'PASSPORT', 'TAX_CODE')),
    name       text        NOT NULL,
    country    text        NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE certificate (
    digest            text        PRIMARY KEY, -- SHA-256 of the DER, base64url
    serial            text        NOT NULL, -- upper-case hexadecimal
    user_id           text        NOT NULL REFERENCES subscriber,
    signer            text        NOT NULL,
    credential_id     text, -- null: the key is held elsewhere
    issued_here       boolean     NOT NULL,
    holder            text        NOT NULL,
    issuer            text        NOT NULL,
    key_type          text        NOT NULL,
    key_digest        text        NOT NULL, -- SHA-256 of the SubjectPublicKeyInfo, base64url
    not_before        timestamptz NOT NULL,
    not_after         timestamptz NOT NULL,
    chain             bytea[]     NOT NULL, -- DER, the certificate first, the root last
    status            text        NOT NULL CHECK (status IN ('GOOD', 'SUSPENDED', 'REVOKED')),
    status_since      timestamptz NOT NULL, -- when the status was taken on
    revocation_reason integer, -- CRLReason, RFC 5280, 5.3.1
    version           bigint      NOT NULL,
    published_at      timestamptz NOT NULL,
    created_at        timestamptz NOT NULL,
    CHECK ((status = 'GOOD') = (revocation_reason IS NULL))
);
CREATE INDEX certificate_of_user ON certificate (user_id, created_at);
CREATE INDEX certificate_of_signer ON certificate (signer);
CREATE INDEX certificate_of_key ON certificate (key_digest);
-- No serial of this CA is used twice.
CREATE UNIQUE INDEX certificate_issued_here ON certificate (serial) WHERE issued_here;
CREATE INDEX certificate_revoked ON certificate (not_after) WHERE issued_here AND status <> 'GOOD';
CREATE INDEX certificate_published ON certificate (published_at);

-- One row for each CA: how often a status has changed, and the newest list.
CREATE TABLE revocation_list (
    ca          text   PRIMARY KEY,
    changes     bigint NOT NULL DEFAULT 0,
    number      bigint NOT NULL DEFAULT 0, -- of the newest list, RFC 5280, 5.2.3
    covers      bigint NOT NULL DEFAULT -1, -- the changes that the newest list knows of
    crl         bytea,
    this_update timestamptz,
    next_update timestamptz
);
INSERT INTO revocation_list (ca) VALUES ('root'), ('issuing');
