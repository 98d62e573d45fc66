-- Browsers on which somebody takes push messages (RFC 8030). Address and keys of the subscription are encrypted and thrown
-- away with its end; `endpoint_hash` finds it again.
create table platform.push_device (
  id uuid primary key,
  account_id uuid not null references platform.account (id),
  name text not null,
  service text not null,
  endpoint_hash bytea not null,
  subscription bytea,
  has_notices boolean not null,
  registered_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  last_sent_at timestamptz(3),
  last_problem text,
  ended_at timestamptz(3),
  end_reason text check (end_reason in ('by-owner', 'gone', 'replaced')),
  check ((ended_at is null) = (subscription is not null))
);
create unique index push_device_endpoint on platform.push_device (endpoint_hash) where ended_at is null;
create index push_device_account on platform.push_device (account_id, registered_at);
grant select, insert, update on platform.push_device to matoi_app;
