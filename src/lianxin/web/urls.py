"""Addresses of the pages: residents', the desk's, those that keep the organisation."""

from lianxin.web.desk import addresses as desk
from lianxin.web.manage import addresses as manage
from lianxin.web.resident import addresses as resident

urlpatterns = [*resident.urlpatterns, *desk.urlpatterns, *manage.urlpatterns]
