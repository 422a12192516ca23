-- The end of a request as a whole is news on a phone's stream, too.
ALTER TABLE inbox_change DROP CONSTRAINT inbox_change_type_check;
ALTER TABLE inbox_change
    ADD CONSTRAINT inbox_change_type_check CHECK (type IN ('request', 'answer-refused', 'closed', 'approved', 'finished'));
