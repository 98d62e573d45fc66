-- An entry may tell of a span, may be assumed, and is corrected by a further entry in its place: the old one stays.
alter table journal.entry
  add column occurred_until timestamptz(3),
  add column is_assumed boolean not null default false,
  add column version integer not null default 1,
  add column corrects_id uuid,
  add column root_id uuid;
-- accepted index-lock: only entries that correct others are in it, and there are none before this file
create unique index entry_corrects on journal.entry (corrects_id, compartment_id) where corrects_id is not null;
-- accepted index-lock: as above
create index entry_root on journal.entry (root_id, version) where root_id is not null;

-- A correction stands in the place of the entry before it, in the same record.
create function journal.check_correction() returns trigger language plpgsql as $$
declare
  former journal.entry;
begin
  if new.occurred_until < new.occurred_at then
    raise exception 'an entry ends after it begins' using errcode = 'check_violation';
  end if;
  if new.corrects_id is null then
    return new;
  end if;
  select * into former from journal.entry where id = new.corrects_id;
  if former.id is null or former.subject_id is distinct from new.subject_id or former.version + 1 <> new.version
    or coalesce(former.root_id, former.id) is distinct from new.root_id then
    raise exception 'a correction follows an entry of the same record' using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;
create trigger correction before insert on journal.entry for each row execute function journal.check_correction();
