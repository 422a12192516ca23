-- What this service says to the others, until the broker has it. Rows of one key are inserted under the aggregate's row
-- lock, so their seq is their order; a relay sends a bucket's rows in that order while it holds the bucket's lock.
CREATE TABLE messaging_outbox (
    seq           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bucket        smallint    NOT NULL,
    event_id      uuid        NOT NULL,
    event_type    text        NOT NULL,
    topic         text        NOT NULL,
    event_key     text        NOT NULL,
    tenant        text        NOT NULL,
    version       bigint      NOT NULL,
    event_time    text        NOT NULL, -- as signed: a timestamptz would cut its nanoseconds
    payload       bytea       NOT NULL,
    payload_bytes integer     NOT NULL,
    signature     bytea       NOT NULL,
    traceparent   text,
    appended_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- A queue of short-lived rows: its dead ones must go soon, however large the table once was.
ALTER TABLE messaging_outbox SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 100000, autovacuum_analyze_scale_factor = 0.5);

-- Events that took effect. The consumer is the service whose database this is.
CREATE TABLE messaging_inbox (
    event_id uuid        PRIMARY KEY,
    taken_at timestamptz NOT NULL
);
CREATE INDEX messaging_inbox_taken_at ON messaging_inbox USING brin (taken_at);

-- Facts about something that is not here yet.
CREATE TABLE messaging_parked (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    waits_for   text        NOT NULL,
    event_id    uuid        NOT NULL UNIQUE,
    event_type  text        NOT NULL,
    topic       text        NOT NULL,
    event_key   text        NOT NULL,
    tenant      text        NOT NULL,
    version     bigint      NOT NULL,
    event_time  text        NOT NULL,
    payload     bytea       NOT NULL,
    signature   bytea       NOT NULL,
    traceparent text,
    parked_at   timestamptz NOT NULL,
    handed      boolean     NOT NULL DEFAULT false, -- its listener runs now, and has not parked it again
    tries       integer     NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL
);
CREATE INDEX messaging_parked_waits_for ON messaging_parked (waits_for, seq);
CREATE INDEX messaging_parked_due_at ON messaging_parked (due_at);

-- Work for any instance. due_at is the next instant at which a row is looked at: its start, the end of its lease, its
-- next try, or its deadline, whichever comes first.
CREATE TABLE messaging_work (
    queue       text        NOT NULL,
    work_key    text        NOT NULL,
    tenant      text        NOT NULL,
    payload     text        NOT NULL,
    due_at      timestamptz NOT NULL,
    deadline    timestamptz NOT NULL,
    attempt     integer     NOT NULL DEFAULT 0,
    lease       uuid,
    last_error  text,
    traceparent text,
    added_at    timestamptz NOT NULL,
    PRIMARY KEY (queue, work_key)
);
CREATE INDEX messaging_work_due_at ON messaging_work (queue, due_at);
ALTER TABLE messaging_work SET (
    fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
    autovacuum_analyze_scale_factor = 0.5);
