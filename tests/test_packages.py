"""The list of packages, and the judgement of how old they are; `make sbom` and `make fresh` run both for good."""

from datetime import UTC, datetime

import pytest

from tests import fresh
from tests.sbom import LOCK, bill, pins

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.asvs("V15.1.2")
def test_the_bill_names_every_locked_package_with_hashes_and_licence():
    lock = LOCK.read_text()
    components = bill(lock)["components"]
    packages = {part["name"]: part for part in components if part.get("purl", "").startswith("pkg:pypi/")}

    assert packages.keys() == {line.split("==")[0] for line in lock.splitlines() if "==" in line}
    assert [name for name, part in packages.items() if not part["hashes"]] == []
    elsewhere = {"colorama", "tzdata"}  # on Windows only
    assert {name for name, part in packages.items() if not part["licenses"]} <= elsewhere
    assert {"htmx.org", "Atkinson Hyperlegible Next"} <= {part["name"] for part in components}


@pytest.mark.asvs("V15.1.2")
@pytest.mark.parametrize("lock", fresh.LOCKS)
def test_packages_come_with_hashes_from_no_address_of_ours(lock):
    text = (LOCK.parents[1] / lock).read_text()

    assert [name for name, (_, hashes) in pins(text).items() if not hashes] == []
    assert not any(
        word in text for word in ("http", "--index-url", "--extra-index-url", "--find-links", "git+")
    )


def always(newest, settled):
    return lambda extra, until: settled if until else newest


@pytest.mark.asvs("V15.2.1")
def test_a_newer_release_is_told_and_an_old_one_is_overdue():
    ours = {"django": "5.2.19", "segno": "1.6.6", "cffi": "2.1.1"}
    newest, settled = ours | {"django": "5.2.21", "segno": "1.7"}, ours | {"django": "5.2.20"}

    assert [str(each) for each in fresh.judge(ours, newest, settled)] == [
        "django 5.2.19: 5.2.21 is there, out for more than 90 days",
        "segno 1.6.6: 1.7 is there",
    ]


@pytest.mark.asvs("V15.2.1")
def test_overdue_packages_fail_and_fresh_ones_do_not():
    ours = fresh.versions(LOCK.read_text())
    late = ours | {"django": "99.0"}

    assert fresh.report(always(ours, ours), NOW) == (0, ["Every package is the newest."])
    assert fresh.report(always(late, ours), NOW)[0] == 0
    assert fresh.report(always(late, late), NOW)[0] == 1


@pytest.mark.asvs("V15.2.1")
def test_an_index_that_does_not_answer_is_no_pass():
    def silent(extra, until):
        raise fresh.Unreachable("no route to host")

    code, [line] = fresh.report(silent, NOW)

    assert (code, line) == (2, "Nothing was compared: the package index gave no answer. no route to host")


def test_versions_compare_as_numbers():
    assert fresh.parts("5.10.1") > fresh.parts("5.9.12") > fresh.parts("5.9rc1")
