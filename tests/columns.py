"""What a column of the coordination's table keeps, as the table itself filters by it."""

from candidates.models import Application


def kept(column, seat, value) -> set:
    """Keys of the applications that fall under this choice of the column."""
    rows = Application.objects.visible_to(seat).alias(falls_under=column.value(seat))
    return set(rows.filter(falls_under=value).values_list("pk", flat=True))
