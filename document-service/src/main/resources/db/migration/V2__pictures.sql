-- Logos and drawn signatures for stamps. The same bytes are kept once for each tenant.
create table picture (
    id         uuid primary key,
    tenant     text        not null,
    sha256     bytea       not null check (length(sha256) = 32),
    media_type text        not null check (media_type in ('image/png', 'image/jpeg')),
    -- Pixels, as it is looked at.
    width      integer     not null,
    height     integer     not null,
    content    bytea       not null check (length(content) <= 1048576),
    created_by text        not null,
    created_at timestamptz not null,
    unique (tenant, sha256)
);
create index picture_of_tenant on picture (tenant, created_at desc, id desc);
