"""Addresses of Manage. Names are those of their views."""

from django.urls import path

from lianxin.web.manage import (
    calendar,
    duties,
    home,
    imports,
    org,
    papers,
    people,
    posts,
    procedures,
    retrying,
    uploads,
)

urlpatterns = [
    path("manage/", home.home, name="manage"),
    path("manage/retry", retrying.retry, name="manage_retry"),
    path("manage/org", org.org, name="manage_org"),
    path("manage/bodies/<slug:code>", org.body, name="manage_body"),
    path("manage/posts/<slug:code>", posts.post, name="manage_post"),
    path("manage/duties", duties.duties, name="manage_duties"),
    path("manage/duties/new", duties.new_duty, name="manage_new_duty"),
    path("manage/duties/<slug:category>/<slug:area>", duties.duty, name="manage_duty"),
    path("manage/upload", uploads.upload, name="manage_upload"),
    path("manage/tables/<slug:name>.csv", uploads.table, name="manage_table"),
    path("manage/calendar", calendar.year, name="manage_calendar"),
    path("manage/procedures", procedures.procedures, name="manage_procedures"),
    path("manage/procedures/new", procedures.new_version, name="manage_new_version"),
    path("manage/procedures/<slug:code>", procedures.procedure, name="manage_procedure"),
    path(
        "manage/procedures/<slug:code>/<slug:digest>.svg", procedures.drawing, name="manage_drawing"
    ),
    path(
        "manage/procedures/<slug:code>/<slug:digest>", procedures.procedure, name="manage_version"
    ),
    path("manage/papers", papers.papers, name="manage_papers"),
    path("manage/papers/<slug:code>", papers.paper, name="manage_paper"),
    path("manage/papers/<slug:code>/sample.pdf", papers.sample, name="manage_sample"),
    path(
        "manage/papers/<slug:code>/<slug:digest>.pdf",
        papers.sample,
        name="manage_old_sample",
    ),
    path("manage/imports", imports.imports, name="manage_imports"),
    path("manage/imports/<uuid:id_>", imports.one, name="manage_import"),
    path("manage/imports/<uuid:id_>/act", imports.act, name="manage_import_act"),
    path("manage/imports/<uuid:id_>/rejects.csv", imports.rejects, name="manage_rejects"),
    path("manage/people", people.people, name="manage_people"),
    path("manage/people/<str:code>", people.person, name="manage_person"),
]
