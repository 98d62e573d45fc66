-- The order of tasks over all records, where no record is named.
-- accepted index-lock: before the first release no table is large
create index task_rank on tasks.task (rank, id);
