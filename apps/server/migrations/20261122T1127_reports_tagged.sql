-- The few reports that carry tags, in the order of the list.
-- accepted index-lock: before the first release no table is large
create index report_tagged on reports.report (received_at desc, id desc) where tags <> '{}';
