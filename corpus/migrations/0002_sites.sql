-- What is known of pages that `minuted sync` fetches. Only corpus/sites/state.py writes it.

CREATE TABLE site_pages (
    key           TEXT PRIMARY KEY,  -- also the key of the page's row in sources
    url           TEXT NOT NULL,     -- as asked for
    site          TEXT NOT NULL,     -- the site or list under which it was found
    meeting       TEXT,              -- the site's own number of the meeting
    name          TEXT NOT NULL,     -- the file name by which a reader knows it
    given         TEXT NOT NULL,     -- what the site says of it (as metadata)
    etag          TEXT,
    last_modified TEXT,
    sha256        TEXT,              -- of the last whole body, kept among the originals
    status        INTEGER,           -- HTTP status of the last answer
    failure       TEXT,              -- why the last attempt failed
    first_at      TEXT,              -- when it was first fetched; all times are ISO, in UTC
    fetched_at    TEXT,              -- when its body last came
    checked_at    TEXT,              -- when it was last asked for
    gone_since    TEXT               -- since when the publisher says there is no such page
) WITHOUT ROWID;
CREATE INDEX site_pages_site ON site_pages (site, meeting);

CREATE TABLE site_meetings (
    site       TEXT NOT NULL,
    meeting    TEXT NOT NULL,
    committee  TEXT NOT NULL,
    date       TEXT,
    settled    INTEGER NOT NULL,     -- all of it is held, and its minutes are final
    attendees  TEXT NOT NULL,        -- as the site lists them: [name, role, present]
    checked_at TEXT NOT NULL,
    PRIMARY KEY (site, meeting)
) WITHOUT ROWID;

-- A run that has not ended is taken up again where it stopped.
CREATE TABLE site_runs (
    key        TEXT PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at   TEXT
) WITHOUT ROWID;
