-- The list of one priority, newest first: the highest is rare, and looking for it went through the whole table.
-- accepted index-lock: before the first release no table is large
create index report_priority on reports.report (priority, received_at desc, id desc);
