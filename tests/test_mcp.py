"""Tools for assistants, asked by the protocol's own client over the streams of a real process."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from click.testing import CliRunner
from mcp import Client, StdioServerParameters, stdio_client
from web_client import shops

from graph_icp.cli import main
from graph_icp.programs.questions import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcp.types import CallToolResult, Tool

    from graph_icp.market import Market

ACME = "shop12.example"
ASKED: dict[str, dict[str, Any]] = {
    "discover": {"country": ["DE"], "limit": 3},
    "explain": {"account": ACME},
    "similar": {"account": ACME, "limit": 2},
    "paths": {"account": "Acme & Sons"},
    "search": {"text": "acme"},
    "qualify": {"companies": [{"domain": ACME}, {"company": "New", "industry": "Retail"}]},
    "summary": {},
    "runs": {},
    "diff": {},
}
WRONG: dict[str, dict[str, Any]] = {
    "There is no account": {"account": "nobody.example"},
    "'account' is not given": {},
    "There is no parameter 'name'": {"account": ACME, "name": "x"},
}


def command(market: Market, *options: str) -> list[str]:
    return [sys.executable, "-m", "graph_icp.cli", "mcp", "--store", market.path, *options]


@dataclass
class Told:
    """What an assistant saw."""

    instructions: str
    tools: dict[str, Tool]
    answers: list[CallToolResult]


def ask(
    market: Market, asked: Sequence[tuple[str, dict[str, Any]]], *options: str, mode: str = "legacy"
) -> Told:
    """Start the command, ask with the protocol's own client, and end it."""

    async def asking() -> Told:
        program, *arguments = command(market, *options)
        server = stdio_client(StdioServerParameters(command=program, args=arguments))
        async with Client(server, mode=mode) as client:
            tools = (await client.list_tools()).tools
            answers = [await client.call_tool(*each) for each in asked]
            return Told(client.instructions or "", {each.name: each for each in tools}, answers)

    return asyncio.run(asking())


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Market:
    return shops(tmp_path_factory.mktemp("shops"), ["Acme & Sons", "\u202eevil\x1b[31m"])


@pytest.fixture(scope="module")
def told(market: Market) -> Told:
    wrong = [("explain", each) for each in WRONG.values()]
    return ask(market, [*ASKED.items(), *wrong, ("delete", {})])


def test_the_tools_are_the_questions_and_change_nothing(told: Told) -> None:
    assert [*told.tools] == [*BY_NAME]
    for tool in told.tools.values():
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        jsonschema.validate(ASKED[tool.name], tool.input_schema)
        assert all(each["description"] for each in tool.input_schema["properties"].values())


def test_answers_are_as_the_tools_say_in_text_and_fields(told: Told) -> None:
    for (name, _), answer in zip(ASKED.items(), told.answers, strict=False):
        assert not answer.is_error, answer.content
        schema = told.tools[name].output_schema
        assert schema is not None
        jsonschema.validate(answer.structured_content, schema)
        (part,) = answer.content
        assert part.type == "text"
        assert json.loads(part.text) == answer.structured_content
    inbound = told.answers[[*ASKED].index("qualify")].structured_content["companies"]
    assert [each["was"] for each in inbound] == ["in the market", "new"]


def test_errors_are_sentences_that_an_assistant_can_act_on(told: Told) -> None:
    *wrong, unknown = told.answers[len(ASKED) :]
    for says, answer in zip(WRONG, wrong, strict=True):
        (part,) = answer.content
        assert answer.is_error
        assert part.type == "text"
        assert part.text.startswith(says)
    assert unknown.is_error
    assert "There is no tool 'delete'" in str(unknown.content)


def test_people_are_told_where_that_is_allowed(market: Market, told: Told) -> None:
    allowed = ask(market, [("search", {"text": "rita"})], "--people", mode="auto")
    assert "Rita" not in str(told.answers)
    assert "People are left out" in told.instructions
    assert "People are left out" not in allowed.instructions
    (rita,) = allowed.answers[0].structured_content["people"]
    assert (rita["person"], rita["title"]) == ("Rita Rossi", "Head of Retail")


def test_nothing_but_the_protocol_is_on_standard_output(market: Market) -> None:
    about = {"name": "test", "version": "1"}
    start = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": about}
    sent = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": start},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
    ]
    lines = "\n".join(["no JSON", *map(json.dumps, sent), ""])
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    answers: list[dict[str, Any]] = []
    with subprocess.Popen(command(market), text=True, **pipes) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        assert server.stderr is not None
        server.stdin.write(lines)
        server.stdin.flush()
        while not answers or answers[-1].get("id") != 2:
            answers.append(json.loads(server.stdout.readline()))
        # It ends while the market is ranked, and without a word.
        server.stdin.close()
        assert server.wait(30) == 0, server.stderr.read()
        assert server.stdout.read() == ""
        assert "Traceback" not in server.stderr.read()
    assert all(each["jsonrpc"] == "2.0" for each in answers)
    assert 1 in {each.get("id") for each in answers}


def test_the_configuration_that_is_printed_starts_it(market: Market) -> None:
    ended = CliRunner().invoke(main, ["mcp", "--configuration", "--people", "--store", market.path])
    told = json.loads(ended.stdout)["mcpServers"]["graph-icp"]
    assert [told["command"], *told["args"]] == command(market, "--people")


def test_without_the_extra_the_command_says_what_to_install(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph_icp.cli.mcp.find_spec", lambda _name: None)
    ended = CliRunner().invoke(main, ["mcp", "--store", market.path])
    assert ended.exit_code == 1
    assert ended.stderr.strip().endswith("pip install 'graph-icp[mcp]'")
