"""The notices package gives up messages and telephone codes; their tables stay as they are."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_messages")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name="Message"),
                migrations.DeleteModel(name="PhoneCode"),
            ]
        )
    ]
