"""The rows. No logic lives here: the modules named after the nouns turn rows into values.

What a person did is only ever added to; a change is a newer row. Deleting a person deletes all
of theirs.
"""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import CASCADE, RESTRICT, Q

SLUG = 32  # characters of an enumeration's value
VARIANT = 200  # characters of a variant id
BAND = 100  # characters of a band's name
NAME = 200  # characters of a name that a person or another program gave
ZONE = 64  # characters of an IANA time zone name


class Person(models.Model):
    """Someone who trains. An account may be linked to them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    created = models.DateTimeField()


class AthleteRevision(models.Model):
    """The athlete document as it was at one time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, CASCADE, db_index=False)
    created = models.DateTimeField()
    version = models.PositiveSmallIntegerField()
    document = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("person", "created"), name="athlete_newest"),)


class ProgrammeRevision(models.Model):
    """A programme document, with the athlete document that it was planned from.

    `origin` is the id of the first of the programmes that it continues, or its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    origin = models.UUIDField()
    person = models.ForeignKey(Person, CASCADE, db_index=False)
    created = models.DateTimeField()
    start = models.DateField()
    version = models.PositiveSmallIntegerField()
    document = models.TextField()
    athlete_version = models.PositiveSmallIntegerField()
    athlete = models.TextField()

    class Meta:
        indexes = (
            models.Index(fields=("person", "created"), name="programme_newest"),
            models.Index(fields=("person", "origin"), name="programme_changes"),
        )


class TrainingSession(models.Model):
    """A visit to the gym."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, CASCADE, db_index=False)
    person_id: UUID
    programme = models.ForeignKey(ProgrammeRevision, RESTRICT, null=True, db_index=False)
    programme_id: UUID | None
    week = models.PositiveSmallIntegerField(null=True)
    day = models.PositiveSmallIntegerField(null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=ZONE)
    source = models.CharField(max_length=SLUG, default="")
    title = models.CharField(max_length=NAME, default="")
    note = models.TextField(default="")

    class Meta:
        indexes = (
            models.Index(fields=("person", "started_at"), name="session_by_time"),
            models.Index(fields=("programme", "person"), name="session_by_programme"),
            models.Index(
                fields=("person", "started_at"),
                condition=Q(finished_at__isnull=True),
                name="session_open",
            ),
        )


class SessionChange(models.Model):
    """A swap, a skip or its taking back within a session; `payload` is a JSON object."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(TrainingSession, CASCADE, db_index=False)
    session_id: UUID
    kind = models.CharField(max_length=SLUG)
    payload = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("session", "at"), name="change_by_session"),)


class SetEvent(models.Model):
    """One version of a performed set; see `ilium.interchange.records.SetEvent`.

    The load is kept in whole grams: SQLite would keep a decimal as a binary fraction. `device_at`
    is what a device's clock said of `at` where that lay ahead and was taken as another time.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, CASCADE, db_index=False)
    person_id: UUID
    set_id = models.UUIDField()
    recorded_at = models.DateTimeField()
    removed = models.BooleanField()
    session = models.ForeignKey(TrainingSession, RESTRICT, null=True, db_index=False)
    session_id: UUID | None
    variant = models.CharField(max_length=VARIANT)
    side = models.CharField(max_length=SLUG)
    load_kind = models.CharField(max_length=SLUG)
    grams = models.PositiveIntegerField(null=True)
    band = models.CharField(max_length=BAND, null=True)
    reps = models.PositiveSmallIntegerField(null=True)
    seconds = models.PositiveSmallIntegerField(null=True)
    rir = models.PositiveSmallIntegerField(null=True)
    felt = models.CharField(max_length=SLUG, null=True)
    pain = models.CharField(max_length=SLUG, null=True)
    at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    role = models.CharField(max_length=SLUG)
    kind = models.CharField(max_length=SLUG)
    deload = models.BooleanField()
    target_reps_low = models.PositiveSmallIntegerField(null=True)
    target_reps_high = models.PositiveSmallIntegerField(null=True)
    target_rir_low = models.PositiveSmallIntegerField(null=True)
    target_rir_high = models.PositiveSmallIntegerField(null=True)
    note = models.TextField()

    class Meta:
        indexes = (
            models.Index(fields=("person", "variant", "at"), name="set_by_variant"),
            models.Index(fields=("person", "set_id", "recorded_at"), name="set_versions"),
            models.Index(fields=("person", "at"), name="set_by_time"),
            models.Index(fields=("session", "person", "at"), name="set_by_session"),
        )


class BodyMeasurement(models.Model):
    """What a person measured on one day, in whole grams and millimetres."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, CASCADE, db_index=False)
    person_id: UUID
    day = models.DateField()
    recorded_at = models.DateTimeField()
    removed = models.BooleanField()
    grams = models.PositiveIntegerField(null=True)
    waist_mm = models.PositiveSmallIntegerField(null=True)
    hip_mm = models.PositiveSmallIntegerField(null=True)
    thigh_left_mm = models.PositiveSmallIntegerField(null=True)
    thigh_right_mm = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = (models.Index(fields=("person", "day"), name="measurement_by_day"),)


class OtherSet(models.Model):
    """A set that is not for the upper glutes; see `ilium.training.performed.OtherSet`."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, CASCADE, db_index=False)
    person_id: UUID
    session = models.ForeignKey(TrainingSession, CASCADE, db_index=False)
    session_id: UUID
    exercise = models.CharField(max_length=NAME)
    at = models.DateTimeField()
    kind = models.CharField(max_length=SLUG)
    grams = models.PositiveIntegerField(null=True)
    reps = models.PositiveSmallIntegerField(null=True)
    seconds = models.PositiveIntegerField(null=True)
    centimeters = models.PositiveIntegerField(null=True)
    rir = models.PositiveSmallIntegerField(null=True)
    note = models.TextField()

    class Meta:
        indexes = (
            models.Index(fields=("person", "at"), name="other_by_time"),
            models.Index(fields=("session", "at"), name="other_by_session"),
        )


class NameChoice(models.Model):
    """What a person said that another program's exercise is; one row a name."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, CASCADE, db_index=False)
    person_id: UUID
    name = models.CharField(max_length=NAME)
    variant = models.CharField(max_length=VARIANT, null=True)
    load_kind = models.CharField(max_length=SLUG, null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "name"), name="choice_of_name"),)


class Intake(models.Model):
    """A file that was taken in, and the ids of the rows it added, so that it can be undone.

    `added` holds them by table; `ilium.store.intakes` packs and unpacks it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, CASCADE, db_index=False)
    person_id: UUID
    at = models.DateTimeField()
    source = models.CharField(max_length=SLUG)
    file_name = models.CharField(max_length=NAME)
    digest = models.CharField(max_length=64)
    sessions = models.PositiveIntegerField()
    sets = models.PositiveIntegerField()
    others = models.PositiveIntegerField()
    added = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=("person", "at"), name="intake_newest"),)


class CalendarLink(models.Model):
    """A secret address at which a calendar reads a person's programme; its digest is kept."""

    person = models.OneToOneField(Person, CASCADE, primary_key=True)
    person_id: UUID
    digest = models.CharField(max_length=64, unique=True)
    at = models.CharField(max_length=5)
    alarm = models.PositiveSmallIntegerField(null=True)
    zone = models.CharField(max_length=ZONE)
    created = models.DateTimeField()
