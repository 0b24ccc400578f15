"""Lists to take away: what one sees as a file, the plain sheet, and exports with their receipts."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response

from graph_icp.errors import UnknownNameError
from graph_icp.market.delivery.exported import ExportOptions, made_for, written
from graph_icp.market.lists.list_sheet import sheet_of, without_unknown
from graph_icp.output.exports.targets import target
from graph_icp.output.lists import write_list
from graph_icp.web.asked import Asked
from graph_icp.web.rendering import held_of, waiting
from graph_icp.web.routing import shows

if TYPE_CHECKING:
    import pandas as pd
    from starlette.requests import Request

    from graph_icp.market.market import Market
    from graph_icp.market.ranked_lists import RankedLists
    from graph_icp.output.sheets.layout import Layout

FORMATS = {"xlsx": "Excel", "csv": "CSV", "json": "JSON", "jsonl": "JSON lines"}
EXPORTS = {
    "sheet": "Sheet for a team",
    "hubspot": "HubSpot",
    "salesforce": "Salesforce",
    "linkedin": "LinkedIn",
    "google-ads": "Google Ads",
    "sales-navigator": "Sales Navigator",
    "outreach": "Outreach",
}
_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".zip": "application/zip",
}


def download(request: Request) -> Response:
    """Answer with the list of the address as a file: `as` names the format or the target."""
    wanted = request.query_params.get("as", "")
    if wanted not in (*FORMATS, *EXPORTS):
        raise UnknownNameError("download", wanted, (*FORMATS, *EXPORTS))
    asked = Asked.of(request.query_params)
    held = held_of(request)
    ranked = held.ranked()
    if ranked is None:
        return waiting(request)
    with tempfile.TemporaryDirectory() as folder:
        if wanted in FORMATS:
            file = _list(held.market, ranked, asked, Path(folder) / f"list.{wanted}")
        elif wanted == "sheet":
            file = Path(folder) / "team.xlsx"
            # As many as stand in the list, not the first few alone.
            held.market.sheet(
                file,
                filters=asked.filters,
                sort=asked.sort,
                intent=asked.intent,
                limit=None,
                ranked=ranked,
            )
        else:
            file = _export(held.market, ranked, asked, wanted, Path(folder))
        return _answer(file)


def listing(
    request: Request, table: pd.DataFrame, name: str, title: str, layout: Layout | None = None
) -> Response:
    """Answer with a table as a file, in the format that the address names, as -o FILE writes it.

    Parameters
    ----------
    request : Request
        Whose `as` is one of FORMATS.
    table : DataFrame
    name : str
        Of the file, without its ending.
    title : str
        Of the sheet.
    layout : Layout, optional

    Raises
    ------
    UnknownNameError
        If there is no such format.
    """
    wanted = request.query_params.get("as", "")
    if wanted not in FORMATS:
        raise UnknownNameError("download", wanted, FORMATS)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.{wanted}"
        write_list(table, format=wanted, output=file, title=title, layout=layout)
        return _answer(file)


def _answer(file: Path) -> Response:
    named = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.read_bytes(), media_type=_TYPES[file.suffix], headers=named)


def _list(market: Market, ranked: RankedLists, asked: Asked, file: Path) -> Path:
    """Write the list as `discover -o` does."""
    found = ranked.page(asked.filters, sort=asked.sort, intent=asked.intent)
    write_list(
        without_unknown(found.table),
        format=file.suffix[1:],
        output=file,
        title="Discovery list",
        layout=sheet_of(found, market.path),
    )
    return file


def _export(market: Market, ranked: RankedLists, asked: Asked, name: str, folder: Path) -> Path:
    """Write an export with its receipt into an archive."""
    delivery = market.deliver(
        filters=asked.filters, sort=asked.sort, intent=asked.intent, ranked=ranked
    )
    to = target(name)
    options = ExportOptions(market.icp.read()[0].export_labels.get(name, {}))
    files = written(made_for(to, delivery, options), delivery, folder / f"{name}.csv", market.path)
    archive = folder / f"{name}.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as put:
        for each in (*files.written, files.receipt):
            put.write(each, each.name)
    return archive


ROUTES = [shows("/download", download)]
