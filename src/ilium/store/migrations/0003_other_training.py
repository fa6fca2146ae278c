"""What other programs knew of a person, what is taken in, and the calendar's address."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0002_body_measurement"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarLink",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="store.person",
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("at", models.CharField(max_length=5)),
                ("alarm", models.PositiveSmallIntegerField(null=True)),
                ("zone", models.CharField(max_length=64)),
                ("created", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="note",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="source",
            field=models.CharField(default="", max_length=32),
        ),
        migrations.AddField(
            model_name="trainingsession",
            name="title",
            field=models.CharField(default="", max_length=200),
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("source", models.CharField(max_length=32)),
                ("file_name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("sessions", models.PositiveIntegerField()),
                ("sets", models.PositiveIntegerField()),
                ("others", models.PositiveIntegerField()),
                ("added", models.BinaryField()),
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
            name="NameChoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("variant", models.CharField(max_length=200, null=True)),
                ("load_kind", models.CharField(max_length=32, null=True)),
                ("at", models.DateTimeField()),
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
            name="OtherSet",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("exercise", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=32)),
                ("grams", models.PositiveIntegerField(null=True)),
                ("reps", models.PositiveSmallIntegerField(null=True)),
                ("seconds", models.PositiveIntegerField(null=True)),
                ("centimeters", models.PositiveIntegerField(null=True)),
                ("rir", models.PositiveSmallIntegerField(null=True)),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        to="store.trainingsession",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(fields=["person", "at"], name="intake_newest"),
        ),
        migrations.AddConstraint(
            model_name="namechoice",
            constraint=models.UniqueConstraint(fields=("person", "name"), name="choice_of_name"),
        ),
        migrations.AddIndex(
            model_name="otherset",
            index=models.Index(fields=["person", "at"], name="other_by_time"),
        ),
        migrations.AddIndex(
            model_name="otherset",
            index=models.Index(fields=["session", "at"], name="other_by_session"),
        ),
    ]
