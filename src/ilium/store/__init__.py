"""The store: everything that is remembered, in SQLite on this machine.

`connect()` first; it is the only thing here that may be imported before Django runs. Then, by
noun: `people`, `programmes`, `sessions`, `sets`, `transfer` (export and import) and `health`.
Their functions turn rows into values and back, and every one of them takes the person first and
sees no one else's rows. Importing this package alone loads no Django, which costs more than
everything else at the start of a command.
"""

from ilium.store.connection import connect as connect
from ilium.store.connection import disconnect as disconnect
from ilium.store.errors import Conflict as Conflict
from ilium.store.errors import NewerDatabase as NewerDatabase
from ilium.store.errors import NotFound as NotFound
from ilium.store.errors import StoreError as StoreError
from ilium.store.errors import StoreUnavailable as StoreUnavailable
from ilium.store.errors import Unsound as Unsound
from ilium.store.errors import Unstorable as Unstorable
