create schema charter;
grant usage on schema charter to matoi_app;

-- What the team says of itself (RFC 2350): the versions that were approved. Nothing here is content of a record.
create table charter.version (
  number integer primary key check (number > 0),
  definition jsonb not null,
  effective_at timestamptz(3) not null,
  note text not null,
  authors jsonb not null,
  approved_at timestamptz(3) not null,
  approved_by jsonb not null,
  sha256 text not null
);
create trigger append_only before update or delete on charter.version
  for each row execute function platform.refuse_change();
create trigger never_truncated before truncate on charter.version execute function platform.refuse_change();
grant select, insert on charter.version to matoi_app;

-- The next version while it is written: one row, which stays when its draft was approved or thrown away.
create table charter.draft (
  id integer primary key check (id = 1),
  definition jsonb,
  based_on integer references charter.version (number),
  authors jsonb not null default '[]',
  version integer not null,
  saved_at timestamptz(3) not null,
  saved_by jsonb not null
);
grant select, insert, update on charter.draft to matoi_app;

-- Whether the version in force stands on a page for everybody: one row, off until an administrator says so.
create table charter.publication (
  id integer primary key check (id = 1),
  is_public boolean not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null
);
grant select, insert, update on charter.publication to matoi_app;
