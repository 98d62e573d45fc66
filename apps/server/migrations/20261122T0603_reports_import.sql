-- Reports that were entered from a ledger: by which import and from which line of its file, whether the time of day was
-- known, and whether the import was undone. A withdrawn report is in no list, no search and no statistics.
alter table reports.report
  add column import_id uuid references platform.subject (id),
  add column import_line integer,
  add column received_precision text not null default 'instant',
  add column withdrawn_at timestamptz(3);
-- accepted index-lock: the column is new and empty, so the index is built in a moment
create index report_import on reports.report (import_id) where import_id is not null;
