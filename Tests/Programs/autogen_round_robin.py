"""AutoGen: a round robin of three agents."""
import asyncio
import sys

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.conditions import TextMentionTermination
from autogen_agentchat.teams import RoundRobinGroupChat
from autogen_ext.models.openai import OpenAIChatCompletionClient


async def main():
    model = OpenAIChatCompletionClient(
        model="small", model_info={"vision": False, "function_calling": True, "json_output": False,
                                   "structured_output": False, "family": "unknown"})

    def agent(name, prompt):
        return AssistantAgent(name, model, system_message=prompt)

    team = RoundRobinGroupChat([
        agent("surveyor", "You are the surveyor of an orchard. Report rows, trees a row and fallen trees."),
        agent("calculator", "You are the calculator of an orchard. Multiply, take the fallen trees off, say the sum."),
        agent("foreman", "You are the foreman of an orchard. Say AGAIN when the sum does not fit, else the answer."),
    ], termination_condition=TextMentionTermination("Answer:"), max_turns=9)
    result = await team.run(task=sys.argv[1])
    print(result.messages[-1].content)


asyncio.run(main())
