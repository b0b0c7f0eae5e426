"""Addresses of the pages: residents', the desk's, those that keep the organisation."""

from lianxin.web.desk import urls as desk
from lianxin.web.manage import urls as manage
from lianxin.web.resident import urls as resident

urlpatterns = [*resident.urlpatterns, *desk.urlpatterns, *manage.urlpatterns]
