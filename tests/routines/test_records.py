import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from exercises.catalogue import Dose
from routines import records
from tests.factories import make_item

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
DONE = {
    "exercise": "bridge",
    "block": "strengthening",
    "seconds": 90,
    "sets": 2,
    "reps": 16,
    "completed": True,
}


def sent(**fields):
    return {"started_at": "2026-11-21T08:00:00Z", "time_zone": "Europe/Berlin", "items": [DONE]} | fields


def read(**fields):
    return records.read(json.dumps(sent(**fields)).encode(), now=NOW)


def test_read_takes_a_session_as_it_was_done():
    record = read(pain_before=4, effort="easy", note=" fine ")

    assert (record.pain_before, record.effort, record.note) == (4, "easy", "fine")
    assert record.seconds_by_block == {"strengthening": 90}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"items": 7}'])
def test_read_refuses_what_was_cut_off(body):
    with pytest.raises(records.Unacceptable):
        records.read(body, now=NOW)


@pytest.mark.asvs("V2.2.3", "V15.3.5")
@pytest.mark.parametrize(
    "fields",
    [
        {"started_at": None},
        {"started_at": "yesterday"},
        {"started_at": "2026-11-21T08:00:00"},
        {"started_at": "9999-12-31T23:59:59-23:59"},
        {"started_at": "0001-01-01T00:00:00+14:00"},
        {"started_at": "2026-11-23T08:00:00Z"},
        {"started_at": "2025-09-01T08:00:00Z"},
        {"items": [7]},
        {"items": [{"block": "strengthening"}]},
        {"items": [DONE | {"block": "dance"}]},
        {"items": [DONE | {"seconds": -1}]},
        {"items": [DONE | {"seconds": True}]},
        {"items": [DONE | {"felt": "fine"}]},
        {"items": [DONE] * 81},
        {"pain_after": 11},
        {"pain_after": 3.5},
        {"effort": "medium"},
        {"kind": "dance"},
        {"routine": "mine"},
        {"revision": 2**31},
        {"note": {"a": 1}},
        {"note": "\x00"},
        {"edit": 0},
    ],
)
def test_read_refuses_what_cannot_be(fields):
    with pytest.raises(records.Unacceptable):
        read(**fields)


@pytest.mark.parametrize("hours", [-48, -1, 1, 48])
def test_read_takes_off_how_wrong_the_clock_of_the_device_is(hours):
    wrong = timedelta(hours=hours)
    started, now = NOW - timedelta(hours=1) + wrong, NOW + wrong

    record = read(started_at=started.isoformat(), sent_at=now.isoformat())

    assert record.started_at == NOW - timedelta(hours=1)


def test_read_gives_an_unknown_zone_the_common_one():
    assert read(time_zone="Etc/Nowhere").time_zone == "UTC"


@pytest.mark.slow
def test_every_time_zone_counts_the_day_it_was_there():
    assert len(records.zones()) > 500
    for zone in records.zones():
        for hour in range(0, 24 * 40, 7):
            started = NOW - timedelta(hours=hour)
            record = records.Record(started, zone, ())

            assert record.local_date == started.astimezone(ZoneInfo(zone)).date()


def test_what_was_done_as_asked_remembers_what_was_asked():
    item = make_item(dose=Dose(sets=2, reps=8), seconds=120)

    done = records.Done.as_asked(item)

    assert done == records.Done("bridge", "strengthening", 120, 2, 8, completed=True, asked=(2, 8, 0, 0))
