-- What a device is to confirm with its passkey before another may be bound; used once.
CREATE TABLE further_device (
    device_id  uuid PRIMARY KEY REFERENCES authenticator,
    nonce      text        NOT NULL,
    expires_at timestamptz NOT NULL
);
