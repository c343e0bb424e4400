-- What each member of staff has set for themselves: only what differs from the start need be there.
CREATE TABLE staff_settings (
  staff_id text PRIMARY KEY REFERENCES staff ON DELETE CASCADE,
  settings jsonb NOT NULL
);
