"""Every error the app can show, each composing its own message; and problems of data, as values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class PrepkitError(Exception):
    """Base of all errors meant for a person: ``str(error)`` is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a table, said so that a non-programmer can mend it."""

    file: str
    line: int | None
    column: str | None
    message: str
    unit: str = "line"
    """What ``line`` counts."""

    def __str__(self) -> str:
        where = self.file
        if self.line is not None:
            where += f", {self.unit} {self.line}"
        if self.column is not None:
            where += f", column “{self.column}”"
        return f"{where}: {self.message}"


BRINGS_UP_TO_DATE = "70620ca"
"""The last commit that knows every step of before the first release."""


class NewerDatabase(PrepkitError):
    """A later PrepKit has migrated this database; nothing was touched."""

    def __init__(self, path: str, unknown: list[str]) -> None:
        super().__init__(
            f"The database at {path} was written by a newer PrepKit (it knows "
            f"{', '.join(unknown)}, this one does not). Nothing was changed. "
            "Update PrepKit and start it again."
        )


class OlderDatabase(PrepkitError):
    """The database is from before the first release, and lacks steps that only earlier code has."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The database at {path} was written by a PrepKit from before its first release. Nothing was "
            f"changed. Open it once with the PrepKit of commit {BRINGS_UP_TO_DATE}, then start this one "
            "again."
        )


class UnreadableDatabase(PrepkitError):
    """The file is no database, or the disk refuses it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"The database at {path} cannot be opened: {reason}. The file was left as it is. "
            "If it is damaged, move it aside or put a copy of it back. Otherwise check that the disk has "
            "room and that you may write there, or set PREPKIT_DATA to another folder."
        )


class DatabaseFailed(PrepkitError):
    """An open database can no longer be read or written: the disk is full, or the file is damaged or gone."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"The database at {path} cannot be used any more: {reason}. What you did last was not saved; "
            "everything that said “Saved” before is. Check that the file is still there and that the disk "
            "has room, then start PrepKit again."
        )


class ServerFailed(PrepkitError):
    """The database server cannot be reached, or refused. Why is for its operator: ``reason``."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            "The server's database did not answer as it should. What you did last may not have been saved; "
            "everything that said “Saved” before is. Try again in a minute."
        )
        # A traceback in the server's log shows it; ``str`` does not.
        self.add_note(reason)


class SignedOut(PrepkitError):
    """This sign-in has ended, here or in another window, though its cookie is still about."""

    def __init__(self) -> None:
        super().__init__(
            "You have signed out or deleted your data, so this window no longer shows any of it."
        )


class QuotaExceeded(PrepkitError):
    """A stranger's rows fill what the server holds for one visitor."""

    def __init__(self) -> None:
        super().__init__(
            "This is more than the server holds for one visitor, so it was not saved. What was saved before "
            "is still there: export it, and continue in a PrepKit of your own."
        )


class MissingDatabase(PrepkitError):
    """There is no database, or an empty file, where backups say that there was one."""

    def __init__(self, path: str, backups: int) -> None:
        super().__init__(
            f"There is no database at {path} any more, but there are {backups} backups of it. "
            "Nothing was changed. Choose one of them, or start with an empty one."
        )


class UnusableBackup(PrepkitError):
    """A file that was to become the database is not fit for it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"The backup {path} cannot be used: {reason}. Nothing was changed; try another one.")


class DamagedDatabase(PrepkitError):
    """SQLite finds the open database damaged."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"The database at {path} is damaged: {reason}. What you did last may not be saved. The file is "
            "left as it is, no backup is made of it, and the earlier backups are kept: restore one of them."
        )


class DatabaseInUse(PrepkitError):
    """Another server process holds the database."""

    def __init__(self, path: str, where: str) -> None:
        super().__init__(
            f"The database at {path} is already open in another PrepKit ({where}). "
            "Use that window, or stop it first, so that two programs never write to one file."
        )


class UnsafeJournal(PrepkitError):
    """The disk would not write durably."""

    def __init__(self, path: str, journal: str, synchronous: int) -> None:
        super().__init__(
            f"The database at {path} would not switch to safe writing "
            f"(journal {journal}, synchronous {synchronous}). It may lie on a network drive: "
            "set PREPKIT_DATA to a folder on this computer."
        )


class NoBank(PrepkitError):
    """Not one question could be loaded."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"No usable question was found in {folder}. Run `make check-bank` to see what is wrong."
        )


class UnusableArchive(PrepkitError):
    """A file that was to be taken in is no archive of PrepKit, or not one this PrepKit understands."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(
            f"{file} cannot be imported: {reason}. Nothing was changed. Choose a file that was saved with "
            "“Export all data”."
        )


class UnknownLevel(UnusableArchive):
    """A result is scored for a level that this PrepKit does not have."""

    def __init__(self, file: str, level: str, known: str) -> None:
        PrepkitError.__init__(
            self,
            f"{file} cannot be imported: an answer in it is scored for the level “{level}”, and PrepKit "
            f"knows {known}. Nothing was changed. Update PrepKit, or ask for the result to be sent again.",
        )


class UnusableRecording(PrepkitError):
    """A recording that cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This recording cannot be used: {reason}. Record it again.")


class NoTranscript(PrepkitError):
    """Speech could not be turned into text, for want of a model."""

    def __init__(self, source: str) -> None:
        super().__init__(
            f"The speech model “{source}” could not be loaded: it is not on this computer and could not be "
            "fetched. Connect to the internet once, or name the folder of a model in PREPKIT_WHISPER_MODEL. "
            "Your recording is still here, and you can type the answer instead."
        )


class TranscriptionStopped(PrepkitError):
    """Turning speech into text ended before it was done."""

    def __init__(self) -> None:
        super().__init__(
            "Transcribing stopped unexpectedly. Your recording is still here: try again, or type the answer."
        )


class RecordingNotKept(PrepkitError):
    """The recording of a rated answer could not be written to a file."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The recording could not be kept on this computer ({reason}). Your rating is saved."
        )


class RecordingUnreadable(PrepkitError):
    """The file of a kept recording is gone or damaged."""

    def __init__(self) -> None:
        super().__init__("This recording can no longer be read: its file is gone or damaged.")


class RecordingNotDeleted(PrepkitError):
    """The file of a kept recording could not be deleted."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"A recording could not be deleted ({reason}). Try again.")


class UnusableAssignment(PrepkitError):
    """A file or link that was to be an assignment is none, or not one this PrepKit understands."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(
            f"{source} cannot be opened: {reason}. Nothing was changed. Ask your coach to send it again."
        )


class UnusableFeedback(PrepkitError):
    """A file that was to be a coach's feedback is none, or not one this PrepKit understands."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(
            f"{file} cannot be opened: {reason}. Nothing was changed. Ask your coach to send it again."
        )


class UnusableScoreCode(PrepkitError):
    """A score code that does not open."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This score code does not work: {reason}. Have it read out again.")


class ScoredAtOtherLevel(UnusableScoreCode):
    """A score code that was made at another ``level``. The score in it stays hidden."""

    def __init__(self, level: str) -> None:
        self.level = level
        super().__init__("the other side scored at another level")


class UnusableReaderAddress(PrepkitError):
    """An address that was to be that of a language model's server is none, or is not safe to send to."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This address cannot be used: {reason}.")


class NoVerdicts(PrepkitError):
    """The chosen language model gave no reading. Never holds the answer, the reply or the key."""


class ReaderUnreachable(NoVerdicts):
    """Nothing answers at the address, or it broke off."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The language model's server at {address} cannot be reached, or broke off. Check that it is "
            "running and try again."
        )


class WrongReaderKey(NoVerdicts):
    """The service does not accept the key."""

    def __init__(self, address: str) -> None:
        super().__init__(f"The service at {address} does not accept the key. Enter a valid one in Settings.")


class UnknownReaderModel(NoVerdicts):
    """The server does not have the model."""

    def __init__(self, address: str, model: str) -> None:
        super().__init__(f"The server at {address} has no model “{model}”. Choose another one in Settings.")


class ReaderTooSlow(NoVerdicts):
    """The reply was not complete in time."""

    def __init__(self, address: str, seconds: float) -> None:
        super().__init__(
            f"The language model at {address} took longer than {seconds:g} seconds. Try again, or choose a "
            "smaller model."
        )


class ReaderTooLong(NoVerdicts):
    """The reply went on beyond any sensible length and was cut off."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The language model at {address} wrote far too much and was cut off. Try again, or choose "
            "another model."
        )


class ReaderBusy(NoVerdicts):
    """The service refuses because there were too many requests, or the account is used up."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The service at {address} refuses more requests for now. Wait a minute, or check your account "
            "there."
        )


class ReaderNotTrusted(NoVerdicts):
    """The encrypted connection could not be made, or the certificate is not to be trusted."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"There is no safe connection to {address}: its certificate or encryption was refused. "
            "Nothing was sent. Check the address."
        )


class ReaderMoved(NoVerdicts):
    """The server points to another address, which is not followed."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The server at {address} points to another address. Nothing was sent there. If you trust it, "
            "enter that address in Settings."
        )


class ReaderRefused(NoVerdicts):
    """The server does not take the request in any form."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The server at {address} refused the request. Check the address and the model; the answer may "
            "also be too long for it."
        )


class ReaderFailed(NoVerdicts):
    """The server reports a fault of its own."""

    def __init__(self, address: str) -> None:
        super().__init__(f"The language model's server at {address} failed. Try again in a minute.")


class UnreadableReply(NoVerdicts):
    """There is nothing usable in what the model wrote."""

    def __init__(self) -> None:
        super().__init__("The language model's reply cannot be used. Try again, or choose another model.")


class UnverifiedReply(UnreadableReply):
    """Nothing that the model said stands in the text it is about."""

    def __init__(self) -> None:
        NoVerdicts.__init__(
            self,
            "Nothing that the language model said could be verified in the text, so none of it is shown. Try "
            "again, or choose another model.",
        )


class ReadingStopped(NoVerdicts):
    """Somebody stopped it."""

    def __init__(self) -> None:
        super().__init__("The reading was stopped.")
