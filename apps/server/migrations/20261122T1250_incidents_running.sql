-- What runs, for the board: the worst first, the next review, the end of watching. Few rows of a large table.
-- accepted index-lock: before the first release no table is large
create index incident_running_severity on incidents.incident (severity_rank, id) where phase <> 'closed';
-- accepted index-lock: before the first release no table is large
create index incident_running_review on incidents.incident (next_review_at, id)
  where next_review_at is not null and phase <> 'closed';
-- accepted index-lock: before the first release no table is large
create index incident_running_monitoring on incidents.incident (monitoring_until, id)
  where monitoring_until is not null and phase <> 'closed';
-- accepted index-lock: before the first release no table is large
create index incident_running_unplanned on incidents.incident (opened_at desc, id desc)
  where next_review_at is null and phase <> 'closed';
