import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import routines.models


class Migration(migrations.Migration):
    dependencies = [
        ("routines", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField("revision", "plan", "plan_document"),
        migrations.RenameField("revision", "profile", "profile_document"),
        migrations.AlterField(
            "revision", "plan_document", models.JSONField(validators=[routines.models.a_plan])
        ),
        migrations.AlterField(
            "revision", "profile_document", models.JSONField(validators=[routines.models.a_profile])
        ),
        migrations.AlterField("revision", "change", models.CharField(blank=True, max_length=300)),
        migrations.AddField(
            "routine", "chosen_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)
        ),
        migrations.RemoveIndex("routine", "routine_owner_created"),
        migrations.AddIndex(
            "routine", models.Index(fields=["owner", "-chosen_at"], name="routine_owner_chosen")
        ),
    ]
