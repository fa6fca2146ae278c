"""Whether the database has the shape that this Ilium knows, decided in one query.

Django's own migration loader imports every migration and builds their graph, which is far too
slow for the start of every command, so the recorded names are compared with the shipped ones.
"""

from functools import cache
from pathlib import Path
from pkgutil import iter_modules

from django.apps.registry import Apps
from django.db import DatabaseError, connection, models

from ilium.store.errors import NewerDatabase

LABEL = "store"


def shipped() -> frozenset[str]:
    """The names of the migrations that this Ilium brings."""
    folder = Path(__file__).parent / "migrations"
    return frozenset(module.name for module in iter_modules([str(folder)]))


@cache
def _record() -> type[models.Model]:
    """Django's table of applied migrations, without importing its migration machinery."""

    class Applied(models.Model):
        app = models.CharField(max_length=255)
        name = models.CharField(max_length=255)

        class Meta:
            apps = Apps()
            app_label = "migrations"
            db_table = "django_migrations"
            managed = False

    return Applied


def applied() -> frozenset[str]:
    """The names of the migrations that the database has had; none if it is new."""
    try:
        return _recorded()
    except DatabaseError:
        if _record()._meta.db_table not in connection.introspection.table_names():
            return frozenset()
    return _recorded()  # another process made the table just then, or there is real trouble


def _recorded() -> frozenset[str]:
    return frozenset(_record().objects.filter(app=LABEL).values_list("name", flat=True))


def is_current() -> bool:
    """Whether the database needs no migration.

    Raises:
        NewerDatabase: the database has migrations that this Ilium does not know.
    """
    done, known = applied(), shipped()
    if unknown := done - known:
        raise NewerDatabase(
            f"The data was written by a newer Ilium (schema {max(unknown)}, this one knows up to "
            f"{max(known)}). Install the newest Ilium, or point ILIUM_HOME at another folder."
        )
    return done == known


def migrate() -> None:
    """Brings the database to the newest shape; each migration happens wholly or not at all."""
    from django.core.management import call_command

    call_command("migrate", LABEL, verbosity=0, interactive=False)
