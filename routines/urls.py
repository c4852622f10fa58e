from django.urls import URLPattern, URLResolver, include, path, register_converter

from exercises.catalogue import Block
from routines.views import (
    adding,
    build,
    checkin,
    device,
    habits,
    items,
    leaflet,
    offline,
    once,
    progress,
    proposals,
    relief,
    routines,
    sessions,
    today,
)


class BlockConverter:
    regex = "[a-z-]{1,20}"

    def to_python(self, value: str) -> Block:
        """Raises ValueError, which Django answers with 404."""
        return Block(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(BlockConverter, "block")

item_urls: list[URLPattern | URLResolver] = [
    path("swap/", items.swap, name="swap"),
    path("<slug:action>/", items.change_item, name="change_item"),
]

routine_urls: list[URLPattern | URLResolver] = [
    path("", routines.routine, name="routine"),
    path("session/", sessions.session, name="session"),
    path("proposals/", proposals.answer, name="proposal"),
    path("leaflet/", leaflet.leaflet, name="leaflet"),
    path("rename/", routines.rename, name="rename"),
    path("duplicate/", routines.duplicate, name="duplicate"),
    path("choose/", routines.choose, name="choose"),
    path("archive/", routines.archive, name="archive"),
    path("unarchive/", routines.unarchive, name="unarchive"),
    path("delete/", routines.delete, name="delete"),
    path("undelete/", routines.undelete, name="undelete"),
    path("minutes/", routines.change_minutes, name="change_minutes"),
    path("history/", routines.history, name="history"),
    path("history/<int:number>/", routines.version, name="version"),
    path("history/<int:number>/restore/", routines.restore, name="restore"),
    path("items/<block:block>/<slug:slug>/", include(item_urls)),
]

app_name = "routines"
urlpatterns = [
    path("build/", build.build, name="build"),
    path("just-show-me/", once.once, name="once"),
    path("today/", today.today, name="today"),
    path("routines/", routines.index, name="index"),
    path("routines/add/<slug:slug>/", adding.add, name="add"),
    path("routines/<uuid:pk>/", include(routine_urls)),
    path("relief/", relief.relief, name="relief"),
    path("sessions/token/", device.token, name="token"),
    path("sessions/<uuid:client_id>/", device.record, name="record"),
    path("sessions/<uuid:client_id>/checkin/", checkin.checkin, name="checkin"),
    path("progress/", progress.progress_page, name="progress"),
    path("progress/week/", progress.check_week, name="check_week"),
    path("progress/activities/", progress.add_activity, name="add_activity"),
    path("progress/activities/<uuid:pk>/rate/", progress.rate_activity, name="rate_activity"),
    path("progress/activities/<uuid:pk>/retire/", progress.retire_activity, name="retire_activity"),
    path("habits/", habits.habits, name="habits"),
    path("habits/choose/", habits.choose_habit, name="choose_habit"),
    path("habits/<uuid:pk>/tick/", habits.tick_habit, name="tick_habit"),
    path("habits/<uuid:pk>/drop/", habits.drop_habit, name="drop_habit"),
    path("sw.js", offline.service_worker, name="service_worker"),
]
