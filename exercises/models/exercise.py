"""An exercise, what it can be filtered by, and the risk factors it serves."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from sys import intern
from typing import Any, Self

from django.db import connections, models, router
from django.utils.translation import gettext_lazy as _

from exercises import catalogue, searching
from exercises.catalogue import Catalogue
from exercises.models import fulltext, shapes, whole
from exercises.models.entry import Entry, EntryQuerySet, all_slugs, slugs
from exercises.models.knowledge import Movement, RiskFactor, Source
from exercises.searching import Hits


class Facet(models.Model):
    """One value that the library can be filtered by: a block, region, position or piece of equipment."""

    class Kind(models.TextChoices):
        BLOCK = "block", _("Block")
        REGION = "region", _("Area")
        POSITION = "position", _("Position")
        EQUIPMENT = "equipment", _("Equipment")

    kind = models.CharField(max_length=10, choices=Kind)
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="facet_kind_slug")]

    def __str__(self) -> str:
        return self.name


class ExerciseQuerySet(EntryQuerySet["Exercise"]):
    def catalogue(self) -> Catalogue:
        """The whole library as plain values: one query, and the rest only when its version has changed."""
        return whole.current(lambda: [row.plain() for row in self._read_by_plain() if row.is_complete])

    def _read_by_plain(self) -> "Iterator[Exercise]":
        return self.whole(*READ_BY_PLAIN).iterator(chunk_size=CHUNK)

    def search(self, text: str, among: Catalogue) -> Hits | None:
        """The exercises of this library that the words may mean, best first; None when there is no word."""
        words = searching.typed(text)
        if not words:
            return None
        hits = fulltext.search(connections[self.db], words)
        return Hits(tuple(slug for slug in hits.slugs if slug in among.exercises), hits.read_as)

    def index(self, catalogue: Catalogue) -> None:
        """Makes these the exercises that `search` finds. Call it with every edit, in its transaction."""
        terms = {slug: searching.terms(one, catalogue) for slug, one in catalogue.exercises.items()}
        fulltext.rewrite(connections[router.db_for_write(self.model)], terms)

    def retired(self) -> Self:
        """What saved routines may still name, with everything that `plain` reads."""
        return self.filter(retired_at__isnull=False).prefetch_related(*READ_BY_PLAIN)


CHUNK = 1000  # rows in memory at once, while a library becomes plain values
READ_BY_PLAIN = ("facets", "movements", "easier", "sources", "serves_set__risk_factor")


class Exercise(Entry):
    """doses: stage to dose fields, in seconds and minutes as in `catalogue.Dose`."""

    name = models.CharField(max_length=120)
    aliases = models.JSONField(default=list, blank=True, validators=[shapes.texts])
    summary = models.CharField(max_length=160, blank=True)
    facets = models.ManyToManyField(Facet, related_name="exercises")
    helpful = models.JSONField(default=list, blank=True, validators=[shapes.things])
    level = models.PositiveSmallIntegerField(
        choices=[(1, _("Gentle")), (2, _("Medium")), (3, _("Demanding"))]
    )
    movements = models.ManyToManyField(Movement, blank=True)
    unilateral = models.BooleanField(default=False)
    auto_select = models.BooleanField(default=True)
    doses = models.JSONField(default=dict, validators=[shapes.doses])
    easier = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="harder")
    risk_factors = models.ManyToManyField(RiskFactor, through="Serves")
    targets = models.JSONField(default=dict, blank=True, validators=[shapes.targets])
    family = models.CharField(max_length=80, blank=True)
    evidence = models.CharField(
        max_length=10,
        choices=[(e.value, e.value) for e in catalogue.Evidence],
        default=catalogue.Evidence.WEAK,
    )
    steps = models.JSONField(default=list, validators=[shapes.texts])
    cue = models.CharField(max_length=200, blank=True)
    caution = models.TextField(blank=True)
    sources = models.ManyToManyField(Source, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=[1, 2, 3]), name="exercise_level_range")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_complete(self) -> bool:
        """Whether it can be shown and done: half-entered exercises stay with the administrators."""
        placed = all(map(self.facet_slugs, (Facet.Kind.BLOCK, Facet.Kind.REGION, Facet.Kind.POSITION)))
        return placed and set(self.doses) == {"1", "2", "3"} and bool(self.steps)

    def plain(self) -> catalogue.Exercise:
        """Without its ladder: `harder` follows from what all others say."""
        return catalogue.Exercise(
            slug=self.slug,
            name=self.name,
            aliases=tuple(self.aliases),
            summary=self.summary,
            blocks=tuple(map(catalogue.Block, self.facet_slugs(Facet.Kind.BLOCK))),
            regions=self.facet_slugs(Facet.Kind.REGION),
            positions=self.facet_slugs(Facet.Kind.POSITION),
            equipment=self.facet_slugs(Facet.Kind.EQUIPMENT),
            helpful=tuple(self.helpful),
            level=self.level,
            unilateral=self.unilateral,
            auto_select=self.auto_select,
            tags=frozenset(all_slugs(self.movements)),
            doses={int(stage): catalogue.Dose(**dose) for stage, dose in sorted(self.doses.items())},
            easier=slugs(self.easier),
            serves={
                s.risk_factor.slug: s.weight
                for s in sorted(self.serves_set.all(), key=lambda s: s.risk_factor.slug)
                if not s.risk_factor.is_retired
            },
            targets=dict(sorted(self.targets.items())),
            family=self.family,
            evidence=catalogue.Evidence(self.evidence),
            steps=tuple(self.steps),
            cue=self.cue,
            caution=self.caution,
            sources=slugs(self.sources),
            reviewed_on=self.reviewed_on,
        )

    def facet_slugs(self, kind: Facet.Kind) -> tuple[str, ...]:
        facets = sorted(self.facets.all(), key=lambda facet: (facet.order, facet.slug))
        return tuple(intern(facet.slug) for facet in facets if facet.kind == kind)

    @classmethod
    def from_plain(cls, exercise: catalogue.Exercise) -> "Exercise":
        """Unsaved, without its relations."""
        same = ("slug", "name", "summary", "level", "unilateral", "auto_select", "family", "evidence", "cue")
        fields: dict[str, Any] = {name: getattr(exercise, name) for name in same}
        return cls(
            **fields,
            aliases=list(exercise.aliases),
            helpful=list(exercise.helpful),
            targets=dict(exercise.targets),
            doses={str(stage): asdict(dose) for stage, dose in exercise.doses.items()},
            steps=list(exercise.steps),
            caution=exercise.caution,
            reviewed_on=exercise.reviewed_on,
        )


class ServesQuerySet(models.QuerySet["Serves"]):
    def rewrite(self, rows: Iterable["Serves"], *, exercises: Iterable[int]) -> None:
        self.filter(exercise__in=list(exercises)).delete()
        self.bulk_create(rows)


class Serves(models.Model):
    """How much an exercise helps with a risk factor: weight 1-100."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE)
    risk_factor = models.ForeignKey(RiskFactor, on_delete=models.CASCADE)
    weight = models.PositiveSmallIntegerField()

    objects = ServesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "risk_factor"], name="serves_once"),
            models.CheckConstraint(condition=models.Q(weight__lte=100), name="serves_weight_range"),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id} serves {self.risk_factor_id}: {self.weight}"
