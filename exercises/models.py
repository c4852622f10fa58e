"""The library in the database: what an administrator can browse and edit, and what saved routines refer to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from exercises import catalogue


class Source(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    where = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


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


class Movement(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    meaning = models.CharField(max_length=300)
    implies = models.ManyToManyField("self", symmetrical=False, blank=True)

    def __str__(self) -> str:
        return self.slug


class RiskFactor(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    group = models.CharField(max_length=40)
    evidence = models.CharField(max_length=10, choices=[(e.value, e.value) for e in catalogue.Evidence])
    evidence_note = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    changeable = models.BooleanField(default=True)
    helped_by = models.JSONField(default=list, blank=True)
    habits: "models.ManyToManyField[Habit, models.Model]" = models.ManyToManyField(
        "Habit", blank=True, related_name="risk_factors"
    )
    sources = models.ManyToManyField(Source, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Habit(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    category = models.CharField(max_length=40)
    tip = models.TextField()
    why = models.TextField(blank=True)
    sources = models.ManyToManyField(Source, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.tip


class RedFlag(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    question = models.TextField()
    urgency = models.CharField(max_length=10, choices=[(u.value, u.value) for u in catalogue.Urgency])
    advice = models.TextField()
    suspects = models.CharField(max_length=120)
    sources = models.ManyToManyField(Source, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.question


class Precaution(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20)
    question = models.TextField()
    clearance = models.CharField(max_length=10, choices=[(c.value, c.value) for c in catalogue.Clearance])
    note = models.TextField(blank=True)
    sources = models.ManyToManyField(Source, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Rule(models.Model):
    """One line of a precaution; `any`, `all` and `none` hold movement tags and markers such as pos:supine."""

    precaution = models.ForeignKey(Precaution, on_delete=models.CASCADE, related_name="rules")
    order = models.PositiveSmallIntegerField(default=0)
    action = models.CharField(max_length=10, choices=[(a.value, a.value) for a in catalogue.Action])
    any = models.JSONField(default=list, blank=True)
    all = models.JSONField(default=list, blank=True)
    none = models.JSONField(default=list, blank=True)
    min_level = models.PositiveSmallIntegerField(default=0)
    why = models.TextField()
    how = models.TextField(blank=True)
    sources = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.action}: {self.why}"


class Exercise(models.Model):
    """doses: stage to dose fields, in seconds and minutes as in `catalogue.Dose`."""

    class Origin(models.TextChoices):
        LIBRARY = "library", _("Library")
        ADMINISTRATOR = "administrator", _("Administrator")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    aliases = models.JSONField(default=list, blank=True)
    facets = models.ManyToManyField(Facet, related_name="exercises")
    helpful = models.JSONField(default=list, blank=True)
    level = models.PositiveSmallIntegerField(
        choices=[(1, _("Gentle")), (2, _("Medium")), (3, _("Demanding"))]
    )
    movements = models.ManyToManyField(Movement, blank=True)
    unilateral = models.BooleanField(default=False)
    auto_select = models.BooleanField(default=True)
    doses = models.JSONField(default=dict)
    easier = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="harder")
    risk_factors = models.ManyToManyField(RiskFactor, through="Serves")
    targets = models.JSONField(default=dict, blank=True)
    family = models.CharField(max_length=80, blank=True)
    evidence = models.CharField(max_length=10, default=catalogue.Evidence.MODERATE)
    steps = models.JSONField(default=list)
    cue = models.CharField(max_length=200, blank=True)
    caution = models.TextField(blank=True)
    sources = models.ManyToManyField(Source, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=15, choices=Origin, default=Origin.ADMINISTRATOR)
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Serves(models.Model):
    """How much an exercise helps with a risk factor: weight 0-100."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE)
    risk_factor = models.ForeignKey(RiskFactor, on_delete=models.CASCADE)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "risk_factor"], name="serves_once"),
            models.CheckConstraint(condition=models.Q(weight__lte=100), name="serves_weight_range"),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id} serves {self.risk_factor_id}: {self.weight}"


class Override(models.Model):
    precaution = models.ForeignKey(Precaution, on_delete=models.CASCADE, related_name="overrides")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="overrides")
    action = models.CharField(max_length=10, choices=[(a.value, a.value) for a in catalogue.Action])
    why = models.TextField()
    how = models.TextField(blank=True)
    sources = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["precaution", "exercise"], name="override_once")]

    def __str__(self) -> str:
        return f"{self.precaution_id} on {self.exercise_id}: {self.action}"


class LibraryState(models.Model):
    """One row: which library files are loaded, and a version that changes with every edit an administrator makes."""

    digest = models.CharField(max_length=64, blank=True)
    version = models.CharField(max_length=64, blank=True)
    loaded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.version
