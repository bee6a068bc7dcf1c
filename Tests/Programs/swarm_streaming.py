"""LangGraph swarm: three agents hand over to each other, and their words are streamed."""
import sys

from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.prebuilt import create_react_agent
from langgraph_swarm import create_handoff_tool, create_swarm

model = ChatOpenAI(model="small", streaming=True, stream_usage=True)


@tool
def multiply(a: int, b: int) -> int:
    """The product of two numbers."""
    return a * b


surveyor = create_react_agent(
    model, [create_handoff_tool(agent_name="calculator")],
    prompt="You are the surveyor of an orchard. Report rows, trees a row and fallen trees, and hand over.",
    name="surveyor")
calculator = create_react_agent(
    model, [multiply, create_handoff_tool(agent_name="foreman")],
    prompt="You are the calculator of an orchard. Multiply, take the fallen trees off, say the sum, and hand over.",
    name="calculator")
foreman = create_react_agent(
    model, [], prompt="You are the foreman of an orchard. Say the answer.", name="foreman")

swarm = create_swarm([surveyor, calculator, foreman], default_active_agent="surveyor")
app = swarm.compile(checkpointer=InMemorySaver())
words = ""
for chunk, about in app.stream(
    {"messages": [{"role": "user", "content": sys.argv[1]}]}, {"configurable": {"thread_id": "1"}},
    stream_mode="messages",
):
    words = chunk.content if chunk.type == "ai" else words
    if chunk.type in ("ai", "AIMessageChunk"):
        print(chunk.content, end="", flush=True)
print()
print(app.get_state({"configurable": {"thread_id": "1"}}).values["messages"][-1].content)
