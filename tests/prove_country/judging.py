"""Whether PostgreSQL finds a person's rows by a key or an index, and touches no row of anybody else."""

from dataclasses import dataclass

PRIVATE = ("accounts_", "routines_", "account_", "mfa_", "usersessions_")


@dataclass
class Judged:
    """ways: how each private table was read. rows: of the person, read in all. fetched: heap pages looked up although
    the index held it all. blocks: read, from memory or disk."""

    ways: list[str]
    faults: list[str]
    rows: int
    fetched: int
    blocks: int
    milliseconds: float


def judge(cursor, sql, most):
    """most: rows of one table that one person may have."""
    cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}")
    (plan,) = cursor.fetchone()[0]
    nodes = [node for node in _nodes(plan["Plan"]) if node.get("Relation Name", "").startswith(PRIVATE)]
    rows = [
        round((node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"])
        for node in nodes
    ]
    faults = [
        f"{node['Node Type']} on {node['Relation Name']}" for node in nodes if node["Node Type"] == "Seq Scan"
    ]
    faults += [
        f"{n} rows of {node['Relation Name']}" for node, n in zip(nodes, rows, strict=True) if n > most
    ]
    return Judged(
        ways=[f"{node['Node Type']} on {node['Relation Name']}" for node in nodes],
        faults=faults,
        rows=sum(rows),
        fetched=sum(node.get("Heap Fetches", 0) for node in nodes),
        blocks=plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"],
        milliseconds=plan["Planning Time"] + plan["Execution Time"],
    )


def _nodes(node):
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)
