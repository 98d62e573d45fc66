-- When a report was no longer open, as a column: an expression has no statistics under row-level security, and the
-- planner read the whole table.
drop index reports.report_ended;
-- accepted rewrite: before the first release no table is large
alter table reports.report add column ended_at timestamptz(3) generated always as (
  coalesce(closed_at, case when state = 'handled' then coalesce(answered_at, triaged_at, received_at) end)) stored;
-- accepted index-lock: before the first release no table is large
create index report_ended on reports.report (ended_at)
  include (received_at, class_code, state, compartment_id, withdrawn_at, id) where ended_at is not null;
