-- A recipient's own form (.xlsx) and which field goes into which cell of it. One row for each version; none is ever
-- changed, so that it can be said by which one a copy was filled. A version without a form ends the line.
create table obligations.recipient_form (
  id uuid primary key,
  regime_id text not null,
  recipient text not null,
  name text not null,
  version integer not null check (version > 0),
  file_name text not null,
  form bytea check (octet_length(form) <= 1500000),
  sha256 text check ((sha256 is null) = (form is null)),
  cells jsonb not null,
  reason text not null,
  written_at timestamptz(3) not null,
  written_by jsonb not null,
  unique (regime_id, recipient, name, version)
);
create trigger append_only before update or delete on obligations.recipient_form
  for each row execute function platform.refuse_change();
create trigger never_truncated before truncate on obligations.recipient_form
  execute function platform.refuse_change();
grant select, insert on obligations.recipient_form to matoi_app;
