"""Browse, search and edit the library. Every save makes a new version, so that no process builds from an old one,
and search finds it at once.

What came with the library changes back with its next release; "Save as new" keeps one's own.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from exercises import models
from exercises.ladder import circles
from exercises.models.entry import Origin
from exercises.safety import verdict

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
    ModelForm = forms.ModelForm[models.Exercise]
else:
    ModelAdmin, TabularInline, StackedInline = admin.ModelAdmin, admin.TabularInline, admin.StackedInline
    ModelForm = forms.ModelForm


def edited() -> None:
    models.LibraryState.objects.bump()
    models.Exercise.objects.index(models.Exercise.objects.catalogue())


class EditionAdmin(ModelAdmin):
    list_per_page = 50

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """The last thing that a save writes."""
        super().save_related(request, form, formsets, change)
        edited()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        edited()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        edited()


class EntryAdmin(EditionAdmin):
    """Saving as new makes an administrator's own entry."""

    save_as = True
    readonly_fields = ["origin"]
    list_filter = ["origin", ("retired_at", admin.EmptyFieldListFilter)]
    search_fields = ["slug", "name"]
    ordering = ["slug"]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        entry = context.get("original")
        if entry and entry.origin == Origin.LIBRARY:
            messages.info(
                request,
                _(
                    "This came with the library and follows its next release. To keep your own, save it as new."
                ),
            )
        return super().render_change_form(request, context, *args, **kwargs)


class ServesInline(TabularInline):
    model = models.Serves
    autocomplete_fields = ["risk_factor"]
    extra = 0


class OverrideInline(StackedInline):
    model = models.Override
    autocomplete_fields = ["precaution", "exercise"]
    extra = 0


class RuleInline(StackedInline):
    model = models.Rule
    extra = 0


class ExerciseForm(ModelForm):
    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kinds = {facet.kind for facet in data.get("facets", ())}
        for kind in (models.Facet.Kind.BLOCK, models.Facet.Kind.REGION, models.Facet.Kind.POSITION):
            if kind not in kinds:
                self.add_error("facets", _("Choose at least one: %(kind)s.") % {"kind": kind.label})
        easier = {e.slug: e.easier for e in models.Exercise.objects.catalogue().exercises.values()}
        easier[str(data.get("slug"))] = tuple(exercise.slug for exercise in data.get("easier", ()))
        for circle in circles(easier)[:1]:
            self.add_error("easier", _("This runs in a circle: %(way)s.") % {"way": " > ".join(circle)})
        return data


@admin.register(models.Exercise)
class ExerciseAdmin(EntryAdmin):
    form = ExerciseForm
    list_display = ["name", "slug", "level", "family", "evidence", "auto_select", "origin", "retired_at"]
    list_filter = ["level", "auto_select", "evidence", "facets", *EntryAdmin.list_filter]
    search_fields = ["name", "slug", "summary", "family"]
    autocomplete_fields = ["movements", "easier", "sources"]
    filter_horizontal = ["facets"]
    readonly_fields = ["origin", "verdicts"]
    inlines = [ServesInline, OverrideInline]

    @admin.display(description=_("What each precaution says"))
    def verdicts(self, exercise: models.Exercise) -> SafeString | str:
        """Of what is saved now."""
        if exercise._state.adding:
            return "-"
        catalogue = models.Exercise.objects.catalogue()
        plain = models.Exercise.objects.get(pk=exercise.pk).plain()  # the form may hold a slip
        rows = [
            {"name": precaution.name, "verdict": verdict(plain, [slug], catalogue)}
            for slug, precaution in catalogue.precautions.items()
        ]
        return render_to_string("admin/exercises/verdicts.html", {"rows": rows})


@admin.register(models.Precaution)
class PrecautionAdmin(EntryAdmin):
    list_display = ["name", "slug", "kind", "clearance", "origin", "retired_at"]
    list_filter = ["kind", "clearance", *EntryAdmin.list_filter]
    search_fields = ["name", "slug", "question"]
    autocomplete_fields = ["sources"]
    inlines = [RuleInline, OverrideInline]


@admin.register(models.RiskFactor)
class RiskFactorAdmin(EntryAdmin):
    list_display = ["name", "slug", "group", "evidence", "changeable", "origin", "retired_at"]
    list_filter = ["group", "evidence", *EntryAdmin.list_filter]
    autocomplete_fields = ["habits", "sources"]


@admin.register(models.Habit)
class HabitAdmin(EntryAdmin):
    list_display = ["tip", "slug", "category", "origin", "retired_at"]
    list_filter = ["category", *EntryAdmin.list_filter]
    search_fields = ["slug", "tip"]
    autocomplete_fields = ["sources"]


@admin.register(models.RedFlag)
class RedFlagAdmin(EntryAdmin):
    list_display = ["slug", "question", "urgency", "suspects", "origin", "retired_at"]
    list_filter = ["urgency", *EntryAdmin.list_filter]
    search_fields = ["slug", "question", "suspects"]
    autocomplete_fields = ["sources"]


@admin.register(models.Source)
class SourceAdmin(EntryAdmin):
    list_display = ["name", "slug", "year", "status", "origin", "retired_at"]
    list_filter = ["status", *EntryAdmin.list_filter]
    search_fields = ["name", "slug", "where"]


@admin.register(models.Movement)
class MovementAdmin(EntryAdmin):
    """Precautions name a tag by its slug. Without it, an exercise would pass that must not."""

    save_as = False
    list_display = ["slug", "meaning", "origin", "retired_at"]
    search_fields = ["slug", "meaning"]
    autocomplete_fields = ["implies"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["origin", "slug"] if obj else ["origin"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.Facet)
class FacetAdmin(ReadOnlyAdmin):
    """The words themselves stand in the code, with their pages."""

    list_display = ["name", "kind", "slug", "order"]
    list_filter = ["kind"]
    search_fields = ["name", "slug"]
    ordering = ["kind", "order"]


@admin.register(models.LibraryState)
class LibraryStateAdmin(ReadOnlyAdmin):
    list_display = ["version", "loaded_at"]
