"""A precaution, its rules, and where one exercise is an exception to them."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from exercises import catalogue, vocabulary
from exercises.models import shapes
from exercises.models.entry import Entry, EntryQuerySet, slugs
from exercises.models.knowledge import Movement, Source

ACTIONS = [(a.value, a.value) for a in catalogue.Action]


class Precaution(Entry):
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=[(k, k) for k in vocabulary.KINDS])
    question = models.TextField()
    clearance = models.CharField(max_length=10, choices=[(c.value, c.value) for c in catalogue.Clearance])
    note = models.TextField(blank=True)
    sources = models.ManyToManyField(Source, blank=True)

    objects = EntryQuerySet["Precaution"].as_manager()

    def __str__(self) -> str:
        return self.name

    def plain(self) -> catalogue.Precaution:
        return catalogue.Precaution(
            slug=self.slug,
            name=self.name,
            kind=self.kind,
            question=self.question,
            clearance=catalogue.Clearance(self.clearance),
            rules=tuple(rule.plain() for rule in sorted(self.rules.all(), key=lambda rule: rule.order)),
            sources=slugs(self.sources),
            note=self.note,
        )


class RuleQuerySet(models.QuerySet["Rule"]):
    def rewrite(self, rules: Iterable["Rule"], *, precautions: Iterable[int]) -> None:
        """Takes all rules of these precautions away and puts these in their place."""
        self.filter(precaution__in=list(precautions)).delete()
        self.bulk_create(rules)


class Rule(models.Model):
    """One line of a precaution; `any`, `all` and `none` hold movement tags and markers such as pos:supine."""

    precaution = models.ForeignKey(Precaution, on_delete=models.CASCADE, related_name="rules")
    order = models.PositiveSmallIntegerField(default=0)
    action = models.CharField(max_length=10, choices=ACTIONS)
    any = models.JSONField(default=list, blank=True, validators=[shapes.texts])
    all = models.JSONField(default=list, blank=True, validators=[shapes.texts])
    none = models.JSONField(default=list, blank=True, validators=[shapes.texts])
    min_level = models.PositiveSmallIntegerField(default=0)
    why = models.TextField()
    how = models.TextField(blank=True)
    sources = models.JSONField(default=list, blank=True, validators=[shapes.texts])

    objects = RuleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.action}: {self.why}"

    def clean(self) -> None:
        """A rule that names an unknown tag would never hit; one that names none would hit everything."""
        marks = {*Movement.objects.ids(), *vocabulary.MARKERS}
        for words in (self.any, self.all, self.none):
            shapes.words_of(words, marks)
        if not (self.any or self.all or self.min_level):
            raise ValidationError(_("Say which exercises this rule hits: any, all or the least level."))

    def plain(self) -> catalogue.Rule:
        return catalogue.Rule(
            action=catalogue.Action(self.action),
            why=self.why,
            how=self.how,
            any=frozenset(self.any),
            all=frozenset(self.all),
            none=frozenset(self.none),
            min_level=self.min_level,
            sources=tuple(self.sources),
        )


class OverrideQuerySet(models.QuerySet["Override"]):
    def current(self) -> "OverrideQuerySet":
        return self.filter(precaution__retired_at__isnull=True, exercise__retired_at__isnull=True)

    def rewrite(
        self, overrides: Iterable["Override"], *, precautions: Iterable[int], exercises: Iterable[int]
    ) -> None:
        """Those between these precautions and these exercises; an administrator's exercise keeps its own."""
        self.filter(precaution__in=list(precautions), exercise__in=list(exercises)).delete()
        self.bulk_create(overrides)


class Override(models.Model):
    precaution = models.ForeignKey(Precaution, on_delete=models.CASCADE, related_name="overrides")
    exercise = models.ForeignKey("Exercise", on_delete=models.CASCADE, related_name="overrides")
    action = models.CharField(max_length=10, choices=ACTIONS)
    why = models.TextField()
    how = models.TextField(blank=True)
    sources = models.JSONField(default=list, blank=True, validators=[shapes.texts])

    objects = OverrideQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["precaution", "exercise"], name="override_once")]

    def __str__(self) -> str:
        return f"{self.precaution_id} on {self.exercise_id}: {self.action}"

    def plain(self) -> catalogue.Override:
        return catalogue.Override(
            precaution=self.precaution.slug,
            exercise=self.exercise.slug,
            action=catalogue.Action(self.action),
            why=self.why,
            how=self.how,
            sources=tuple(self.sources),
        )
