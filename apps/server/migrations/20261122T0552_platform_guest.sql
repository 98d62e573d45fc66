-- Links for people without an account. The secret is never stored: the seed makes it again only with the key of the
-- installation, the hash finds it.
create table platform.guest_link (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  token_hash bytea not null,
  seed bytea not null,
  permits text[] not null,
  locale text not null check (locale in ('ja', 'en')),
  created_at timestamptz(3) not null,
  created_by jsonb not null,
  expires_at timestamptz(3),
  uses integer not null default 0,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  revoked_by jsonb
);
create unique index guest_link_token on platform.guest_link (token_hash, compartment_id);
create index guest_link_subject on platform.guest_link (subject_id, created_at desc);
select platform.register_content('platform.guest_link', 'subject_id');

-- Whose link a secret is, for somebody who sees nothing yet. Tells no content.
create function platform.guest_link_find(p_hash bytea, p_now timestamptz)
  returns table (id uuid, subject_id uuid, compartment_id integer, permits text[], locale text)
  language sql stable security definer set search_path = pg_catalog as $$
  select link.id, link.subject_id, link.compartment_id, link.permits, link.locale
  from platform.guest_link link
  where link.token_hash = p_hash and link.revoked_at is null
    and (link.expires_at is null or link.expires_at > p_now)
$$;
revoke execute on function platform.guest_link_find(bytea, timestamptz) from public;
grant execute on function platform.guest_link_find(bytea, timestamptz) to matoi_app;
