-- What is old enough to be forgotten is found by its age.
CREATE INDEX session_closed ON session (deadline) WHERE state = 'closed';
CREATE INDEX activation_expires ON activation (expires_at);
