-- The newest records of any kind, for finding what looks alike: without it every look would sort the whole registry.
-- accepted index-lock: nothing is released yet, so no registry is large when this runs
create index subject_created on platform.subject (created_at desc);
