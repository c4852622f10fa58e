import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.intake.profile import Profile
from exercises.catalogue import Block, Dose
from routines.builder.plan import Item, Plan
from routines.documents import DocumentError, read, write

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
ITEM = Item("bridge", Block.STRENGTHENING, "supine", Dose(sets=2, reps=10), 1, 120, reasons=())
PLAN = Plan(items=(ITEM,), block_seconds={Block.STRENGTHENING: 120})


@pytest.mark.parametrize("cls", [Plan, Profile])
@settings(deadline=None)
@given(data=st.data())
def test_any_value_comes_back_from_json_as_it_was(cls, data):
    value = data.draw(st.from_type(cls))

    assert read(cls, json.loads(json.dumps(write(value), allow_nan=False))) == value


@pytest.mark.parametrize("minutes", [float("nan"), float("inf")])
def test_reading_refuses_numbers_that_are_none(minutes):
    endless = dataclasses.replace(ITEM, dose=Dose(minutes=minutes))

    with pytest.raises(DocumentError, match=r"items\.0\.dose\.minutes: expected float"):
        read(Plan, write(Plan(items=(endless,))))


def test_writing_twice_gives_the_same_text():
    assert json.dumps(write(PLAN)) == json.dumps(write(dataclasses.replace(PLAN)))


def test_a_field_added_later_takes_its_default():
    document = write(PLAN)
    del document["notes"]

    assert read(Plan, document) == PLAN


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 2}, "cannot read kind and version ('plan', 2)"),
        ({"kind": "profile"}, "cannot read kind and version ('profile', 1)"),
        ({"colour": "red"}, "unknown colour"),
        ({"minutes": "12"}, "document.minutes: expected int, not str"),
        ({"minutes": True}, "document.minutes: expected int, not bool"),
        ({"items": {}}, "document.items: expected a list"),
        ({"items": [{}]}, "document.items.0: "),
        ({"items": [7]}, "document.items.0: expected an object"),
        ({"block_seconds": {"lunch": 3}}, "document.block_seconds: expected one of"),
    ],
)
def test_reading_refuses_what_it_does_not_know(change, message):
    with pytest.raises(DocumentError) as refusal:
        read(Plan, write(PLAN) | change)

    assert message in str(refusal.value)


@pytest.mark.parametrize("document", [None, [], "plan", 3])
def test_reading_refuses_what_is_no_object(document):
    with pytest.raises(DocumentError):
        read(Plan, document)
