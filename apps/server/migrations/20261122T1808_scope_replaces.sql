-- Which numbers an entry took the place of, also those that lay on a merged record. Constant default, no rewrite.
alter table scope.number add column replaces uuid[] not null default '{}';
