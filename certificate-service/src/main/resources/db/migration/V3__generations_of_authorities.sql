-- Which generation of its issuer signed a key's certificate, and whether an operator has revoked it.
ALTER TABLE authority_key ADD COLUMN issuer_generation integer NOT NULL DEFAULT 1;
ALTER TABLE authority_key ADD COLUMN revoked_at timestamptz;
ALTER TABLE authority_key ADD COLUMN revocation_reason integer; -- CRLReason, RFC 5280, 5.3.1
ALTER TABLE authority_key ADD CHECK ((revoked_at IS NULL) = (revocation_reason IS NULL));
