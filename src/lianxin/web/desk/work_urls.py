"""Addresses of the desk's work on lists and papers. Names are those of their views."""

from django.urls import path

from lianxin.web.desk import bulk, keeping, live, papers, styleguide

urlpatterns = [
    path("bulk", bulk.bulk, name="desk_bulk"),
    path("styleguide", styleguide.styleguide, name="desk_styleguide"),
    path("live", live.live, name="desk_live"),
    path("views", keeping.keep, name="desk_keep"),
    path("views/<uuid:id_>/drop", keeping.drop, name="desk_drop"),
    path("cases/<str:number>/papers/<str:file>", papers.paper, name="desk_paper"),
]
