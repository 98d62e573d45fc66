-- Every content table has an id; here it is the id of the report.
-- accepted table-rewrite: no version with this table was released, so it holds few rows
alter table public_reporting.work_end add column id uuid not null generated always as (report_id) stored;
