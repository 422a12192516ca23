-- What is old enough to be forgotten is found by its age.
create index if not exists timeline_at on timeline (at);
