-- Proofs of device keys that were used (RFC 9449): SHA-256 of the key's thumbprint and the proof's jti.
create table frame_seen_proof (
    id bytea primary key,
    until timestamptz not null
);
create index frame_seen_proof_until on frame_seen_proof (until);

-- Calls that are answered once. While answered_at is null the call runs under a lease, or its instance has died.
create table frame_idempotency (
    tenant text not null,
    caller text not null,
    key text not null,
    fingerprint bytea not null,
    lease uuid not null,
    leased_until timestamptz not null,
    created_at timestamptz not null,
    answered_at timestamptz,
    status int,
    headers text,
    -- The answer's body, wrapped: it may hold what its caller alone may read.
    body bytea,
    primary key (tenant, caller, key)
);
create index frame_idempotency_created on frame_idempotency (created_at);

-- What happened. Rows commit with the act; the sealer gives each its place in the chain afterwards.
create table frame_audit (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    action text not null,
    subject text not null,
    actor text not null,
    tenant text not null,
    details text not null,
    position bigint unique,
    hash bytea
);
create index frame_audit_unsealed on frame_audit (id) where position is null;
create index frame_audit_subject on frame_audit (subject, id);

-- One signature over the chain up to and including last_position.
create table frame_audit_seal (
    number bigint primary key,
    last_position bigint not null,
    hash bytea not null,
    sealed_at timestamptz not null,
    signature bytea not null
);

-- Token buckets.
create table frame_rate_limit (
    bucket text primary key,
    tokens double precision not null,
    updated_at timestamptz not null
);
create index frame_rate_limit_updated on frame_rate_limit (updated_at);
