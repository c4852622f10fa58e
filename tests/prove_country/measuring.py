"""How long the same queries take for eight clients at once, each time for another person: pgbench, query by query."""

import re
import statistics
import subprocess
from collections import defaultdict

CLIENTS, SAMPLE = 8, 50_000


def prepare(cursor):
    """The parts that a simulated person's ids are made of, for people drawn from all over the country."""
    cursor.execute(
        f"""CREATE TABLE proof AS SELECT row_number() OVER () AS number, left(u.id::text, 15) AS head,
            substr(u.id::text, 19) AS tail, r.id AS revision FROM (
                SELECT id FROM accounts_user ORDER BY md5(id::text) LIMIT {SAMPLE}
            ) u JOIN routines_revision r ON r.owner_id = u.id"""
    )
    cursor.execute("ALTER TABLE proof ADD PRIMARY KEY (number)")
    cursor.execute("VACUUM ANALYZE proof")
    cursor.execute("SELECT count(*) FROM proof")
    return cursor.fetchone()[0]


def script(sql, person, revision, people):
    """The query with another person's ids in the place of this one's."""
    head, tail = str(person.pk)[:15], str(person.pk)[18:]
    sql = re.sub(
        f"'{head}(...){tail}'::uuid", r"(':head' || '\\1' || ':tail')::uuid".replace("\\\\", "\\"), sql
    )
    sql = sql.replace(f'"routines_revision"."id" = {revision} ', '"routines_revision"."id" = :revision ')
    assert head not in sql, sql
    return (
        f"\\set number random(1, {people})\n"
        "SELECT head, tail, revision FROM proof WHERE number = :number \\gset\n"
        f"{sql.rstrip(';')};\n"
    )


def run(binaries, url, scripts, folder, seconds):
    """Milliseconds of every run of each script, in the order of the scripts."""
    files = []
    for at, text in enumerate(scripts):
        (folder / f"{at}.sql").write_text(text)
        files += ["-f", str(folder / f"{at}.sql")]
    command = [binaries / "pgbench", "-n", "-c", str(CLIENTS), "-j", "2", "-T", str(seconds), *files]
    logging = ["--log", f"--log-prefix={folder}/log"]
    done = subprocess.run([*command, *logging, url], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    times = defaultdict(list)
    for path in folder.glob("log*"):
        for line in path.read_text().splitlines():
            _client, _number, microseconds, which, *_ = line.split()
            times[int(which)].append(int(microseconds) / 1000)
    return [times[at] for at in range(len(scripts))]


def centiles(times):
    """The median and the 99th in a hundred."""
    cuts = statistics.quantiles(times, n=100)
    return cuts[49], cuts[98]
