create schema management_reports;
grant usage on schema management_reports to matoi_app;

-- A report to management or a closing report. As a draft it holds only what its author wrote in place of what the
-- record says; once issued it holds the whole document, and is never changed again.
create table management_reports.report (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  version integer not null default 1,
  kind text not null check (kind in ('progress', 'closing')),
  audience text not null check (audience in ('plain', 'technical')),
  language text not null check (language in ('ja', 'en')),
  is_final boolean not null,
  next_report_at timestamptz(3),
  state text not null default 'draft' check (state in ('draft', 'issued', 'discarded')),
  edits jsonb not null default '{}',
  started_at timestamptz(3) not null,
  started_by jsonb not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null,
  approved_at timestamptz(3),
  approved_by jsonb,
  approved_hash text,
  number integer,
  issued_at timestamptz(3),
  issued_by jsonb,
  document jsonb,
  texts jsonb,
  sha256 bytea,
  chain_position bigint,
  chain_hash text,
  files jsonb,
  check ((state = 'issued') = (number is not null)),
  check ((state = 'issued') = (document is not null and sha256 is not null and files is not null))
);
create index report_subject on management_reports.report (subject_id, started_at desc);
create unique index report_draft on management_reports.report (subject_id, kind, compartment_id) where state = 'draft';
create unique index report_number on management_reports.report
  (subject_id, kind, language, audience, number, compartment_id) where state = 'issued';
select platform.register_content('management_reports.report', 'subject_id');

create function management_reports.keep_issued() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.state = 'draft' then
    return new;
  end if;
  if tg_op = 'DELETE' or to_jsonb(new) - 'compartment_id' is distinct from to_jsonb(old) - 'compartment_id' then
    raise exception 'a report that was issued or given up is kept as it is' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function management_reports.keep_issued() from public;
create trigger keep_issued before update or delete on management_reports.report
  for each row execute function management_reports.keep_issued();
create trigger never_truncated before truncate on management_reports.report execute function platform.refuse_change();

-- To whom an issued report was sent.
create table management_reports.delivery (
  id uuid primary key,
  report_id uuid not null references management_reports.report (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  message_id uuid not null,
  recipients jsonb not null,
  sent_at timestamptz(3) not null,
  sent_by jsonb not null
);
create index delivery_report on management_reports.delivery (report_id, sent_at);
select platform.register_content('management_reports.delivery', 'subject_id');
create function management_reports.keep_delivery() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'compartment_id' is distinct from to_jsonb(old) - 'compartment_id' then
    raise exception 'a delivery is kept as it is' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function management_reports.keep_delivery() from public;
create trigger append_only before update or delete on management_reports.delivery
  for each row execute function management_reports.keep_delivery();
create trigger never_truncated before truncate on management_reports.delivery execute function platform.refuse_change();
