"""What a person measures of their body."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BodyMeasurement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("removed", models.BooleanField()),
                ("grams", models.PositiveIntegerField(null=True)),
                ("waist_mm", models.PositiveSmallIntegerField(null=True)),
                ("hip_mm", models.PositiveSmallIntegerField(null=True)),
                ("thigh_left_mm", models.PositiveSmallIntegerField(null=True)),
                ("thigh_right_mm", models.PositiveSmallIntegerField(null=True)),
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
        migrations.AddIndex(
            model_name="bodymeasurement",
            index=models.Index(fields=["person", "day"], name="measurement_by_day"),
        ),
    ]
