-- A service's own migration, beside messaging's: what a test's listener records of an event.
CREATE TABLE seen (
    seq       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id  uuid   NOT NULL,
    event_key text   NOT NULL,
    version   bigint NOT NULL
);

-- Things that an event may speak of.
CREATE TABLE thing (
    name    text   PRIMARY KEY,
    version bigint NOT NULL DEFAULT 0
);
