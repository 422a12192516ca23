-- An id counts on its topic alone: whoever may write one topic can't use up the ids of another producer's events.
-- What was taken before this version, or by an instance of an earlier one, stands for every topic ('*').
ALTER TABLE messaging_inbox ADD COLUMN topic text NOT NULL DEFAULT '*';
ALTER TABLE messaging_inbox DROP CONSTRAINT messaging_inbox_pkey, ADD PRIMARY KEY (event_id, topic);
ALTER TABLE messaging_parked
    DROP CONSTRAINT messaging_parked_event_id_key, ADD CONSTRAINT messaging_parked_event UNIQUE (event_id, topic);
