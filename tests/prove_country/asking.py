"""What the private pages ask the database for one person: every query of a process that has not met them before."""

import re
from dataclasses import dataclass, field

PAGES = {
    "today": "/today/",
    "routine": "/routines/{routine}/",
    "session": "/routines/{routine}/session/",
    "progress": "/progress/",
    "routines": "/routines/",
    "habits": "/habits/",
    "relief": "/relief/",
    "profile": "/profile/",
    "you": "/you/",
}
LIBRARY = re.compile(r'FROM "(exercises_\w+|django_session)"')  # no rows of the person's own


@dataclass
class Asked:
    """sql: with this person's values. pages: which of them ask it."""

    sql: str
    pages: list[str] = field(default_factory=list)

    @property
    def tables(self):
        return sorted(set(re.findall(r'(?:FROM|JOIN) "(\w+)"', self.sql)))


def asked(person):
    """The queries by their shape, each once; the second view of each page asks its marks alone, and those come too."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts import memory

    client = Client()
    client.force_login(person)
    routine, found = person.routines.get().pk, {}
    for name, path in PAGES.items():
        for is_new in (True, False):
            if is_new:
                memory.forget(person.pk)
            with CaptureQueriesContext(connection) as captured:
                response = client.get(path.format(routine=routine))
            assert response.status_code == 200, (path, response.status_code)
            for query in captured:
                sql = query["sql"]
                if sql.startswith("SELECT") and not LIBRARY.search(sql):
                    known = found.setdefault(shape(sql), Asked(sql))
                    known.pages += [name] if name not in known.pages else []
    return list(found.values())


def shape(sql):
    """Without its values."""
    return re.sub(r"(::uuid, )?'[^']*'(::\w+)?|\b\d+\b", "?", sql)
