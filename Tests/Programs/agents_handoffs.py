"""OpenAI Agents SDK: handoffs over the Responses API."""
import sys

from agents import Agent, Runner, function_tool, set_tracing_disabled

set_tracing_disabled(True)


@function_tool
def multiply(a: int, b: int) -> int:
    """The product of two numbers."""
    return a * b


foreman = Agent(name="foreman", model="small", instructions="You are the foreman of an orchard. Say the answer.")
calculator = Agent(
    name="calculator", model="small", tools=[multiply], handoffs=[foreman],
    instructions="You are the calculator of an orchard. Multiply, take the fallen trees off, say the sum, hand over.")
surveyor = Agent(
    name="surveyor", model="small", handoffs=[calculator],
    instructions="You are the surveyor of an orchard. Report rows, trees a row and fallen trees, and hand over.")
dispatcher = Agent(
    name="dispatcher", model="small", handoffs=[surveyor],
    instructions="You are the dispatcher of an orchard. Hand the question over to the one who goes into the field.")

print(Runner.run_sync(dispatcher, sys.argv[1]).final_output)
