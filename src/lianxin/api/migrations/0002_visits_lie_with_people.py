"""Who came how often lies with people now: pages count their visitors as the interface does."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("api", "0001_visits_and_tries")]
    operations = [
        migrations.DeleteModel(name="Visit"),
        migrations.DeleteModel(name="LoginTry"),
    ]
