create schema offline_pack;
grant usage on schema offline_pack to matoi_app;

-- How the pack is made; one row. The passphrase is sealed, because the pack is made at night without anybody.
create table offline_pack.setting (
  id integer primary key check (id = 1),
  version integer not null,
  passphrase bytea not null,
  -- Local time of the team.
  run_at text not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null
);

-- What was made. The file lies in the data directory; the newest ones are kept.
create table offline_pack.pack (
  id uuid primary key,
  file_name text not null unique,
  size integer not null,
  sha256 bytea not null,
  -- Which documents are in it.
  contents jsonb not null,
  made_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
create index pack_made on offline_pack.pack (made_at desc);

grant select, insert, update on offline_pack.setting, offline_pack.pack to matoi_app;
