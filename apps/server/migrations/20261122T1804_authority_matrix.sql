create schema authority;
grant usage on schema authority to matoi_app;

-- Who may order what: the versions that were approved. Settings of the team, without content of any record.
create table authority.version (
  number integer primary key check (number > 0),
  definition jsonb not null,
  effective_at timestamptz(3) not null,
  note text not null,
  authors jsonb not null,
  approved_at timestamptz(3) not null,
  approved_by jsonb not null,
  sha256 text not null
);
create trigger append_only before update or delete on authority.version
  for each row execute function platform.refuse_change();
create trigger never_truncated before truncate on authority.version execute function platform.refuse_change();
grant select, insert on authority.version to matoi_app;

-- The next version while it is written: one row, which stays when its draft was approved or thrown away.
create table authority.draft (
  id integer primary key check (id = 1),
  definition jsonb,
  based_on integer references authority.version (number),
  authors jsonb not null default '[]',
  version integer not null,
  saved_at timestamptz(3) not null,
  saved_by jsonb not null
);
grant select, insert, update on authority.draft to matoi_app;

-- Authority that a member has given to another one for a time.
create table authority.delegation (
  id uuid primary key,
  from_member_id uuid not null,
  to_member_id uuid not null,
  action_kinds text[] not null,
  scope jsonb not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null check (ends_at > starts_at),
  reason text not null,
  given_at timestamptz(3) not null,
  given_by jsonb not null,
  revoked_at timestamptz(3),
  revoked_by jsonb,
  revoked_reason text,
  check (from_member_id <> to_member_id),
  check ((revoked_at is null) = (revoked_by is null and revoked_reason is null))
);
create index delegation_to on authority.delegation (to_member_id, ends_at);
grant select, insert, update on authority.delegation to matoi_app;

-- What was given can be taken back once; nothing else of it changes.
create function authority.keep_as_given() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.revoked_at is not null
    or to_jsonb(new) - 'revoked_at' - 'revoked_by' - 'revoked_reason'
      is distinct from to_jsonb(old) - 'revoked_at' - 'revoked_by' - 'revoked_reason' then
    raise exception 'a delegation is kept as it was given' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function authority.keep_as_given() from public;
create trigger keep_as_given before update or delete on authority.delegation
  for each row execute function authority.keep_as_given();
create trigger never_truncated before truncate on authority.delegation execute function platform.refuse_change();
