create schema sources;
grant usage on schema sources to matoi_app;

-- What the team has set about those who send to it: no content of records, so no compartment.
create table sources.mail_template (
  id uuid primary key,
  name text not null,
  is_active boolean not null,
  version integer not null,
  definition jsonb not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null
);

-- Every version stays: a report says by which one it was read.
create table sources.mail_template_version (
  template_id uuid not null references sources.mail_template (id),
  version integer not null,
  name text not null,
  is_active boolean not null,
  definition jsonb not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null,
  primary key (template_id, version)
);

-- The secret of a header is kept as its hash; that of a signature must be known to check it and is encrypted.
create table sources.webhook (
  id uuid primary key,
  name text not null,
  is_active boolean not null,
  version integer not null,
  proof text not null check (proof in ('header', 'hmac-sha256')),
  header_name text not null,
  secret bytea not null,
  secret_set_at timestamptz(3) not null,
  definition jsonb not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null
);

create table sources.webhook_version (
  webhook_id uuid not null references sources.webhook (id),
  version integer not null,
  name text not null,
  is_active boolean not null,
  proof text not null,
  header_name text not null,
  definition jsonb not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null,
  primary key (webhook_id, version)
);

-- What arrived at a webhook and what became of it. The body is kept, encrypted, only of what was not taken whole.
create table sources.delivery (
  id uuid primary key,
  webhook_id uuid not null references sources.webhook (id),
  received_at timestamptz(3) not null,
  remote_address text,
  size integer not null,
  sha256 bytea not null,
  result text not null check (result in ('accepted', 'partly', 'refused')),
  code text,
  items jsonb not null,
  body bytea,
  replayed_at timestamptz(3),
  replay_of uuid references sources.delivery (id)
);
create index delivery_webhook on sources.delivery (webhook_id, received_at desc, id desc);

grant select, insert, update on sources.mail_template, sources.webhook, sources.delivery to matoi_app;
grant select, insert on sources.mail_template_version, sources.webhook_version to matoi_app;
