import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from routines import documents
from routines.builder.plan import Plan


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("build_routine", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["anna", "boris", "carla", "dmitri", "eva"])
def test_persona_is_handed_a_leaflet(name):
    text = printed("--persona", name)

    for part in ("Warm-up", "Strengthening", "Stretching", "Cool-down", "Left out today, and why"):
        assert part in text


def test_json_is_a_plan_that_can_be_read_back():
    document = json.loads(printed("--persona", "anna", "--json", "--quick"))

    assert documents.read(Plan, document).minutes == 20


def test_profile_comes_from_a_file(tmp_path):
    path = tmp_path / "profile.json"
    path.write_text(json.dumps({"minutes": 10, "equipment": ["chair"]}))

    assert printed("--profile", str(path)).startswith("Your routine: 10 minutes")


@pytest.mark.parametrize("text", ["not json", "[]", '{"minutes": "ten"}', '{"unknown": 1}'])
def test_faulty_profile_is_one_line_not_a_traceback(tmp_path, text):
    path = tmp_path / "profile.json"
    path.write_text(text)

    with pytest.raises(CommandError, match=r"profile\.json"):
        printed("--profile", str(path))


def test_missing_profile_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        printed("--profile", str(tmp_path / "none.json"))


def test_emergency_is_said_in_place_of_a_routine(tmp_path):
    path = tmp_path / "profile.json"
    path.write_text(json.dumps({"urgency": "emergency"}))

    assert "health professional" in printed("--profile", str(path))
