-- When the events of an import were, in which lane and of which source, packed and sorted: eleven bytes for each event.
-- They never change, so a picture of a hundred thousand events reads one value instead of as many rows.
alter table timeline.import add column times bytea;
alter table timeline.import alter column times set storage external;

-- accepted index-lock: the table came with this version
create index event_tagged on timeline.event (subject_id, occurred_at, id) where tags <> '{}';
