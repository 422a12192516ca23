-- The user's id that a passkey was made for; devices bound before have none.
ALTER TABLE authenticator ADD COLUMN user_handle text;
