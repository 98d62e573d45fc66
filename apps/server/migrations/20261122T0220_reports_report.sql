create schema reports;
grant usage on schema reports to matoi_app;

create table reports.report (
  id uuid primary key references platform.subject (id),
  compartment_id integer not null default 0,
  number text not null,
  version integer not null default 1,
  title text not null,
  preview text not null,
  text text not null,
  is_text_from_html boolean not null default false,
  channel text not null check (channel in ('mail', 'api')),
  state text not null default 'new' check (state in ('new', 'handled', 'closed')),
  parse text not null check (parse in ('parsed', 'unparseable')),
  parse_problem text,
  reporter_name text,
  reporter_address text,
  recipients text[] not null default '{}',
  charset text,
  locale text not null,
  is_automatic boolean not null default false,
  mail_message_id text,
  source text,
  external_id text,
  inbound_mail_id uuid references platform.inbound_mail (id),
  original_file_id uuid references platform.file (id),
  original_size bigint,
  original_sha256 bytea,
  attachment_count integer not null default 0,
  received_at timestamptz(3) not null,
  sent_at timestamptz(3),
  handled_as uuid references platform.subject (id),
  outcome text,
  close_reason text,
  closed_at timestamptz(3),
  closed_by jsonb
);
create index report_received on reports.report (received_at desc, id desc);
create index report_open on reports.report (received_at desc, id desc) where state = 'new';
create index report_state_received on reports.report (state, received_at desc, id desc);
create unique index report_external on reports.report (compartment_id, source, external_id)
  where source is not null and external_id is not null;
create unique index report_mail on reports.report (inbound_mail_id, compartment_id) where inbound_mail_id is not null;
select platform.register_content('reports.report', 'id');

create table reports.attachment (
  id uuid primary key,
  report_id uuid not null references reports.report (id),
  compartment_id integer not null default 0,
  file_id uuid not null references platform.file (id),
  rank integer not null,
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 bytea not null
);
create index attachment_report on reports.attachment (report_id, rank);
select platform.register_content('reports.attachment', 'report_id');
