"""What the clock of a device said of a set, where it was ahead."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0003_other_training"),
    ]

    operations = [
        migrations.AddField(
            model_name="setevent",
            name="device_at",
            field=models.DateTimeField(null=True),
        ),
    ]
