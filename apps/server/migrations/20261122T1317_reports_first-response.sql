-- Whose first response is due, and when: the board and the counts of the inbox ask it on every change.
-- accepted index-lock: before the first release no table is large
create index report_first_response on reports.report (due_at, id)
  where state = 'new' and answered_at is null and due_at is not null and withdrawn_at is null;
