-- What a device's passkey is to confirm: a further device, or that a tenant may ask without a code.
ALTER TABLE further_device RENAME TO confirmation;
