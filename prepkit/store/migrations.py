"""The schema, as ordered steps. A released step is never edited: add another below it."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("prepkit")


@migrations()
def m001_first_schema(db: Database) -> None:
    """Profiles, attempts and everything the practice loop keeps. Times are UTC microseconds."""
    db.create_table(
        "profiles",
        {"id": str, "name": str, "created_at": int, "identity": str},
        pk="id",
        not_null={"id", "name", "created_at"},
    )
    db.create_table(
        "settings",
        {"profile_id": str, "name": str, "value": str},
        pk=("profile_id", "name"),
        not_null={"value"},
        foreign_keys=[("profile_id", "profiles", "id")],
    )
    db.create_table(
        "attempts",
        {
            "id": str,
            "seq": int,
            "profile_id": str,
            "card_id": str,
            "variant_id": str,
            "mode": str,
            "rating": int,
            "confidence": str,
            "answered_at": int,
            "local_day": str,
            "tz": str,
            "duration_ms": int,
            "answer": str,
            "ticks": str,
            "session_id": str,
            "bank_version": str,
        },
        pk="id",
        not_null={
            "seq",
            "profile_id",
            "card_id",
            "mode",
            "rating",
            "answered_at",
            "local_day",
            "tz",
            "duration_ms",
            "answer",
            "ticks",
            "bank_version",
        },
        foreign_keys=[("profile_id", "profiles", "id")],
    )
    attempts = db.table("attempts")
    attempts.create_index(["profile_id", "seq"], unique=True)
    attempts.create_index(["profile_id", "card_id", "seq"])
    attempts.create_index(["profile_id", "local_day"])
    db.create_table(
        "voids",
        {"attempt_id": str, "profile_id": str, "voided_at": int},
        pk="attempt_id",
        not_null={"profile_id", "voided_at"},
        foreign_keys=[("attempt_id", "attempts", "id")],
    )
    db.table("voids").create_index(["profile_id"])
    db.create_table(
        "card_states",
        {
            "profile_id": str,
            "card_id": str,
            "stability": float,
            "difficulty": float,
            "last_review": int,
            "phase": int,
            "step": int,
            "due": int,
            "reps": int,
            "lapses": int,
            "last_rating": int,
        },
        pk=("profile_id", "card_id"),
        not_null={"stability", "difficulty", "last_review", "phase", "due", "reps", "lapses", "last_rating"},
    )
    db.table("card_states").create_index(["profile_id", "due"])
    db.table("card_states").create_index(["profile_id", "phase", "due"])
    db.create_table(
        "marks",
        {"profile_id": str, "card_id": str, "flagged": int, "suspended": int, "buried_until": str},
        pk=("profile_id", "card_id"),
        not_null={"flagged", "suspended"},
    )
    db.create_table(
        "notes",
        {"profile_id": str, "card_id": str, "text": str, "updated_at": int},
        pk=("profile_id", "card_id"),
        not_null={"text", "updated_at"},
    )
    db.create_table(
        "drafts",
        {"profile_id": str, "name": str, "text": str, "updated_at": int},
        pk=("profile_id", "name"),
        not_null={"text", "updated_at"},
    )
    db.create_table(
        "sessions",
        {
            "id": str,
            "profile_id": str,
            "title": str,
            "started_at": int,
            "ended_at": int,
            "total": int,
            "position": int,
            "card_id": str,
            "variant_id": str,
            "attempt_id": str,
            "drawn_at": int,
            "revealed_at": int,
            "confidence": str,
            "ticks": str,
        },
        pk="id",
        not_null={"profile_id", "title", "started_at", "total", "position", "ticks"},
    )
    db.table("sessions").create_index(["profile_id", "started_at"])
    db.create_table(
        "session_cards",
        {"session_id": str, "position": int, "card_id": str},
        pk=("session_id", "position"),
        not_null={"card_id"},
    )
    db.table("session_cards").create_index(["session_id", "card_id"])
    db.create_table(
        "actions",
        {
            "id": int,
            "profile_id": str,
            "kind": str,
            "card_id": str,
            "attempt_id": str,
            "session_id": str,
            "before": str,
            "done_at": int,
            "undone_at": int,
        },
        pk="id",
        not_null={"profile_id", "kind", "card_id", "before", "done_at"},
    )
    db.table("actions").create_index(["profile_id", "undone_at", "id"])


@migrations()
def m002_fewer_pages_a_rating(db: Database) -> None:
    """Every rating waits for its pages to reach the disk: card states in one tree, three indexes less.

    What is due is read once for a session, and then most of the states are; what must be seen again
    within it is read at every card, from a partial index that holds only cards in (re)learning.
    """
    db.execute("ALTER TABLE card_states RENAME TO card_states_before")
    db.execute(
        "CREATE TABLE card_states ("
        "profile_id TEXT NOT NULL, card_id TEXT NOT NULL, stability REAL NOT NULL, difficulty REAL NOT NULL, "
        "last_review INTEGER NOT NULL, phase INTEGER NOT NULL, step INTEGER, due INTEGER NOT NULL, "
        "reps INTEGER NOT NULL, lapses INTEGER NOT NULL, last_rating INTEGER NOT NULL, "
        "PRIMARY KEY (profile_id, card_id)) WITHOUT ROWID"
    )
    db.execute("INSERT INTO card_states SELECT * FROM card_states_before")
    db.execute("DROP TABLE card_states_before")
    db.execute(
        "CREATE INDEX idx_card_states_learning ON card_states (profile_id, last_review) WHERE phase IN (1, 3)"
    )
    db.execute("CREATE INDEX idx_sessions_open ON sessions (profile_id, started_at) WHERE ended_at IS NULL")
    # The latest action that was not undone is found from the end of the table.
    db.execute("DROP INDEX idx_actions_profile_id_undone_at_id")


@migrations()
def m003_tallies(db: Database) -> None:
    """What Progress counts is counted as it comes: a million attempts took half a second to count.

    And what must be seen again within a session is found soonest first, however much there is of it.
    """
    db.execute("DROP INDEX idx_card_states_learning")
    db.execute("CREATE INDEX idx_card_states_learning ON card_states (profile_id, due) WHERE phase IN (1, 3)")
    db.execute(
        "CREATE TABLE tallies ("
        "profile_id TEXT NOT NULL, local_day TEXT NOT NULL, rating INTEGER NOT NULL, "
        "confidence TEXT NOT NULL, attempts INTEGER NOT NULL, duration_ms INTEGER NOT NULL, "
        "PRIMARY KEY (profile_id, local_day, rating, confidence)) WITHOUT ROWID"
    )
    db.execute(
        "INSERT INTO tallies SELECT profile_id, local_day, rating, COALESCE(confidence, ''), "
        "COUNT(*), SUM(duration_ms) FROM attempts WHERE id NOT IN (SELECT attempt_id FROM voids) "
        "GROUP BY profile_id, local_day, rating, COALESCE(confidence, '')"
    )


@migrations()
def m004_when_it_was_set(db: Database) -> None:
    """Two machines used in turn end with the same data: of two values for one thing the later one wins."""
    db.execute("ALTER TABLE profiles ADD COLUMN renamed_at INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE settings ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE marks ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0")


@migrations()
def m005_own_questions(db: Database) -> None:
    """Decks of a person's own, one row a question. What was removed stays as an empty row, as above."""
    db.execute(
        "CREATE TABLE decks (profile_id TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, "
        "source TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, "
        "removed INTEGER NOT NULL, PRIMARY KEY (profile_id, id)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE own_questions (profile_id TEXT NOT NULL, id TEXT NOT NULL, deck_id TEXT NOT NULL, "
        "position INTEGER NOT NULL, content TEXT NOT NULL, updated_at INTEGER NOT NULL, "
        "PRIMARY KEY (profile_id, id))"
    )


@migrations()
def m006_several_people(db: Database) -> None:
    """Several profiles in one database: the one opened last is opened next, and one identity has one."""
    db.execute("ALTER TABLE profiles ADD COLUMN opened_at INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE UNIQUE INDEX idx_profiles_identity ON profiles (identity)")


@migrations()
def m007_stories(db: Database) -> None:
    """A person's stories, kept as they are typed, and earlier versions of them."""
    db.execute(
        "CREATE TABLE stories (profile_id TEXT NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL, "
        "created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, PRIMARY KEY (profile_id, id))"
    )
    db.execute(
        "CREATE TABLE story_versions (profile_id TEXT NOT NULL, id TEXT NOT NULL, story_id TEXT NOT NULL, "
        "content TEXT NOT NULL, made_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, "
        "PRIMARY KEY (profile_id, id))"
    )
    db.execute("CREATE INDEX idx_story_versions_story ON story_versions (profile_id, story_id)")


@migrations()
def m008_mocks_and_coaching(db: Database) -> None:
    """Mock interviews, assignments, scores against the anchors, and clients: profiles that a coach keeps."""
    for table in ("mocks", "assignments"):
        db.execute(
            f"CREATE TABLE {table} (profile_id TEXT NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL, "
            "created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, PRIMARY KEY (profile_id, id))"
        )
    db.execute(
        "CREATE TABLE scores (profile_id TEXT NOT NULL, id TEXT NOT NULL, attempt_id TEXT NOT NULL, "
        "rater TEXT NOT NULL, level TEXT NOT NULL, score INTEGER NOT NULL, evidence TEXT NOT NULL, "
        "updated_at INTEGER NOT NULL, PRIMARY KEY (profile_id, id))"
    )
    db.execute("ALTER TABLE profiles ADD COLUMN coach_id TEXT")


@migrations()
def m009_interviews(db: Database) -> None:
    """Interviews and companies. The interview date that was a setting becomes an interview.

    It counts as set long ago, so that an interview with more in it wins wherever two machines meet.
    """
    for table in ("interviews", "companies"):
        db.execute(
            f"CREATE TABLE {table} (profile_id TEXT NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL, "
            "created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, PRIMARY KEY (profile_id, id))"
        )
    db.execute(
        "INSERT INTO interviews (profile_id, id, content, created_at, updated_at) "
        "SELECT profile_id, 'date-' || replace(value, '\"', ''), '{\"day\": ' || value || '}', updated_at, 0 "
        "FROM settings WHERE name = 'interview_date' AND value != 'null'"
    )
    db.execute("DELETE FROM settings WHERE name = 'interview_date'")


@migrations()
def m010_unreadable(db: Database) -> None:
    """Entries that no page can draw are moved here, whole, so that they stop nothing and are not lost."""
    db.execute(
        "CREATE TABLE unreadable (profile_id TEXT NOT NULL, id TEXT NOT NULL, table_name TEXT NOT NULL, "
        "entry TEXT NOT NULL, reason TEXT NOT NULL, moved_at INTEGER NOT NULL, PRIMARY KEY (profile_id, id))"
    )


@migrations()
def m011_sign_outs(db: Database) -> None:
    """Sign-ins that have ended, as digests: a copy of the cookie opens nothing from then on."""
    db.execute("CREATE TABLE sign_outs (mark TEXT PRIMARY KEY, before INTEGER NOT NULL) WITHOUT ROWID")
