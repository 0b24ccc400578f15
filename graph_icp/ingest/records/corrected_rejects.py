"""Lists of rejected rows that come back corrected: their extra column and apostrophes."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

# The column that says why a row was rejected; it is not loaded.
REASON = "refused because"


def restored(rows: pa.Table) -> pa.Table:
    """Return the rows of such a list without the apostrophes that made them safe for sheets."""
    if REASON not in rows.column_names:
        return rows
    texts = [name for name in rows.column_names if pa.types.is_string(rows[name].type)]
    for name in texts:
        plain = pc.replace_substring_regex(rows[name], r"^'([=+@-])", r"\1")
        rows = rows.set_column(rows.column_names.index(name), name, plain)
    return rows
