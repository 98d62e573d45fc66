-- As before, but texts are read only of what is shown, and what the newest entries do not hold is no longer gathered and sorted whole: a word that few entries
-- hold is found by the index of tokens, one that thousands hold is met soon on the way back through time. The planner
-- cannot tell the two apart, because it takes the pieces of a Japanese word for independent.
create or replace function platform.search_find(p_query text, p_phrases text[], p_kind text, p_limit integer)
  returns table (subject_id uuid, updated_at timestamptz, excerpt text)
  language sql stable security definer set search_path = pg_catalog set plan_cache_mode = force_custom_plan as $$
  with recent as materialized (
    select newest.subject_id, newest.part, newest.updated_at
    from (select * from platform.search_entry where p_kind is null or kind = p_kind
      order by updated_at desc limit greatest(2000, p_limit * 20)) newest
    where newest.tokens @@ p_query::tsquery
      and newest.compartment_id = any (platform.actor_compartments())
      and not exists (select from unnest(p_phrases) phrase where strpos(newest.norm, phrase) = 0)
    limit least(p_limit * 5, p_limit + 400)
  ),
  few as materialized (
    select entry.subject_id, entry.part, entry.updated_at
    from platform.search_entry entry
    where (select count(*) from recent) < least(p_limit * 5, p_limit + 400)
      and entry.tokens @@ p_query::tsquery
      and entry.compartment_id = any (platform.actor_compartments())
      and (p_kind is null or entry.kind = p_kind)
      and not exists (select from unnest(p_phrases) phrase where strpos(entry.norm, phrase) = 0)
    limit 1000 + 2 * least(p_limit * 5, p_limit + 400)
  ),
  many as materialized (
    select backward.subject_id, backward.part, backward.updated_at
    from (select * from platform.search_entry where p_kind is null or kind = p_kind
      order by updated_at desc offset 0) backward
    where (select count(*) from few) = 1000 + 2 * least(p_limit * 5, p_limit + 400)
      and backward.tokens @@ p_query::tsquery
      and backward.compartment_id = any (platform.actor_compartments())
      and not exists (select from unnest(p_phrases) phrase where strpos(backward.norm, phrase) = 0)
    limit least(p_limit * 5, p_limit + 400)
  ),
  matching as (
    select * from recent where (select count(*) from recent) >= least(p_limit * 5, p_limit + 400)
    union all
    select * from (select few.subject_id, few.part, few.updated_at from few where (select count(*) from few) < 1000 + 2 * least(p_limit * 5, p_limit + 400)
      order by few.updated_at desc limit least(p_limit * 5, p_limit + 400)) newest_few
    union all
    select * from many
  ),
  best as (
    select distinct on (matching.subject_id) matching.subject_id, matching.part, matching.updated_at
    from matching order by matching.subject_id, matching.updated_at desc
  ),
  shown as (
    select * from best order by best.updated_at desc limit p_limit
  )
  select entry.subject_id, entry.updated_at,
    substr(entry.body, greatest(1, coalesce(nullif(strpos(entry.norm, coalesce(p_phrases[1], '')), 0), 1) - 40), 160)
  from shown join platform.search_entry entry using (subject_id, part)
  order by entry.updated_at desc
$$;
