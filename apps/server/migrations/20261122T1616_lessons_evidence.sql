-- The file or note of the record that shows that a measure was done, by the name that it had. Null, no rewrite.
alter table lessons.measure add column evidence jsonb;
