"""The first shape."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ProgrammeRevision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("origin", models.UUIDField()),
                ("created", models.DateTimeField()),
                ("start", models.DateField()),
                ("version", models.PositiveSmallIntegerField()),
                ("document", models.TextField()),
                ("athlete_version", models.PositiveSmallIntegerField()),
                ("athlete", models.TextField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="store.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TrainingSession",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("week", models.PositiveSmallIntegerField(null=True)),
                ("day", models.PositiveSmallIntegerField(null=True)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("zone", models.CharField(max_length=64)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="store.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        to="store.programmerevision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SetEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("set_id", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                ("removed", models.BooleanField()),
                ("variant", models.CharField(max_length=200)),
                ("side", models.CharField(max_length=32)),
                ("load_kind", models.CharField(max_length=32)),
                ("grams", models.PositiveIntegerField(null=True)),
                ("band", models.CharField(max_length=100, null=True)),
                ("reps", models.PositiveSmallIntegerField(null=True)),
                ("seconds", models.PositiveSmallIntegerField(null=True)),
                ("rir", models.PositiveSmallIntegerField(null=True)),
                ("felt", models.CharField(max_length=32, null=True)),
                ("pain", models.CharField(max_length=32, null=True)),
                ("at", models.DateTimeField()),
                ("role", models.CharField(max_length=32)),
                ("kind", models.CharField(max_length=32)),
                ("deload", models.BooleanField()),
                ("target_reps_low", models.PositiveSmallIntegerField(null=True)),
                ("target_reps_high", models.PositiveSmallIntegerField(null=True)),
                ("target_rir_low", models.PositiveSmallIntegerField(null=True)),
                ("target_rir_high", models.PositiveSmallIntegerField(null=True)),
                ("note", models.TextField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="store.person",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        to="store.trainingsession",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SessionChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=32)),
                ("payload", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="store.trainingsession",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AthleteRevision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created", models.DateTimeField()),
                ("version", models.PositiveSmallIntegerField()),
                ("document", models.TextField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="store.person",
                    ),
                ),
            ],
        ),
        # Indexes stand apart: those of a new table would be made, and the migration be recorded,
        # after its transaction, where a killed process could leave one without the other.
        migrations.AddIndex(
            model_name="athleterevision",
            index=models.Index(fields=["person", "created"], name="athlete_newest"),
        ),
        migrations.AddIndex(
            model_name="programmerevision",
            index=models.Index(fields=["person", "created"], name="programme_newest"),
        ),
        migrations.AddIndex(
            model_name="programmerevision",
            index=models.Index(fields=["person", "origin"], name="programme_changes"),
        ),
        migrations.AddIndex(
            model_name="trainingsession",
            index=models.Index(fields=["person", "started_at"], name="session_by_time"),
        ),
        migrations.AddIndex(
            model_name="trainingsession",
            index=models.Index(fields=["programme", "person"], name="session_by_programme"),
        ),
        migrations.AddIndex(
            model_name="trainingsession",
            index=models.Index(
                condition=models.Q(("finished_at__isnull", True)),
                fields=["person", "started_at"],
                name="session_open",
            ),
        ),
        migrations.AddIndex(
            model_name="setevent",
            index=models.Index(fields=["person", "variant", "at"], name="set_by_variant"),
        ),
        migrations.AddIndex(
            model_name="setevent",
            index=models.Index(fields=["person", "set_id", "recorded_at"], name="set_versions"),
        ),
        migrations.AddIndex(
            model_name="setevent",
            index=models.Index(fields=["person", "at"], name="set_by_time"),
        ),
        migrations.AddIndex(
            model_name="setevent",
            index=models.Index(fields=["session", "person", "at"], name="set_by_session"),
        ),
        migrations.AddIndex(
            model_name="sessionchange",
            index=models.Index(fields=["session", "at"], name="change_by_session"),
        ),
    ]
