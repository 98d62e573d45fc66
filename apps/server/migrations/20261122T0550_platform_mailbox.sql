-- The ways in for mail: addresses that the receiver takes, and mailboxes elsewhere that are read by IMAP.
create table platform.mailbox (
  id uuid primary key,
  kind text not null check (kind in ('smtp-address', 'imap')),
  -- The address that people write to, in lower case.
  address text not null check (address = lower(address)),
  name text not null,
  state text not null check (state in ('active', 'paused', 'removed')),
  version integer not null default 1,
  -- What every mail that comes in here brings along.
  locale text check (locale in ('ja', 'en')),
  source_name text,
  gives_compartment integer references platform.compartment (id),
  class_hint text,
  tags text[] not null default '{}',
  is_acknowledged boolean not null default true,
  is_own_list boolean not null default false,
  -- Takes mail for addresses that no mailbox stands for; smtp-address only.
  is_catch_all boolean not null default false,
  host text,
  port integer check (port between 1 and 65535),
  tls_mode text check (tls_mode in ('tls', 'starttls', 'none')),
  is_private_allowed boolean not null default false,
  user_name text,
  auth_method text check (auth_method in ('password', 'xoauth2')),
  -- Encrypted; a password, or client secret and refresh token.
  secret bytea,
  token_endpoint text,
  client_id text,
  token_scope text,
  folder text,
  -- What is taken of the mails that are there already when the mailbox is read for the first time.
  begins_with text check (begins_with in ('new', 'unread', 'all')),
  after_read text check (after_read in ('flag', 'move')),
  move_to text,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  check (kind = 'smtp-address' or (host is not null and port is not null and tls_mode is not null and folder is not null
    and user_name is not null and auth_method is not null and begins_with is not null and after_read is not null)),
  check (after_read is distinct from 'move' or move_to is not null)
);
create unique index mailbox_address on platform.mailbox (address)
  where kind = 'smtp-address' and state <> 'removed' and not is_catch_all;
create unique index mailbox_catch_all on platform.mailbox (is_catch_all) where is_catch_all and state <> 'removed';

-- How a mailbox that is read by IMAP is doing; written by the reader, without a version.
create table platform.mailbox_reading (
  mailbox_id uuid primary key references platform.mailbox (id),
  is_well boolean not null,
  problem text,
  problem_at timestamptz(3),
  connected_at timestamptz(3),
  checked_at timestamptz(3) not null,
  uid_validity bigint,
  -- Every mail up to here is kept and marked.
  done_uid bigint not null default 0,
  -- Mails that came before are not ours; set at the first reading.
  begins_at timestamptz(3)
);

-- Each mail of an IMAP folder that was looked at, in the transaction that took it over: exactly once.
create table platform.mailbox_mail (
  mailbox_id uuid not null references platform.mailbox (id),
  uid_validity bigint not null,
  uid bigint not null,
  size bigint not null,
  sha256 bytea,
  mail_id uuid references platform.inbound_mail (id),
  -- Why a mail was left where it is, unmarked: visible on the page of mailboxes.
  left_because text check (left_because in ('too-large')),
  seen_at timestamptz(3) not null,
  marked_at timestamptz(3),
  primary key (mailbox_id, uid_validity, uid),
  check ((mail_id is null) = (left_because is not null)),
  check ((sha256 is null) = (left_because is not null))
);
create index mailbox_mail_same on platform.mailbox_mail (mailbox_id, sha256);
create index mailbox_mail_waiting on platform.mailbox_mail (mailbox_id, uid_validity, uid) where marked_at is null;

alter table platform.inbound_mail
  add column mailbox_id uuid references platform.mailbox (id),
  -- The defaults of the mailbox at the moment when the mail came.
  add column defaults jsonb not null default '{}';
-- accepted index-lock: nothing is released yet, so no table is large when this runs
create index inbound_mail_mailbox on platform.inbound_mail (mailbox_id, received_at) where mailbox_id is not null;

grant select, insert, update on platform.mailbox, platform.mailbox_reading, platform.mailbox_mail to matoi_app;
