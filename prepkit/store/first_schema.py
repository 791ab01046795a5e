"""The first schema, written once for both kinds of database. It is never edited after the release.

Times are UTC microseconds. ``{key}`` is a text that is compared and ordered by its bytes, ``{long}`` a whole
number of 64 bits; ``migrations`` puts in what each database calls them.
"""

from __future__ import annotations

from prepkit.store.database import DatabaseKind

STATEMENTS = (
    """CREATE TABLE profiles (id {key} PRIMARY KEY NOT NULL, name TEXT NOT NULL, created_at {long} NOT NULL,
    identity {key}, renamed_at {long} NOT NULL DEFAULT 0, opened_at {long} NOT NULL DEFAULT 0,
    coach_id {key})""",
    "CREATE UNIQUE INDEX idx_profiles_identity ON profiles (identity)",
    """CREATE TABLE settings (profile_id {key} REFERENCES profiles (id), name {key}, value TEXT NOT NULL,
    updated_at {long} NOT NULL DEFAULT 0, PRIMARY KEY (profile_id, name))""",
    """CREATE TABLE attempts (id {key} PRIMARY KEY, seq {long} NOT NULL,
    profile_id {key} NOT NULL REFERENCES profiles (id), card_id {key} NOT NULL, variant_id {key},
    mode {key} NOT NULL, rating INTEGER NOT NULL, confidence {key}, answered_at {long} NOT NULL,
    local_day {key} NOT NULL, tz TEXT NOT NULL, duration_ms {long} NOT NULL, answer TEXT NOT NULL,
    ticks TEXT NOT NULL, session_id {key}, bank_version TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX idx_attempts_profile_id_seq ON attempts (profile_id, seq)",
    "CREATE INDEX idx_attempts_profile_id_card_id_seq ON attempts (profile_id, card_id, seq)",
    "CREATE INDEX idx_attempts_profile_id_local_day ON attempts (profile_id, local_day)",
    """CREATE TABLE voids (attempt_id {key} PRIMARY KEY REFERENCES attempts (id), profile_id {key} NOT NULL,
    voided_at {long} NOT NULL)""",
    "CREATE INDEX idx_voids_profile_id ON voids (profile_id)",
    # Every rating waits for its pages to reach the disk: in SQLite one tree instead of two.
    """CREATE TABLE card_states (profile_id {key} NOT NULL, card_id {key} NOT NULL, stability {real} NOT NULL,
    difficulty {real} NOT NULL, last_review {long} NOT NULL, phase INTEGER NOT NULL, step INTEGER,
    due {long} NOT NULL, reps INTEGER NOT NULL, lapses INTEGER NOT NULL, last_rating INTEGER NOT NULL,
    PRIMARY KEY (profile_id, card_id)) {one_tree}""",
    # What must be seen again within a session is read at every card: only cards in (re)learning.
    "CREATE INDEX idx_card_states_learning ON card_states (profile_id, due) WHERE phase IN (1, 3)",
    # What Progress counts is counted as it comes: a million attempts took half a second to count.
    """CREATE TABLE tallies (profile_id {key} NOT NULL, local_day {key} NOT NULL, rating INTEGER NOT NULL,
    confidence {key} NOT NULL, attempts {long} NOT NULL, duration_ms {long} NOT NULL,
    PRIMARY KEY (profile_id, local_day, rating, confidence)) {one_tree}""",
    """CREATE TABLE marks (profile_id {key}, card_id {key}, flagged INTEGER NOT NULL,
    suspended INTEGER NOT NULL, buried_until {key}, updated_at {long} NOT NULL DEFAULT 0,
    PRIMARY KEY (profile_id, card_id))""",
    """CREATE TABLE notes (profile_id {key}, card_id {key}, text TEXT NOT NULL, updated_at {long} NOT NULL,
    PRIMARY KEY (profile_id, card_id))""",
    """CREATE TABLE drafts (profile_id {key}, name {key}, text TEXT NOT NULL, updated_at {long} NOT NULL,
    PRIMARY KEY (profile_id, name))""",
    """CREATE TABLE sessions (id {key} PRIMARY KEY, profile_id {key} NOT NULL, title TEXT NOT NULL,
    started_at {long} NOT NULL, ended_at {long}, total INTEGER NOT NULL, position INTEGER NOT NULL,
    card_id {key}, variant_id {key}, attempt_id {key}, drawn_at {long}, revealed_at {long},
    confidence {key}, ticks TEXT NOT NULL)""",
    "CREATE INDEX idx_sessions_profile_id_started_at ON sessions (profile_id, started_at)",
    "CREATE INDEX idx_sessions_open ON sessions (profile_id, started_at) WHERE ended_at IS NULL",
    """CREATE TABLE session_cards (session_id {key}, position INTEGER, card_id {key} NOT NULL,
    PRIMARY KEY (session_id, position))""",
    "CREATE INDEX idx_session_cards_session_id_card_id ON session_cards (session_id, card_id)",
    """CREATE TABLE actions (id {serial}, profile_id {key} NOT NULL, kind TEXT NOT NULL,
    card_id {key} NOT NULL, attempt_id {key}, session_id {key}, before TEXT NOT NULL, done_at {long} NOT NULL,
    undone_at {long})""",
    """CREATE TABLE decks (profile_id {key} NOT NULL, id {key} NOT NULL, title TEXT NOT NULL,
    source TEXT NOT NULL, created_at {long} NOT NULL, updated_at {long} NOT NULL, removed INTEGER NOT NULL,
    PRIMARY KEY (profile_id, id)) {one_tree}""",
    """CREATE TABLE own_questions (profile_id {key} NOT NULL, id {key} NOT NULL, deck_id {key} NOT NULL,
    position {long} NOT NULL, content TEXT NOT NULL, updated_at {long} NOT NULL,
    PRIMARY KEY (profile_id, id))""",
    """CREATE TABLE story_versions (profile_id {key} NOT NULL, id {key} NOT NULL, story_id {key} NOT NULL,
    content TEXT NOT NULL, made_at {long} NOT NULL, updated_at {long} NOT NULL,
    PRIMARY KEY (profile_id, id))""",
    "CREATE INDEX idx_story_versions_story ON story_versions (profile_id, story_id)",
    """CREATE TABLE scores (profile_id {key} NOT NULL, id {key} NOT NULL, attempt_id {key} NOT NULL,
    rater {key} NOT NULL, level {key} NOT NULL, score INTEGER NOT NULL, evidence TEXT NOT NULL,
    updated_at {long} NOT NULL, PRIMARY KEY (profile_id, id))""",
    # Entries that no page can draw are moved here, whole, so that they stop nothing and are not lost.
    """CREATE TABLE unreadable (profile_id {key} NOT NULL, id {key} NOT NULL, table_name TEXT NOT NULL,
    entry TEXT NOT NULL, reason TEXT NOT NULL, moved_at {long} NOT NULL, PRIMARY KEY (profile_id, id))""",
    # Sign-ins that have ended, as digests: a copy of the cookie opens nothing from then on.
    "CREATE TABLE sign_outs (mark {key} PRIMARY KEY, before {long} NOT NULL) {one_tree}",
)
DOCUMENTS = ("stories", "mocks", "assignments", "interviews", "companies")
"""The tables of whole documents."""
OF_ONE_KIND = {
    DatabaseKind.SQLITE: (),
    DatabaseKind.POSTGRESQL: (
        # SQLite finds the latest action from the end of the table.
        "CREATE INDEX idx_actions_profile_id ON actions (profile_id, id)",
        # SQLite has a function of this name that gives a JSON list's items as rows with a column "value".
        "CREATE FUNCTION json_each(list TEXT) RETURNS TABLE (value TEXT) LANGUAGE sql IMMUTABLE "
        "AS $$ SELECT json_array_elements_text(list::json) $$",
    ),
}
"""What only one of the databases needs."""
