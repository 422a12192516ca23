-- What only the installation's master key opens: readiness opens it, without using anybody's key. One row.
CREATE TABLE software_key_probe (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    wrapped bytea   NOT NULL
);
