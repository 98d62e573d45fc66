-- Repetitions that were counted on a report under an id of their sender: the same id handed in again counts no more.
create table reports.occurrence (
  id uuid primary key,
  report_id uuid not null references reports.report (id),
  compartment_id integer not null default 0,
  source text not null,
  external_id text not null,
  event_at timestamptz(3) not null,
  received_at timestamptz(3) not null
);
create unique index occurrence_external on reports.occurrence (compartment_id, source, external_id);
create index occurrence_report on reports.occurrence (report_id, received_at desc);
select platform.register_content('reports.occurrence', 'report_id');
