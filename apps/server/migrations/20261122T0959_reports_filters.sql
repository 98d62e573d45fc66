-- Filters of the list that few reports pass, each in the order of the list; looking for them went through the table.
-- accepted index-lock: before the first release no table is large
create index report_class on reports.report (class_code, received_at desc, id desc);
-- accepted index-lock: before the first release no table is large
create index report_unanswered on reports.report (received_at desc, id desc) where answered_at is null;
-- accepted index-lock: before the first release no table is large
create index report_snoozed on reports.report (snoozed_until) where snoozed_until is not null;
