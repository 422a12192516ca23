-- A device that is bound beside others is news on those: whoever bound it, its signer shall hear of it.
-- bound_at: null where nothing but the revocation was heard of.
ALTER TABLE device ADD COLUMN bound_at timestamptz;
UPDATE device SET bound_at = changed_at WHERE status = 'bound';

-- A change is about a request or about a device.
ALTER TABLE inbox_change DROP CONSTRAINT inbox_change_type_check;
ALTER TABLE inbox_change ALTER COLUMN request_id DROP NOT NULL;
ALTER TABLE inbox_change ADD COLUMN device_id text;
ALTER TABLE inbox_change
    ADD CONSTRAINT inbox_change_type_check CHECK (
        type IN ('request', 'answer-refused', 'closed', 'approved', 'finished')
            AND request_id IS NOT NULL AND device_id IS NULL
        OR type = 'device-bound' AND request_id IS NULL AND device_id IS NOT NULL);
