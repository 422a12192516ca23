-- What is older than the inbox keeps is found by its age.
CREATE INDEX inbox_request_approve_until ON inbox_request (approve_until);
CREATE INDEX inbox_change_changed_at ON inbox_change (changed_at);
