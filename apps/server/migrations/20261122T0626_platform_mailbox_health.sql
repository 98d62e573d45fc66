alter table platform.mailbox
  -- A certificate, or that of its authority, which no public authority stands for; PEM.
  add column trusted_certificate text;
alter table platform.mailbox_reading
  -- What the other side said, in its own words.
  add column problem_detail text;
