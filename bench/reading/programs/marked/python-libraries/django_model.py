import django
from django.conf import settings

settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
django.setup()

from django.db import models


class Order(models.Model):
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


def first():
    return Order.objects.get(pk=7)  #~ django.db.utils.OperationalError | no such table: shop_order


first()  #~> sqlite3.OperationalError | no such table: shop_order
