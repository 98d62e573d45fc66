-- The newest records are asked for by kind.
drop index platform.subject_created;
-- accepted index-lock: before the first release no table is large
create index subject_created on platform.subject (kind, created_at desc);
