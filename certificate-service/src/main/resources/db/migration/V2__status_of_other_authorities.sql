-- When the CA of an imported certificate last gave its status; null for our own, whose status stands here.
ALTER TABLE certificate ADD COLUMN status_as_of timestamptz;
