"""LangGraph: a surveyor and a calculator with tools, and a foreman who may send the sum back."""
import sys
from typing import Annotated, TypedDict

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, SystemMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from langgraph.graph import END, START, StateGraph
from langgraph.graph.message import add_messages
from langgraph.prebuilt import ToolNode, tools_condition

question = sys.argv[1]
model = ChatOpenAI(model="small", temperature=0.7)


class State(TypedDict):
    messages: Annotated[list[AnyMessage], add_messages]
    rounds: int


@tool
def look_up(field: str) -> str:
    """The notes of a field."""
    return f"notes of the {field} field: {question}"


@tool
def multiply(a: int, b: int) -> int:
    """The product of two numbers."""
    return a * b


def node(prompt, tools=()):
    bound = model.bind_tools(list(tools)) if tools else model

    def speak(state: State):
        return {"messages": [bound.invoke([SystemMessage(prompt)] + state["messages"])]}

    return speak


def count(state: State):
    return {"rounds": state.get("rounds", 0) + 1}


def verdict(state: State):
    again = "AGAIN" in state["messages"][-1].content and state["rounds"] < 3
    return "calculator" if again else END


graph = StateGraph(State)
graph.add_node("surveyor", node(
    "You are the surveyor of an orchard. Look the field up, then report its rows, its trees a row and the fallen trees.",
    [look_up]))
graph.add_node("notes", ToolNode([look_up]))
graph.add_node("calculator", node(
    "You are the calculator of an orchard. Multiply rows by trees with the tool, take the fallen trees off, say the sum.",
    [multiply]))
graph.add_node("sums", ToolNode([multiply]))
graph.add_node("foreman", node(
    "You are the foreman of an orchard. Say AGAIN when the sum does not fit the report, else say the answer."))
graph.add_node("count", count)
graph.add_edge(START, "surveyor")
graph.add_conditional_edges("surveyor", tools_condition, {"tools": "notes", END: "calculator"})
graph.add_edge("notes", "surveyor")
graph.add_conditional_edges("calculator", tools_condition, {"tools": "sums", END: "foreman"})
graph.add_edge("sums", "calculator")
graph.add_edge("foreman", "count")
graph.add_conditional_edges("count", verdict, ["calculator", END])

final = graph.compile().invoke({"messages": [HumanMessage(question)], "rounds": 0})
print(final["messages"][-1].content)
