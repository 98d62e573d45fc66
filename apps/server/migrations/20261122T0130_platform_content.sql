create table platform.file (
  id uuid primary key,
  subject_id uuid references platform.subject (id),
  compartment_id integer not null default 1,
  object_name text not null unique,
  sha256 bytea not null,
  size bigint not null,
  media_type text not null,
  name text not null,
  wrapped_key bytea not null,
  created_at timestamptz(3) not null
);
create index file_subject on platform.file (subject_id);
select platform.register_content('platform.file', 'subject_id');

-- A mail exactly as it was accepted. `state` says how far the reading of it has come.
create table platform.inbound_mail (
  id uuid primary key,
  subject_id uuid references platform.subject (id),
  compartment_id integer not null default 1,
  file_id uuid not null references platform.file (id),
  envelope_from text not null,
  envelope_to text[] not null,
  remote_address text not null,
  size bigint not null,
  sha256 bytea not null,
  state text not null default 'received' check (state in ('received', 'read')),
  received_at timestamptz(3) not null
);
create index inbound_mail_waiting on platform.inbound_mail (received_at) where state = 'received';
select platform.register_content('platform.inbound_mail', 'subject_id');
