-- What devices of the network are told to refuse. It is no content of records: whoever puts a value here releases it, and
-- is asked to say so where the record is restricted or marked narrowly. No entry names a record.
create table observables.block_entry (
  id uuid primary key,
  value_id uuid not null,
  type text not null check (type in ('ipv4', 'ipv6', 'network', 'domain', 'url', 'email', 'md5', 'sha1', 'sha256', 'sha512')),
  list text not null check (list in ('ipv4', 'ipv6', 'domain', 'url', 'email', 'md5', 'sha1', 'sha256', 'sha512')),
  value text not null,
  reason text not null,
  warning text check (warning in ('own', 'ignored', 'well-known', 'special-address', 'too-wide')),
  override_reason text,
  is_released boolean not null,
  added_at timestamptz(3) not null,
  added_by jsonb not null,
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  ended_by jsonb,
  ended_reason text
);
create unique index block_entry_once on observables.block_entry (value_id) where ended_at is null;
create index block_entry_list on observables.block_entry (list, expires_at) where ended_at is null;
create index block_entry_newest on observables.block_entry (added_at desc, id desc);
grant select, insert, update on observables.block_entry to matoi_app;

-- Keys by which devices fetch lists; only hashes.
create table observables.block_token (
  id uuid primary key,
  name text not null,
  lists text[] not null,
  token_hash bytea not null unique,
  created_at timestamptz(3) not null,
  created_by jsonb not null,
  revoked_at timestamptz(3),
  revoked_by jsonb
);
grant select, insert, update on observables.block_token to matoi_app;
