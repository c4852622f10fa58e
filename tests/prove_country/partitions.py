"""The same sessions in one table, in partitions by person and in partitions by month: what the same questions cost."""

from routines.simulation.country import SESSION

MARKS = (
    "SELECT client_id, edit FROM {table} WHERE owner_id = {owner} ORDER BY local_date DESC, started_at DESC,"
)
QUESTIONS = {
    "the last 40, marks": f"{MARKS} client_id DESC LIMIT 40",
    "this week, marks": "SELECT client_id, edit FROM {table} WHERE owner_id = {owner}"
    " AND local_date >= current_date - 7",
    "half a year, lines": "SELECT local_date, seconds, seconds_by_block, kind, pain_before, pain_after FROM {table}"
    " WHERE owner_id = {owner} AND local_date >= current_date - 182 ORDER BY local_date, started_at, client_id",
    "all of a person": "SELECT * FROM {table} WHERE owner_id = {owner}",
    "one more": f"INSERT INTO {{table}} ({SESSION}) SELECT {SESSION.replace('client_id', 'gen_random_uuid()')}"
    " FROM {table} WHERE owner_id = {owner} ORDER BY local_date DESC LIMIT 1",
}
TABLES = {"one table": "routines_session", "16 by person": "by_person", "by month": "by_month"}
NEWEST = "(owner_id, local_date DESC, started_at DESC, client_id DESC, edit)"


def make(cursor):
    """A key over months would have to hold the day, and the same session sent twice on two days would be two."""
    cursor.execute("SELECT min(local_date), max(local_date) FROM routines_session")
    first, last = cursor.fetchone()
    cursor.execute("CREATE TABLE by_person (LIKE routines_session) PARTITION BY HASH (owner_id)")
    for part in range(16):
        cursor.execute(
            f"CREATE TABLE by_person_{part} PARTITION OF by_person FOR VALUES WITH (MODULUS 16, REMAINDER {part})"
        )
    cursor.execute("CREATE TABLE by_month (LIKE routines_session) PARTITION BY RANGE (local_date)")
    months = [(year, month) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    for year, month in months:
        after = f"{year + month // 12}-{month % 12 + 1:02d}-01"
        cursor.execute(
            f"CREATE TABLE by_month_{year}_{month} PARTITION OF by_month"
            f" FOR VALUES FROM ('{year}-{month:02d}-01') TO ('{after}')"
        )
    for table, key in (("by_person", "owner_id, client_id"), ("by_month", "owner_id, client_id, local_date")):
        cursor.execute(f"INSERT INTO {table} SELECT * FROM routines_session")
        cursor.execute(f"ALTER TABLE {table} ADD PRIMARY KEY ({key})")
        cursor.execute(f"CREATE INDEX ON {table} {NEWEST}")
        cursor.execute(f"CREATE INDEX ON {table} (routine_id)")
        cursor.execute(f"VACUUM ANALYZE {table}")


def scripts(people):
    """For each table and question, for pgbench."""
    owner = "(':head' || '001' || ':tail')::uuid"
    choose = f"\\set number random(1, {people})\nSELECT head, tail FROM proof WHERE number = :number \\gset\n"
    return {
        (name, what): f"{choose}{sql.format(table=table, owner=owner)};\n"
        for name, table in TABLES.items()
        for what, sql in QUESTIONS.items()
    }
