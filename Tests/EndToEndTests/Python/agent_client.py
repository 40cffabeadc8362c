"""What an agent's own client, the package mcp, does with a tree of a million nodes and with a live search."""
import asyncio
import json
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

treetop, path = sys.argv[1:3]


def write_tree():
    """A tree of 1,000,001 nodes, ten children a node, in which one action is named apart."""
    with open(path, "w") as file:
        file.write('{"type":"header","format":"treetop","version":1,"problem":"wide",'
                   '"view":"root","selection":{"terms":["Q","U"]}}\n')
        for node in range(100_000):
            children = [{"id": node * 10 + k + 1,
                         "action": "needle" if node * 10 + k == 777_777 else f"a{k}"}
                        for k in range(10)]
            file.write(json.dumps({"type": "expand", "node": node, "children": children}) + "\n")
        file.write('{"type":"select","node":0,"chosen":2,"candidates":['
                   '{"node":1,"score":0.3,"terms":{"Q":0.1,"U":0.2}},'
                   '{"node":2,"score":0.9,"terms":{"Q":0.5,"U":0.4}}]}\n')
        file.write('{"type":"backup","path":[0,2],"value":1}\n')
        # What a doctor must find: the higher score was passed by.
        file.write('{"type":"select","node":0,"chosen":1,"candidates":['
                   '{"node":1,"score":0.3,"terms":{"Q":0.1,"U":0.2}},'
                   '{"node":2,"score":0.9,"terms":{"Q":0.5,"U":0.4}}]}\n')
        file.write('{"type":"backup","path":[0,1],"value":0}\n')


async def session(arguments, talk):
    parameters = StdioServerParameters(command=treetop, args=["mcp", *arguments])
    async with stdio_client(parameters) as (reading, writing):
        async with ClientSession(reading, writing) as client:
            await client.initialize()

            async def call(tool, **arguments):
                answer = (await client.call_tool(tool, arguments)).model_dump()
                text = answer["content"][0]["text"]
                is_error = answer.get("is_error", answer.get("isError"))
                return text if is_error else json.loads(text)

            await talk(client, call)


async def look(client, call):
    names = {tool.name for tool in (await client.list_tools()).tools}
    assert {"summary", "children", "node", "why", "find", "group", "compare", "doctor", "plot",
            "answer", "history"} <= names, names
    assert "run" not in names, names
    summary = await call("summary")
    assert summary["moment"]["nodes"] == 1_000_001, summary
    found = await call("find", text="needle")
    assert [match["id"] for match in found["matches"]] == [777_778], found
    found = await call("find", filter='action = "needle"')
    assert found["count"] == 1 and found["matches"][0]["path"][-1] == "needle", found
    why = await call("why")
    assert why["winner"] == "a0" and why["candidates"][0]["terms"] == {"Q": .1, "U": .2}, why
    faults = await call("doctor")
    assert [each["rule"] for each in faults["findings"]].count("pick-not-highest") == 1, faults
    refused = await call("run", simulations=10)
    assert "--allow-steer" in refused, refused


async def steer(client, call):
    assert {"run", "step", "back", "ban", "pin", "branch"} <= {
        tool.name for tool in (await client.list_tools()).tools}
    assert (await call("run", simulations=200))["iterations"] == 200
    assert (await call("back", count=50))["iterations"] == 150
    first = (await call("children", limit=1))["children"][0]
    await call("ban", node=f"#{first['id']}")
    await call("run", simulations=100)
    after = await call("node", node=f"#{first['id']}")
    assert after["visits"] == first["visits"] and "banned" in after["flags"], after


write_tree()
asyncio.run(session([path], look))
asyncio.run(session(["--allow-steer", "--", "search", "connect-four"], steer))
print("done")
