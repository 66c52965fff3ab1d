"""What the guard adds to a statement, and so to a request."""

import json
import time

STATEMENTS = 2000


def cost() -> dict[str, float]:
    """Microseconds per statement: one seen before, and one never seen."""
    from ccr.wall import guard
    from ccr.wall.sides import Side

    known = (
        'SELECT "ccr_accounts_person"."id" FROM "ccr_accounts_person" WHERE "ccr_accounts_person"."email" = %s LIMIT 21'
    )

    def execute(sql, params, many, context):
        return None

    def spent(statements) -> float:
        with guard.passing({Side.COORDINATION}):
            start = time.perf_counter()
            for statement in statements:
                guard.guard(execute, statement, (), False, {})
            return (time.perf_counter() - start) / len(statements) * 1e6

    guard.read_statement.cache_clear()
    fresh = spent([f"{known} /* {number} */" for number in range(STATEMENTS)])
    spent([known])
    return {"known": spent([known] * STATEMENTS * 10), "fresh": fresh}


def sentences(measured: dict[str, float]) -> list[str]:
    """The French lines of the report."""
    known, fresh = (f"{measured[key]:.1f}".replace(".", ",") for key in ("known", "fresh"))
    page = f"{measured['known'] * 20 / 1000:.2f}".replace(".", ",")
    return [
        f"Le gardien ajoute {known} µs à une requête SQL déjà vue, {fresh} µs à la première de sa forme. Une page de "
        f"vingt requêtes y passe {page} ms."
    ]


def main():
    import django

    django.setup()
    print(json.dumps(cost()))  # noqa: T201


if __name__ == "__main__":
    main()
