-- What the reporter of a report is told of it, on the page of their link: the one record of the transaction's guest. Runs as
-- the owner, because a guest sees no compartment; answers no column that is for the team alone (title, class, assignee …).
create function reports.guest_report()
  returns table (number text, state text, outcome text, is_looked_at boolean, received_at timestamptz, body text,
    locale text, reporter_name text, has_address boolean)
  language sql stable security definer set search_path = pg_catalog as $$
  select report.number, report.state, report.outcome,
    report.assignee_id is not null or report.triaged_at is not null or report.answered_at is not null,
    report.received_at, report.text, report.locale, report.reporter_name, report.reporter_address is not null
  from reports.report report
  where report.id = nullif(current_setting('app.guest_subject', true), '')::uuid
$$;

-- The files that came with it, by name and size; the reporter has them.
create function reports.guest_files()
  returns table (name text, size bigint)
  language sql stable security definer set search_path = pg_catalog as $$
  select attachment.name, attachment.size
  from reports.attachment attachment
  where attachment.report_id = nullif(current_setting('app.guest_subject', true), '')::uuid
  order by attachment.rank
$$;
revoke execute on function reports.guest_report(), reports.guest_files() from public;
grant execute on function reports.guest_report(), reports.guest_files() to matoi_app;
