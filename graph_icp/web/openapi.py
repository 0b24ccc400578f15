"""The OpenAPI document of what is under /api, made from the questions that are answered there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import graph_icp
from graph_icp.programs.questions import QUESTIONS

if TYPE_CHECKING:
    from graph_icp.programs.questions import Question
    from graph_icp.programs.shapes import Schema

_SCHEMAS = "#/components/schemas/"
_ERRORS = {
    "400": "An argument that cannot be meant",
    "403": "No token, another one, or a request of another site",
    "404": "A name that is not there, with the nearest that are",
    "409": "The market has no answer: no customers, no files, several companies of the name",
    "503": "The market is being ranked, or another process changes its store: ask again",
}


def document(place: str) -> dict[str, Any]:
    """Return the document.

    Parameters
    ----------
    place : str
        Where everything begins: "/api".
    """
    named: dict[str, Schema] = {
        "Error": {
            "type": "object",
            "properties": {
                "error": {"type": "string", "description": "A sentence that says what to do"}
            },
            "required": ["error"],
            "additionalProperties": False,
        }
    }
    paths = {f"{place}/{each.name}": _of_question(each, named) for each in QUESTIONS}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "graph-icp",
            "version": graph_icp.__version__,
            "description": "Questions to a market: which companies to sell to next, why, and who "
            "can open the door. Texts come from files that somebody loaded. Nothing that was "
            "loaded or said is changed by them.",
        },
        "paths": paths | {f"{place}/rank": _RANK, f"{place}/openapi.json": _DOCUMENT},
        "components": {
            "schemas": named,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "That of GRAPH_ICP_API_TOKEN when 'graph-icp serve' started",
                }
            },
        },
        "security": [{"token": []}],
    }


def _of_question(question: Question, named: dict[str, Schema]) -> dict[str, Any]:
    about = {
        "operationId": question.name,
        "summary": question.title,
        "description": question.says,
        "responses": _responses("200", question.gives(named, _SCHEMAS)),
    }
    if question.of_rows:
        takes = question.takes(named, _SCHEMAS)
        return {"post": about | {"requestBody": {"required": True, "content": _json(takes)}}}
    return {"get": about | {"parameters": _in_address(question, named)}}


def _in_address(question: Question, named: dict[str, Schema]) -> list[dict[str, Any]]:
    """Return parameters; those of several values stand several times in an address."""
    found = []
    for each in question.parameters:
        takes = each.schema(named, _SCHEMAS)
        says = takes.pop("description")
        about = {"name": each.name, "in": "query", "required": each.must, "description": says}
        several = {"style": "form", "explode": True} if each.several else {}
        found.append(about | several | {"schema": takes})
    return found


def _responses(code: str, gives: Schema) -> dict[str, Any]:
    errors = {"$ref": f"{_SCHEMAS}Error"}
    return {
        code: {"description": "The answer", "content": _json(gives)},
        **{each: {"description": why, "content": _json(errors)} for each, why in _ERRORS.items()},
    }


def _json(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


_RANK = {
    "post": {
        "operationId": "rank",
        "summary": "Rank the market anew",
        "description": "Begins a new ranking, which a load or a decision calls for; until it is "
        "made, answers are of the old one. It stores a run, and changes nothing else.",
        "responses": _responses(
            "202",
            {
                "type": "object",
                "properties": {"ranking": {"type": "boolean"}},
                "required": ["ranking"],
                "additionalProperties": False,
            },
        ),
    }
}
_DOCUMENT = {
    "get": {
        "operationId": "openapi",
        "summary": "This document",
        "responses": _responses("200", {"type": "object"}),
    }
}
