"""Which rows are a person's own. Export, deletion, merging and the access tests ask here, so none can forget one."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models

from accounts.models import User

# Rows of packages that we use name their owner differently.
FOREIGN_OWNERS = {
    "account.emailaddress": "user",
    "mfa.authenticator": "user",
    "usersessions.usersession": "user",
}


def owner_field(model: type[models.Model]) -> str | None:
    """The field of `model` that names the person a row belongs to; None for rows that belong to nobody."""
    if name := FOREIGN_OWNERS.get(model._meta.label_lower):
        return name
    field = next((f for f in model._meta.concrete_fields if f.name == "owner"), None)
    return "owner" if isinstance(field, models.ForeignKey) and is_user(field) else None


def is_user(field: "models.ForeignKey[models.Model, models.Model]") -> bool:
    return field.related_model._meta.label == settings.AUTH_USER_MODEL


def private_models() -> list[type[models.Model]]:
    """Our own models whose rows belong to a person, those that others refer to first."""
    ours = [m for m in apps.get_models() if owner_field(m) == "owner"]
    ordered: list[type[models.Model]] = []
    while ours:
        ready = [m for m in ours if not references(m) & (set(ours) - {m})]
        ordered += sorted(ready, key=lambda m: m._meta.label_lower)
        ours = [m for m in ours if m not in ready]
    return ordered


def references(model: type[models.Model]) -> set[type[models.Model]]:
    return {f.related_model for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)}


def once_each(model: type[models.Model]) -> list[list[str]]:
    """The columns, beside the owner, of which a person has each combination once: one weekly check a day."""
    unique = [set(c.fields) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    unique.append({field.name for field in model._meta.pk_fields})
    return [sorted(names - {"owner"}) for names in unique if "owner" in names]


def also_of(model: type[models.Model], user: User, other: User) -> "Iterator[models.QuerySet[models.Model]]":
    """The rows of `user` that cannot become `other`'s too, who has the same already."""
    for names in once_each(model):
        same = rows(model, other).filter(**{name: models.OuterRef(name) for name in names}).order_by()
        yield rows(model, user).filter(models.Exists(same)).order_by()


def rows(model: type[models.Model], user: User) -> "models.QuerySet[models.Model]":
    """The person's rows of one model, oldest first."""
    name = owner_field(model)
    if name is None:
        raise ValueError(f"{model._meta.label} has no owner")
    return model._default_manager.filter(**{name: user}).order_by("pk")
