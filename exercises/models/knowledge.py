"""What stands around the exercises: sources, movements, risk factors, habits and red flags."""

from django.db import models

from exercises import catalogue, vocabulary
from exercises.models import shapes
from exercises.models.entry import Entry, EntryQuerySet, all_slugs, slugs


class Source(Entry):
    name = models.CharField(max_length=300)
    where = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=20, choices=[(s, s) for s in vocabulary.STATUSES])
    year = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = EntryQuerySet["Source"].as_manager()

    def __str__(self) -> str:
        return self.name

    def plain(self) -> catalogue.Source:
        return catalogue.Source(self.slug, self.name, self.where, self.status, self.year)


class Movement(Entry):
    meaning = models.CharField(max_length=300)
    implies = models.ManyToManyField("self", symmetrical=False, blank=True)

    objects = EntryQuerySet["Movement"].as_manager()

    def __str__(self) -> str:
        return self.slug

    def plain(self) -> catalogue.Movement:
        return catalogue.Movement(self.slug, self.meaning, all_slugs(self.implies))


class Habit(Entry):
    category = models.CharField(max_length=40)
    tip = models.TextField()
    why = models.TextField(blank=True)
    sources = models.ManyToManyField(Source, blank=True)

    objects = EntryQuerySet["Habit"].as_manager()

    def __str__(self) -> str:
        return self.tip

    def plain(self) -> catalogue.Habit:
        return catalogue.Habit(
            slug=self.slug,
            category=self.category,
            tip=self.tip,
            why=self.why,
            risk_factors=slugs(self.risk_factors),
            sources=slugs(self.sources),
        )


class RiskFactor(Entry):
    name = models.CharField(max_length=120)
    group = models.CharField(max_length=40)
    evidence = models.CharField(max_length=10, choices=[(e.value, e.value) for e in catalogue.Evidence])
    evidence_note = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    changeable = models.BooleanField(default=True)
    helped_by = models.JSONField(default=list, blank=True, validators=[shapes.blocks])
    habits = models.ManyToManyField(Habit, blank=True, related_name="risk_factors")
    sources = models.ManyToManyField(Source, blank=True)

    objects = EntryQuerySet["RiskFactor"].as_manager()

    def __str__(self) -> str:
        return self.name

    def plain(self) -> catalogue.RiskFactor:
        return catalogue.RiskFactor(
            slug=self.slug,
            name=self.name,
            group=self.group,
            evidence=catalogue.Evidence(self.evidence),
            evidence_note=self.evidence_note,
            summary=self.summary,
            changeable=self.changeable,
            helped_by=tuple(map(catalogue.Block, self.helped_by)),
            habits=slugs(self.habits),
            sources=slugs(self.sources),
        )


class RedFlag(Entry):
    question = models.TextField()
    urgency = models.CharField(max_length=10, choices=[(u.value, u.value) for u in catalogue.Urgency])
    advice = models.TextField()
    suspects = models.CharField(max_length=120)
    sources = models.ManyToManyField(Source, blank=True)

    objects = EntryQuerySet["RedFlag"].as_manager()

    def __str__(self) -> str:
        return self.question

    def plain(self) -> catalogue.RedFlag:
        return catalogue.RedFlag(
            slug=self.slug,
            question=self.question,
            urgency=catalogue.Urgency(self.urgency),
            advice=self.advice,
            suspects=self.suspects,
            sources=slugs(self.sources),
        )
