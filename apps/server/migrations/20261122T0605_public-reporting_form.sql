create schema public_reporting;
grant usage on schema public_reporting to matoi_app;

-- How the report form is set. One row; without it the form is as it comes. No content: everybody is shown it.
create table public_reporting.form_setting (
  is_only boolean primary key default true check (is_only),
  version integer not null,
  value jsonb not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null
);
grant select, insert, update on public_reporting.form_setting to matoi_app;

-- Whether the work that a report led to is over, for the words that its reporter reads. Learned from facts.
create table public_reporting.work_end (
  report_id uuid primary key references platform.subject (id),
  compartment_id integer not null default 0,
  is_ended boolean not null,
  changed_at timestamptz(3) not null
);
select platform.register_content('public_reporting.work_end', 'report_id');

-- The same for the guest of the transaction, who sees no compartment.
create function public_reporting.guest_work_ended() returns boolean
  language sql stable security definer set search_path = pg_catalog as $$
  select coalesce((select work.is_ended from public_reporting.work_end work
    where work.report_id = nullif(current_setting('app.guest_subject', true), '')::uuid), false)
$$;
revoke execute on function public_reporting.guest_work_ended() from public;
grant execute on function public_reporting.guest_work_ended() to matoi_app;
