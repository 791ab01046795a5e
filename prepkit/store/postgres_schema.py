"""The schema in PostgreSQL, as ordered steps beside those of ``migrations``. A released step is never edited.

A test compares both schemas, so that a step added to one is missed in the other.
"""

from __future__ import annotations

# Times are microseconds, hence BIGINT; texts are ordered by their bytes, as SQLite does.
_AS_OF_M006 = """
CREATE TABLE profiles (
  id TEXT COLLATE "C" PRIMARY KEY, name TEXT NOT NULL, created_at BIGINT NOT NULL,
  identity TEXT COLLATE "C", renamed_at BIGINT NOT NULL DEFAULT 0, opened_at BIGINT NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX idx_profiles_identity ON profiles (identity);
CREATE TABLE settings (
  profile_id TEXT COLLATE "C" NOT NULL REFERENCES profiles, name TEXT COLLATE "C" NOT NULL,
  value TEXT NOT NULL, updated_at BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (profile_id, name));
CREATE TABLE attempts (
  id TEXT COLLATE "C" PRIMARY KEY, seq BIGINT NOT NULL,
  profile_id TEXT COLLATE "C" NOT NULL REFERENCES profiles, card_id TEXT COLLATE "C" NOT NULL,
  variant_id TEXT COLLATE "C", mode TEXT COLLATE "C" NOT NULL, rating INTEGER NOT NULL,
  confidence TEXT COLLATE "C", answered_at BIGINT NOT NULL, local_day TEXT COLLATE "C" NOT NULL,
  tz TEXT NOT NULL, duration_ms BIGINT NOT NULL, answer TEXT NOT NULL, ticks TEXT NOT NULL,
  session_id TEXT COLLATE "C", bank_version TEXT NOT NULL);
CREATE UNIQUE INDEX idx_attempts_profile_id_seq ON attempts (profile_id, seq);
CREATE INDEX idx_attempts_profile_id_card_id_seq ON attempts (profile_id, card_id, seq);
CREATE INDEX idx_attempts_profile_id_local_day ON attempts (profile_id, local_day);
CREATE TABLE voids (
  attempt_id TEXT COLLATE "C" PRIMARY KEY REFERENCES attempts, profile_id TEXT COLLATE "C" NOT NULL,
  voided_at BIGINT NOT NULL);
CREATE INDEX idx_voids_profile_id ON voids (profile_id);
CREATE TABLE card_states (
  profile_id TEXT COLLATE "C" NOT NULL, card_id TEXT COLLATE "C" NOT NULL,
  stability DOUBLE PRECISION NOT NULL, difficulty DOUBLE PRECISION NOT NULL, last_review BIGINT NOT NULL,
  phase INTEGER NOT NULL, step INTEGER, due BIGINT NOT NULL, reps INTEGER NOT NULL, lapses INTEGER NOT NULL,
  last_rating INTEGER NOT NULL, PRIMARY KEY (profile_id, card_id));
CREATE INDEX idx_card_states_learning ON card_states (profile_id, due) WHERE phase IN (1, 3);
CREATE TABLE tallies (
  profile_id TEXT COLLATE "C" NOT NULL, local_day TEXT COLLATE "C" NOT NULL, rating INTEGER NOT NULL,
  confidence TEXT COLLATE "C" NOT NULL, attempts BIGINT NOT NULL, duration_ms BIGINT NOT NULL,
  PRIMARY KEY (profile_id, local_day, rating, confidence));
CREATE TABLE marks (
  profile_id TEXT COLLATE "C" NOT NULL, card_id TEXT COLLATE "C" NOT NULL, flagged INTEGER NOT NULL,
  suspended INTEGER NOT NULL, buried_until TEXT COLLATE "C", updated_at BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (profile_id, card_id));
CREATE TABLE notes (
  profile_id TEXT COLLATE "C" NOT NULL, card_id TEXT COLLATE "C" NOT NULL, text TEXT NOT NULL,
  updated_at BIGINT NOT NULL, PRIMARY KEY (profile_id, card_id));
CREATE TABLE drafts (
  profile_id TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL, text TEXT NOT NULL,
  updated_at BIGINT NOT NULL, PRIMARY KEY (profile_id, name));
CREATE TABLE sessions (
  id TEXT COLLATE "C" PRIMARY KEY, profile_id TEXT COLLATE "C" NOT NULL, title TEXT NOT NULL,
  started_at BIGINT NOT NULL, ended_at BIGINT, total INTEGER NOT NULL, position INTEGER NOT NULL,
  card_id TEXT COLLATE "C", variant_id TEXT COLLATE "C", attempt_id TEXT COLLATE "C", drawn_at BIGINT,
  revealed_at BIGINT, confidence TEXT COLLATE "C", ticks TEXT NOT NULL);
CREATE INDEX idx_sessions_profile_id_started_at ON sessions (profile_id, started_at);
CREATE INDEX idx_sessions_open ON sessions (profile_id, started_at) WHERE ended_at IS NULL;
CREATE TABLE session_cards (
  session_id TEXT COLLATE "C" NOT NULL, position INTEGER NOT NULL, card_id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (session_id, position));
CREATE INDEX idx_session_cards_session_id_card_id ON session_cards (session_id, card_id);
CREATE TABLE actions (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, profile_id TEXT COLLATE "C" NOT NULL,
  kind TEXT NOT NULL, card_id TEXT COLLATE "C" NOT NULL, attempt_id TEXT COLLATE "C",
  session_id TEXT COLLATE "C", before TEXT NOT NULL, done_at BIGINT NOT NULL, undone_at BIGINT);
CREATE INDEX idx_actions_profile_id ON actions (profile_id, id);
CREATE TABLE decks (
  profile_id TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, title TEXT NOT NULL,
  source TEXT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, removed INTEGER NOT NULL,
  PRIMARY KEY (profile_id, id));
CREATE TABLE own_questions (
  profile_id TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, deck_id TEXT COLLATE "C" NOT NULL,
  position BIGINT NOT NULL, content TEXT NOT NULL, updated_at BIGINT NOT NULL,
  PRIMARY KEY (profile_id, id));
"""

# SQLite has a function of this name that gives a JSON list's items as rows with a column "value".
_JSON_EACH = """
CREATE FUNCTION json_each(list TEXT) RETURNS TABLE (value TEXT) LANGUAGE sql IMMUTABLE
  AS $$ SELECT json_array_elements_text(list::json) $$;
"""

_STORIES = """
CREATE TABLE stories (
  profile_id TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, content TEXT NOT NULL,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (profile_id, id));
CREATE TABLE story_versions (
  profile_id TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, story_id TEXT COLLATE "C" NOT NULL,
  content TEXT NOT NULL, made_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (profile_id, id));
CREATE INDEX idx_story_versions_story ON story_versions (profile_id, story_id);
"""

_MOCKS_AND_COACHING = """
CREATE TABLE mocks (
  profile_id TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, content TEXT NOT NULL,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (profile_id, id));
CREATE TABLE assignments (
  profile_id TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, content TEXT NOT NULL,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (profile_id, id));
CREATE TABLE scores (
  profile_id TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, attempt_id TEXT COLLATE "C" NOT NULL,
  rater TEXT COLLATE "C" NOT NULL, level TEXT COLLATE "C" NOT NULL, score INTEGER NOT NULL,
  evidence TEXT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (profile_id, id));
ALTER TABLE profiles ADD COLUMN coach_id TEXT COLLATE "C";
"""

_INTERVIEWS = """
CREATE TABLE interviews (
  profile_id TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, content TEXT NOT NULL,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (profile_id, id));
CREATE TABLE companies (
  profile_id TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, content TEXT NOT NULL,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (profile_id, id));
INSERT INTO interviews (profile_id, id, content, created_at, updated_at)
  SELECT profile_id, 'date-' || replace(value, '"', ''), '{"day": ' || value || '}', updated_at, 0
  FROM settings WHERE name = 'interview_date' AND value != 'null';
DELETE FROM settings WHERE name = 'interview_date';
"""

_UNREADABLE = """
CREATE TABLE unreadable (
  profile_id TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, table_name TEXT NOT NULL,
  entry TEXT NOT NULL, reason TEXT NOT NULL, moved_at BIGINT NOT NULL, PRIMARY KEY (profile_id, id));
"""

_SIGN_OUTS = """
CREATE TABLE sign_outs (mark TEXT COLLATE "C" PRIMARY KEY, before BIGINT NOT NULL);
"""

STEPS: dict[str, tuple[str, ...]] = {
    "p001_as_of_m006": (_AS_OF_M006, _JSON_EACH),
    "p002_stories": (_STORIES,),
    "p003_mocks_and_coaching": (_MOCKS_AND_COACHING,),
    "p004_interviews": (_INTERVIEWS,),
    "p005_unreadable": (_UNREADABLE,),
    "p006_sign_outs": (_SIGN_OUTS,),
}
"""Each step's name, and its statements."""
