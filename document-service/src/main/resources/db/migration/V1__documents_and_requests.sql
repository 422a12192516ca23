-- A document is its newest revision; every revision stays readable.
create table document (
    id         uuid primary key,
    tenant     text        not null,
    name       text        not null,
    created_by text        not null,
    created_at timestamptz not null,
    repaired   boolean     not null,
    revision   integer     not null check (revision > 0)
);
create index document_of_tenant on document (tenant, created_at desc, id desc);

create table revision (
    document       uuid        not null references document on delete cascade,
    number         integer     not null check (number > 0),
    size_bytes     bigint      not null,
    sha256         bytea       not null check (length(sha256) = 32),
    -- Structure and hash state after the last byte, as the engine keeps them: authenticated, versioned.
    outline        bytea       not null,
    -- Code of the problem why this revision takes no signature.
    why_not        text,
    created_at     timestamptz not null,
    -- When its bytes were last read back whole and found right.
    checked_at     timestamptz,
    -- Until then one instance is at it.
    check_until    timestamptz,
    quarantined_at timestamptz,
    primary key (document, number)
);
create index revision_to_check on revision (checked_at nulls first) where quarantined_at is null;

-- A document's bytes in order. Revision n consists of all segments of revisions 1 to n; segments never change.
create table segment (
    document     uuid    not null,
    position     integer not null,
    revision     integer not null,
    blob         text    not null unique,
    length_bytes bigint  not null check (length_bytes > 0),
    primary key (document, position),
    foreign key (document, revision) references revision on delete cascade
);

-- The one open writer of a document. While it stands, the document can't be deleted or asked for again.
create table document_writer (
    document uuid primary key references document,
    request  uuid not null
);
create index document_writer_of_request on document_writer (request);

create table sign_request (
    id                 uuid primary key,
    tenant             text        not null,
    requester          text        not null,
    asked_by           text        not null,
    user_id            text        not null,
    signer             text        not null,
    certificate_digest text        not null,
    certificate_serial text        not null,
    certificate_holder text        not null,
    certificate_issuer text        not null,
    level              text        not null,
    reason             text,
    location           text,
    match_code         text,
    state              text        not null check (state in ('asked', 'awaiting-approval', 'approved', 'finished')),
    outcome            text,
    outcome_reason     text,
    outcome_detail     text,
    created_at         timestamptz not null,
    expires_at         timestamptz not null,
    -- Of our own events about this request.
    version            bigint      not null,
    -- Of the newest fact of signing-service about this request.
    session_version    bigint      not null default 0,
    -- Documents whose end is not known yet.
    open_documents     integer     not null check (open_documents >= 0),
    timeline_end       integer     not null default 0,
    check ((state = 'finished') = (outcome is not null))
);
create index sign_request_of_tenant on sign_request (tenant, created_at desc, id desc);
create index sign_request_of_tenant_by_state on sign_request (tenant, state, created_at desc, id desc);

create table request_document (
    request       uuid    not null references sign_request,
    document      uuid    not null,
    position      integer not null,
    name          text    not null,
    base_revision integer not null,
    -- The engine's small immutable value: increment with a hole, ByteRange, digest.
    prepared      bytea,
    digest        bytea   not null check (length(digest) = 32),
    -- What signing-service said: the CMS as it came, or nothing yet.
    cms           bytea,
    state         text    not null check (state in ('prepared', 'signed', 'not-signed')),
    reason        text,
    detail        text,
    revision      integer,
    sha256        bytea,
    size_bytes    bigint,
    primary key (request, document)
);

create table timeline (
    request  uuid        not null references sign_request,
    sequence integer     not null,
    type     text        not null,
    at       timestamptz not null,
    detail   jsonb       not null,
    primary key (request, sequence)
);

-- What certificate-service says about signers' certificates: its newest word on each.
create table certificate (
    digest        text primary key,
    serial        text        not null,
    signer        text        not null,
    credential    text,
    holder        text        not null,
    issuer        text        not null,
    not_before    timestamptz not null,
    not_after     timestamptz not null,
    status        text        not null,
    -- DER, one after the other, the certificate first.
    chain         bytea       not null,
    ocsp_response bytea,
    status_at     timestamptz not null,
    version       bigint      not null
);
create index certificate_of_signer on certificate (signer);
create index certificate_by_serial on certificate (serial);

create table trust_anchor (
    digest      text primary key,
    name        text   not null,
    certificate bytea  not null,
    version     bigint not null
);

-- The largest timestamp token that came with a signature, in one row: what `/Contents` is sized by.
create table timestamp_size (
    the_one     boolean primary key default true check (the_one),
    token_bytes integer not null
);

-- Status of CAs and TSAs as their issuers gave it, for as long as it is in force.
create table status_cache (
    certificate_digest text primary key,
    kind               text        not null check (kind in ('ocsp', 'crl')),
    response           bytea       not null,
    fresh_until        timestamptz not null
);
