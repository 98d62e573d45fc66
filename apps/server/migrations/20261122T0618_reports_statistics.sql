-- When the reporter first got a mail of ours, for the statistics.
alter table reports.report add column acknowledged_at timestamptz(3);
-- accepted index-lock: before the first release no table is large
create index report_counted on reports.report (received_at)
  include (channel, class_code, state, compartment_id, withdrawn_at, closed_at, answered_at, triaged_at, acknowledged_at, id);
-- accepted index-lock: before the first release no table is large
create index report_ended on reports.report
  ((coalesce(closed_at, case when state = 'handled' then coalesce(answered_at, triaged_at, received_at) end)))
  where state in ('closed', 'handled');
