"""Addresses of the desk beside its cases: sittings."""

from django.urls import path

from lianxin.web.desk import convene, sitting, sitting_days

urlpatterns = [
    path("desk/sittings/", sitting_days.days, name="desk_sittings"),
    path("desk/sittings/new", convene.convene, name="desk_convene"),
    path("desk/sittings/<uuid:id_>", sitting.page, name="desk_sitting"),
    path("desk/sittings/<uuid:id_>/minutes", sitting.minutes, name="desk_minutes"),
    path("desk/sittings/<uuid:id_>/items/<int:n>", sitting.item, name="desk_item"),
    path("desk/sittings/<uuid:id_>/<slug:name>", sitting.act, name="desk_sitting_act"),
]
