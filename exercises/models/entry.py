"""One thing in the library, whatever its kind: known by its slug, from the files or from an administrator."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from sys import intern
from typing import Any, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

E = TypeVar("E", bound="Entry")


class Origin(models.TextChoices):
    LIBRARY = "library", _("Library")
    ADMINISTRATOR = "administrator", _("Administrator")


class EntryQuerySet(models.QuerySet[E]):
    def current(self) -> Self:
        return self.filter(retired_at__isnull=True)

    def whole(self, *related: str) -> Self:
        """What is current, with everything that `plain` reads."""
        return self.current().as_read(*related)

    def as_read(self, *related: str) -> Self:
        return self.prefetch_related(*related).order_by("slug")

    def slugs_from(self, origin: Origin) -> set[str]:
        return set(self.filter(origin=origin).values_list("slug", flat=True))

    def put(self, entries: Iterable[E]) -> None:
        """Writes these as the library's, by slug, and brings back what had been retired."""
        rows = list(entries)
        for row in rows:
            row.origin, row.retired_at = Origin.LIBRARY, None
        changing = [f.name for f in self.model._meta.concrete_fields if f.name not in {"id", "slug"}]
        self.bulk_create(rows, update_conflicts=True, unique_fields=["slug"], update_fields=changing)

    def retire_all_but(self, slugs: Iterable[str], at: datetime) -> int:
        """Only what came from the library. Nothing is deleted: saved routines may refer to it."""
        gone = self.current().filter(origin=Origin.LIBRARY).exclude(slug__in=list(slugs))
        return gone.update(retired_at=at)

    def ids(self) -> dict[str, int]:
        return dict(self.values_list("slug", "pk"))

    def relink(self, name: str, links: Mapping[str, Iterable[str]], targets: Mapping[str, int]) -> None:
        """Gives each of these entries, by slug, exactly these links in its many-to-many field `name`."""
        field: Any = self.model._meta.get_field(name)
        through, near, far = field.remote_field.through, field.m2m_column_name(), field.m2m_reverse_name()
        owners = {slug: pk for slug, pk in self.ids().items() if slug in links}
        through.objects.filter(**{f"{near}__in": owners.values()}).delete()
        through.objects.bulk_create(
            through(**{near: owner, far: targets[target]})
            for slug, owner in owners.items()
            for target in links[slug]
        )


class Entry(models.Model):
    """`origin` decides who may change it: loading the files rewrites the library's and leaves an administrator's."""

    slug = models.SlugField(max_length=80, unique=True)
    origin = models.CharField(
        max_length=15, choices=Origin, default=Origin.ADMINISTRATOR, editable=False, verbose_name=_("from")
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


def slugs(entries: models.Manager[Any]) -> tuple[str, ...]:
    """Of what is already fetched: no query when the relation was prefetched. Equal ones are held once."""
    return tuple(sorted(intern(entry.slug) for entry in entries.all() if not entry.is_retired))


def all_slugs(entries: models.Manager[Any]) -> tuple[str, ...]:
    """Retired ones too: rules are about tags, and what a tag says of an exercise stays true."""
    return tuple(sorted(intern(entry.slug) for entry in entries.all()))
