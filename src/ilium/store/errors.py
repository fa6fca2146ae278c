"""What can go wrong with the store. Every message is a sentence that a person can act on."""


class StoreError(Exception):
    """The store refused; nothing was changed."""


class StoreUnavailable(StoreError):  # noqa: N818 - a state of the store
    """The database cannot be opened, read or written."""


class NewerDatabase(StoreError):  # noqa: N818 - a state of the store
    """The database was written by a newer Ilium than this one."""


class Conflict(StoreError):  # noqa: N818 - what is asked contradicts what is kept
    """An id is already used for something else."""


class NotFound(StoreError, LookupError):  # noqa: N818 - as LookupError
    """There is no such thing, or it belongs to someone else."""


class Unstorable(StoreError, ValueError):  # noqa: N818 - the value is at fault
    """A value that the store cannot keep exactly."""


class Unsound(StoreError):  # noqa: N818 - a state of a file
    """A database file is damaged, or is not Ilium's."""
